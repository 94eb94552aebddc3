package org.bandeng.outbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Condition;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.conversation.StaffReplies;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.wechat.ApiGate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** What becomes of a push, whatever the platform answers: never lost, never told twice, never silently dropped. */
class DeliveryIT {

    private static final String TEMPLATE = "/cgi-bin/message/template/send";
    private static final String SUBSCRIBE = "/cgi-bin/message/subscribe/bizsend";

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);
    private final Staff wangFang = Staff.wangFang(program);

    @BeforeEach
    @AfterEach
    void thePlatformWorks() {
        weChat.works();
        program.bean(ApiGate.class).reopen().block();
    }

    @Test
    void aBusyPlatformIsAskedAgain() {
        TicketNumber number = reports();
        weChat.answersSending(-1, "system error");
        wangFang.does(TicketAction.ACCEPT, number, "");
        awaitDelivery("pending", "-1");

        weChat.works();
        weChat.awaitPush(auntLi.openId(), "已接单");
        awaitDelivery("sent", null);
    }

    @Test
    void aPlatformThatCannotBeReachedIsTriedAgain() {
        TicketNumber number = reports();
        weChat.answersSending(aResponse().withStatus(503));
        wangFang.does(TicketAction.ACCEPT, number, "");
        awaitDelivery("pending", "503");

        weChat.works();
        weChat.awaitPush(auntLi.openId(), "已接单");
    }

    @ParameterizedTest
    @CsvSource({"45015, response out of time limit", "45047, out of response count limit"})
    void outsideTheWindowItGoesByTemplate(int errcode, String errmsg) {
        TicketNumber number = reports();
        weChat.answersSending(errcode, errmsg);
        wangFang.does(TicketAction.ACCEPT, number, "");

        awaitDelivery("sent", null);
        assertThat(weChat.postsTo(TEMPLATE, auntLi.openId())).singleElement().satisfies(body -> {
            assertThat(body.path("template_id").asString()).isEqualTo("TEMPLATE_progress");
            assertThat(body.at("/data/character_string1/value").asString()).isEqualTo(number.toString());
            assertThat(body.at("/data/thing3/value").asString()).isEqualTo("已接单");
            assertThat(body.path("client_msg_id").asString()).isNotEmpty();
            assertThat(body.path("url").asString()).startsWith(House.PUBLIC_URL + "/r/t/");
        });
        assertThat(attempts()).containsExactly("service closed", "template sent");
    }

    @ParameterizedTest
    @CsvSource({"45015, response out of time limit", "45047, out of response count limit"})
    void withoutAnyWayItIsHeldUntilTheResidentWrites(int errcode, String errmsg) {
        TicketNumber number = reports();
        weChat.answersSending(errcode, errmsg);
        wangFang.writes(number, "明天上午来修");
        awaitDelivery("held", String.valueOf(errcode));

        weChat.works();
        auntLi.says("在吗");
        weChat.awaitPush(auntLi.openId(), "明天上午来修");
        assertThat(weChat.pushesTo(auntLi.openId())).hasSize(1);
    }

    @Test
    void whoRefusesATemplateGetsNoneOfItAgain() {
        TicketNumber number = reports();
        weChat.answersSending(45015, "response out of time limit");
        weChat.answers(TEMPLATE, 43101, "user refuse to accept the msg");
        wangFang.does(TicketAction.ACCEPT, number, "");
        awaitDelivery("held", "43101");

        wangFang.does(TicketAction.START, number, "");
        awaitDelivery("held", null);
        assertThat(weChat.postsTo(TEMPLATE, auntLi.openId())).hasSize(1);
    }

    @Test
    void aSubscriptionIsUsedOnceAndBeforeATemplate() {
        TicketNumber number = reports();
        auntLi.posts(auntLi.message(
                "event",
                "<Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent><List><TemplateId>TEMPLATE_resolved</TemplateId>"
                        + "<SubscribeStatusString>accept</SubscribeStatusString></List></SubscribeMsgPopupEvent>"));
        weChat.answersSending(45015, "response out of time limit");
        wangFang.does(TicketAction.ACCEPT, number, "");
        wangFang.does(TicketAction.RESOLVE, number, "换了新灯泡");
        awaitDelivery("sent", null);

        assertThat(weChat.postsTo(SUBSCRIBE, auntLi.openId())).singleElement().satisfies(body -> assertThat(
                        body.at("/data/thing3/value").asString())
                .isEqualTo("换了新灯泡"));
        wangFang.does(TicketAction.REOPEN, number, "");
        wangFang.does(TicketAction.ACCEPT, number, "");
        wangFang.does(TicketAction.RESOLVE, number, "又换了一次");
        await("the second by template")
                .until(() -> weChat.postsTo(TEMPLATE, auntLi.openId()).stream()
                                .filter(body ->
                                        body.at("/data/thing3/value").asString().contains("已办结"))
                                .count()
                        == 1);
        assertThat(weChat.postsTo(SUBSCRIBE, auntLi.openId())).hasSize(1);
    }

    @Test
    void aTemplateWhoseAnswerGotLostIsTriedAgainUnderTheSameId() {
        TicketNumber number = reports();
        weChat.answersSending(45015, "response out of time limit");
        weChat.answers(TEMPLATE, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        wangFang.does(TicketAction.ACCEPT, number, "");
        awaitDelivery("pending", null);
        weChat.works();
        weChat.answersSending(45015, "response out of time limit");
        awaitDelivery("sent", null);

        assertThat(weChat.postsTo(TEMPLATE, auntLi.openId()))
                .extracting(body -> body.path("client_msg_id").asString())
                .containsOnly(weChat.postsTo(TEMPLATE, auntLi.openId())
                        .get(0)
                        .path("client_msg_id")
                        .asString());
    }

    @Test
    void aTemplateThatDidNotArriveIsHeldAndTold() {
        TicketNumber number = reports();
        weChat.answersSending(45015, "response out of time limit");
        wangFang.does(TicketAction.ACCEPT, number, "");
        awaitDelivery("sent", null);

        auntLi.posts(
                auntLi.message(
                        "event",
                        "<Event>TEMPLATESENDJOBFINISH</Event><MsgID>3148209457602035718</MsgID><Status>failed:user block</Status>"));
        awaitDelivery("held", "user block");
    }

    @Test
    void whatIsImportantAndCannotBeDeliveredIsToldAtTheDoor() {
        TicketNumber number = reports();
        weChat.answersSending(45015, "response out of time limit");
        wangFang.writesImportantly(number, "明天上午停水，请存水");
        awaitDelivery("held", null);
        await("somebody to go there").until(() -> doorstepTasks() == 1);

        weChat.works();
        auntLi.says("在吗");
        weChat.awaitPush(auntLi.openId(), "请存水");
        await("nobody has to go there").until(() -> doorstepTasks() == 0);
    }

    private long doorstepTasks() {
        return (Long) program.value(
                "select count(*) from doorstep_task d join resident r on r.id = d.resident_id where d.done_at is null and r.open_id = '%s'"
                        .formatted(auntLi.openId()));
    }

    @Test
    void theDaysQuotaStopsTheApiForAllAndTheTemplateIsUsedInstead() {
        TicketNumber number = reports();
        weChat.answersSending(45009, "reach max api daily quota limit");
        wangFang.does(TicketAction.ACCEPT, number, "");
        awaitDelivery("sent", null);
        int tried = weChat.pushesTo(auntLi.openId()).size();

        wangFang.writes(number, "师傅在路上");
        awaitDelivery("pending", "45009");
        assertThat(weChat.pushesTo(auntLi.openId())).as("not even tried").hasSize(tried);

        weChat.works();
        program.bean(ApiGate.class).reopen().block();
        makeDue();
        weChat.awaitPush(auntLi.openId(), "师傅在路上");
    }

    @Test
    void aSecretThatIsWrongIsToldToTheStaffAndNothingIsLost() {
        TicketNumber number = reports();
        program.bean(ReactiveStringRedisTemplate.class)
                .delete("bandeng:{wechat:" + House.APP_ID + "}:token")
                .block();
        weChat.answers("/cgi-bin/stable_token", 40125, "invalid appsecret");
        wangFang.writes(number, "师傅在路上");
        awaitDelivery("pending", "40125");
        assertThat(program.bean(ApiGate.class).problems().block())
                .hasValueSatisfying(new Condition<>(line -> line.contains("40125"), "40125"));

        weChat.works();
        program.bean(ApiGate.class).reopen().block();
        makeDue();
        weChat.awaitPush(auntLi.openId(), "师傅在路上");
    }

    private void makeDue() {
        program.bean(Outbox.class).tryNow().block();
    }

    private List<String> attempts() {
        return program
                .rows(
                        "select a.channel || ' ' || a.outcome as line from delivery_attempt a join delivery d on d.message_id = a.message_id"
                                + " join resident r on r.id = d.resident_id where r.open_id = '%s' order by a.id"
                                        .formatted(auntLi.openId()))
                .stream()
                .map(row -> (String) row.get("line"))
                .toList();
    }

    @Test
    void whoNoLongerFollowsIsNotTriedAgainAndStaffSeeIt() {
        TicketNumber number = reports();
        weChat.answersSending(43004, "require subscribe");
        wangFang.does(TicketAction.ACCEPT, number, "");

        awaitDelivery("held", "43004");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER", "MALFORMED_RESPONSE_CHUNK"})
    void whatMayHaveArrivedIsNotToldTwice(Fault fault) {
        TicketNumber number = reports();
        weChat.answersSending(aResponse().withFault(fault));
        wangFang.does(TicketAction.ACCEPT, number, "");
        awaitDelivery("unconfirmed", null);
        assertThat(weChat.pushesTo(auntLi.openId())).as("tried once").hasSize(1);

        weChat.works();
        sendAgain();
        weChat.awaitPush(auntLi.openId(), "已接单");
        awaitDelivery("sent", null);
    }

    @Test
    void aPictureOfTheStaffsIsBroughtToThePlatformAndShown() {
        TicketNumber number = reports();
        wangFang.shows(number, FakeWeChat.JPEG);

        await("the picture").until(() -> weChat.postsTo("/cgi-bin/message/custom/send", auntLi.openId()).stream()
                .anyMatch(body -> body.at("/image/media_id").asString("").equals("UPLOADED")));
        assertThat(weChat.postsTo("/cgi-bin/media/upload")).singleElement().satisfies(upload -> assertThat(
                        upload.getPart("media").getBody().asBytes())
                .isEqualTo(FakeWeChat.JPEG));
        awaitDelivery("sent", null);
    }

    @Test
    void aPictureThatThePlatformCannotTakeNowIsTriedAgain() {
        TicketNumber number = reports();
        weChat.answers("/cgi-bin/media/upload", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        wangFang.shows(number, FakeWeChat.JPEG);
        awaitDelivery("pending", "picture");

        weChat.works();
        awaitDelivery("sent", null);
    }

    @Test
    void anAnswerThatDoesNotComeLeavesItOpenWhetherItArrived() {
        TicketNumber number = reports();
        weChat.answersSending(okJson("""
                {"errcode":0,"errmsg":"ok"}""").withFixedDelay(5_000));
        wangFang.does(TicketAction.ACCEPT, number, "");

        awaitDelivery("unconfirmed", "in time");
    }

    @Test
    void aPageInsteadOfAnAnswerLeavesItOpenWhetherItArrived() {
        TicketNumber number = reports();
        weChat.answersSending(aResponse()
                .withStatus(502)
                .withHeader("Content-Type", "text/html")
                .withBody("<html>Bad Gateway</html>"));
        wangFang.does(TicketAction.ACCEPT, number, "");

        awaitDelivery("unconfirmed", "502");
    }

    @Test
    void anAnswerThatCallsItselfPlainTextIsReadAllTheSame() {
        TicketNumber number = reports();
        weChat.answersSending(
                aResponse().withHeader("Content-Type", "text/plain").withBody("""
                {"errcode":0,"errmsg":""}"""));
        wangFang.does(TicketAction.ACCEPT, number, "");

        awaitDelivery("sent", null);
    }

    @Test
    void anExpiredTokenIsRenewedOnceAndTheMessageStillArrives() {
        TicketNumber number = reports();
        weChat.on(post(urlPathEqualTo("/cgi-bin/stable_token"))
                .withRequestBody(matchingJsonPath("$.force_refresh", equalTo("true")))
                .willReturn(okJson("""
                        {"access_token":"FRESH_TOKEN","expires_in":7200}""")));
        weChat.on(post(urlPathEqualTo("/cgi-bin/message/custom/send"))
                .withQueryParam("access_token", equalTo("ACCESS_TOKEN"))
                .willReturn(okJson("""
                        {"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest"}""")));

        wangFang.does(TicketAction.ACCEPT, number, "");

        awaitDelivery("sent", null);
        assertThat(weChat.sendings()).last().satisfies(request -> assertThat(request.getUrl())
                .contains("access_token=FRESH_TOKEN"));
        weChat.on(post(urlPathEqualTo("/cgi-bin/message/custom/send"))
                .withQueryParam("access_token", equalTo("FRESH_TOKEN"))
                .willReturn(okJson("""
                        {"errcode":0,"errmsg":"ok"}""")));
        int fetched = weChat.tokensFetched();
        wangFang.does(TicketAction.START, number, "");
        weChat.awaitPush(auntLi.openId(), "正在处理");
        assertThat(weChat.tokensFetched()).as("shared, not fetched anew").isEqualTo(fetched);
    }

    @Test
    void messagesArriveInTheOrderInWhichTheyWereWritten() {
        TicketNumber number = reports();
        weChat.answersSending(-1, "system error");
        wangFang.writes(number, "第一句");
        awaitDelivery("pending", "-1");
        wangFang.writes(number, "第二句");

        weChat.works();
        weChat.awaitPush(auntLi.openId(), "第二句");
        assertThat(weChat.pushesTo(auntLi.openId())).containsExactly("王芳：第一句", "王芳：第二句");
    }

    private TicketNumber reports() {
        return auntLi.reports("3号楼2单元楼道灯坏了");
    }

    private void sendAgain() {
        long id = (Long) program.value("select id from resident where open_id = '%s'".formatted(auntLi.openId()));
        long message = (Long) program.value("select max(message_id) from delivery where resident_id = " + id);
        program.bean(Residents.class)
                .find(new ResidentId(id))
                .flatMap(resident -> program.bean(StaffReplies.class).sendAgain(resident, message))
                .block();
    }

    /** Waits until the resident's last push stands so, for a reason that contains the words. */
    private void awaitDelivery(String status, String reason) {
        await(status + " " + reason).atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(program.rows(
                        "select d.status, coalesce(d.problem, '') as problem from delivery d join resident r on r.id = d.resident_id"
                                + " join message m on m.id = d.message_id"
                                + " where r.open_id = '%s' and m.author <> 'bot' order by d.message_id desc limit 1"
                                        .formatted(auntLi.openId())))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("status", status))
                .satisfies(row -> assertThat((String) row.get("problem")).contains(reason == null ? "" : reason)));
    }
}
