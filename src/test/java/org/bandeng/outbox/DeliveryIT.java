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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a push, whatever the platform answers: never lost, never told twice, never silently dropped. */
class DeliveryIT {

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);
    private final Staff wangFang = Staff.wangFang(program);

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
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
    void outsideTheWindowItIsHeldUntilTheResidentWrites(int errcode, String errmsg) {
        TicketNumber number = reports();
        weChat.answersSending(errcode, errmsg);
        wangFang.does(TicketAction.ACCEPT, number, "");
        awaitDelivery("held", String.valueOf(errcode));

        weChat.works();
        auntLi.says("在吗");
        weChat.awaitPush(auntLi.openId(), "已接单");
        assertThat(weChat.pushesTo(auntLi.openId())).hasSize(1);
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
        auntLi.says("3号楼2单元楼道灯坏了");
        return TestResident.numberIn(auntLi.says("没有"));
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
                                + " where r.open_id = '%s' and d.channel <> 'passive' order by d.message_id desc limit 1"
                                        .formatted(auntLi.openId())))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("status", status))
                .satisfies(row -> assertThat((String) row.get("problem")).contains(reason == null ? "" : reason)));
    }
}
