package org.bandeng.portal;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketNumber;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages that residents open from the chat: their own, nobody else's, and no longer than they should. */
class ResidentPagesIT {

    private static final Pattern PAGE = Pattern.compile(Pattern.quote(House.PUBLIC_URL) + "(/r/t/[A-Za-z0-9_-]+)");

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);
    private final Staff wangFang = Staff.wangFang(program);
    private final HttpClient phone =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
    }

    @Test
    void thePageShowsHowFarTheMatterIs() throws Exception {
        TicketNumber number = reports();
        wangFang.does(TicketAction.ACCEPT, number, "");
        Document page = Jsoup.parse(open(pageOf(number)).body());

        assertThat(page.select("h1").text()).isEqualTo("照明报修");
        assertThat(page.text())
                .contains("编号 " + number, "已接单", "幸福里3号楼2单元", "王芳已接单", "已派单", "已登记")
                .doesNotContain(auntLi.openId());
        assertThat(page.select("script")).isEmpty();
    }

    @Test
    void aLinkThatWasTamperedWithOpensNothing() throws Exception {
        String page = pageOf(accepted());
        for (int i : new int[] {7, 20, page.length() - 2}) {
            char other = page.charAt(i) == 'A' ? 'B' : 'A';
            HttpResponse<String> answer = open(page.substring(0, i) + other + page.substring(i + 1));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("照明报修");
        }
        assertThat(open("/r/t/1010").statusCode()).isEqualTo(404);
    }

    @Test
    void aLinkThatIsTooOldSaysWhereToGoInstead() throws Exception {
        TicketNumber number = accepted();
        String ticket = number + ":" + program.value("select resident_id from ticket where number = " + number);
        String old = program.bean(Seals.class).seal("ticket", ticket, Duration.ofSeconds(-1));

        HttpResponse<String> answer = open("/r/t/" + old);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("已经过期", "查进度");
    }

    @Test
    void aSealForAnotherPurposeOpensNothing() throws Exception {
        TicketNumber number = accepted();
        String ticket = number + ":" + program.value("select resident_id from ticket where number = " + number);

        assertThat(open("/r/t/" + program.bean(Seals.class).seal("resident", ticket, Duration.ofDays(1)))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aMarkIsGivenOnThePage() throws Exception {
        TicketNumber number = accepted();
        wangFang.does(TicketAction.RESOLVE, number, "换了新灯泡");
        String page = pageOf(number);
        assertThat(open(page).body()).contains("办得怎么样", "非常满意");

        HttpResponse<String> answer = submit(page + "/rating", Map.of("score", "5", "words", "师傅来得快"));

        assertThat(answer.body()).contains("谢谢您的评价", "已解决", "5 分").doesNotContain("办得怎么样");
        assertThat(program.rows(
                        "select s.score, s.comment from survey s join ticket t on t.id = s.ticket_id where t.number = "
                                + number))
                .containsExactly(Map.of("score", 5, "comment", "师傅来得快"));
        assertThat(submit(page + "/rating", Map.of("score", "1")).body()).contains("刚刚有了变化");
    }

    @Test
    void aLowMarkReopensTheMatterAndCallsAPerson() throws Exception {
        TicketNumber number = accepted();
        wangFang.does(TicketAction.RESOLVE, number, "换了新灯泡");

        assertThat(submit(pageOf(number) + "/rating", Map.of("score", "1")).body())
                .contains("重新打开");
        assertThat(program.value("select status from ticket where number = " + number))
                .isEqualTo("dispatched");
        assertThat(program.value("select with_staff_since is not null from resident where open_id = '%s'"
                        .formatted(auntLi.openId())))
                .isEqualTo(true);
    }

    @Test
    void wordsAndAPictureAreAddedToTheTicket() throws Exception {
        TicketNumber number = accepted();
        String page = pageOf(number);

        assertThat(upload(page, "师傅来之前打个电话", "photo.jpg", FakeWeChat.JPEG).body())
                .contains("收到了");

        assertThat(program.rows(
                        "select m.kind, m.content, m.direction from message m join ticket t on t.id = m.ticket_id"
                                + " where t.number = " + number
                                + " and m.dedup_key is null and m.direction = 'in' order by m.id"))
                .containsExactly(
                        Map.of("kind", "text", "content", "师傅来之前打个电话", "direction", "in"),
                        Map.of("kind", "image", "content", "", "direction", "in"));
        String picture = Jsoup.parse(open(page).body()).select(".media img").attr("src");
        assertThat(open(picture).headers().firstValue("content-type")).contains("image/jpeg");
        String number2 = picture.substring(picture.lastIndexOf('/') + 1);
        assertThat(open(pageOf(otherTicket()) + "/media/" + number2).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatIsNoPictureIsRefusedInKindWords() throws Exception {
        String page = pageOf(accepted());

        assertThat(upload(page, "", "virus.jpg", "MZ this is a program".getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("不是照片");
        assertThat(upload(page, "", "", new byte[0]).body()).contains("还没有写字");
    }

    @Test
    void aMatterIsWithdrawnOnThePageOnce() throws Exception {
        TicketNumber number = accepted();
        String page = pageOf(number);

        assertThat(submit(page + "/withdraw", Map.of("words", "已经亮了")).body()).contains("已经撤回", "已撤回");
        assertThat(program.value("select status from ticket where number = " + number))
                .isEqualTo("withdrawn");
        assertThat(submit(page + "/withdraw", Map.of("words", "")).body()).contains("刚刚有了变化");
    }

    // By WeChat's own word.

    @Test
    void weChatSaysWhosePhoneItIs() throws Exception {
        TicketNumber number = accepted();
        weChatKnows("CODE" + auntLi.openId(), auntLi.openId(), 0);

        URI authorize = location(open("/r/me"));
        assertThat(authorize.toString())
                .startsWith(
                        "https://open.weixin.qq.com/connect/oauth2/authorize?appid=" + House.APP_ID
                                + "&redirect_uri=https%3A%2F%2Fbench.example.org%2Fr%2Foauth&response_type=code&scope=snsapi_base&state=")
                .endsWith("#wechat_redirect");
        HttpResponse<String> back = open("/r/oauth?code=CODE%s&state=%s".formatted(auntLi.openId(), state(authorize)));
        assertThat(location(back).getPath()).isEqualTo("/r/me");

        Document list = Jsoup.parse(open("/r/me").body());
        assertThat(list.text()).contains("编号 " + number, "照明报修");
        assertThat(open(list.select("a.line").attr("href")).statusCode()).isEqualTo(200);
    }

    @Test
    void aCodeWithTheStateOfAnotherBrowserIsNotExchanged() throws Exception {
        URI authorize = location(open("/r/me"));
        HttpClient other =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        HttpResponse<String> back = other.send(
                HttpRequest.newBuilder(URI.create(program.address() + "/r/oauth?code=ANY&state=" + state(authorize)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(location(back).getPath()).isEqualTo("/r/me");
        assertThat(back.headers().allValues("set-cookie")).noneMatch(cookie -> cookie.startsWith("bandeng-resident"));
    }

    @Test
    void aCodeThatWasUsedSendsThePhoneToWeChatOnceMoreAndNotForEver() throws Exception {
        weChat.on(get(urlPathEqualTo("/sns/oauth2/access_token")).willReturn(okJson("""
                {"errcode":40163,"errmsg":"code been used"}""")));

        URI first = location(open("/r/me"));
        URI second = location(open("/r/oauth?code=USED&state=" + state(first)));
        assertThat(second.getHost()).isEqualTo("open.weixin.qq.com");
        HttpResponse<String> end = open("/r/oauth?code=USED&state=" + state(second));
        assertThat(end.statusCode()).isEqualTo(200);
        assertThat(end.body()).contains("查进度");
    }

    @Test
    void aCodeThatTheBrowserAsksForTwiceGetsTheSameAnswer() throws Exception {
        weChatKnows("TWICE", auntLi.openId(), 0);
        String back = "/r/oauth?code=TWICE&state=" + state(location(open("/r/me")));
        location(open(back));
        isUsed();

        assertThat(location(open(back)).getPath()).isEqualTo("/r/me");
    }

    @Test
    void aCodeThatSomebodyElseSawIsNoGoodToThem() throws Exception {
        weChatKnows("SEEN", auntLi.openId(), 0);
        location(open("/r/oauth?code=SEEN&state=" + state(location(open("/r/me")))));
        isUsed();
        phone.cookieHandler()
                .ifPresent(cookies -> ((CookieManager) cookies).getCookieStore().removeAll());

        HttpResponse<String> theirs = open("/r/oauth?code=SEEN&state=" + state(location(open("/r/me"))));

        assertThat(theirs.headers().allValues("set-cookie")).noneMatch(cookie -> cookie.startsWith("bandeng-resident"));
    }

    // Registered on the page.

    @Test
    void whatIsRegisteredOnThePageGoesWhereTheChatWouldSendIt() throws Exception {
        logsIn();

        HttpResponse<String> answer =
                form("/r/report", Map.of("text", "楼道灯坏了，晚上看不见", "place", "3号楼2单元"), "lamp.jpg", FakeWeChat.JPEG);

        Document page = Jsoup.parse(answer.body());
        assertThat(page.select(".said").text()).contains("登记好了");
        assertThat(page.select("h1").text()).isEqualTo("照明报修");
        assertThat(page.select("dd").eachText()).contains("幸福里3号楼2单元", "楼道灯坏了，晚上看不见", "幸福里物业服务中心");
        assertThat(page.select(".media img")).hasSize(1);
    }

    @Test
    void whatIsSentTwiceIsOneTicket() throws Exception {
        logsIn();
        Map<String, String> lamp = Map.of("text", "楼道灯坏了", "place", "3号楼2单元");

        form("/r/report", lamp, "", new byte[0]);
        form("/r/report", lamp, "", new byte[0]);
        form("/r/report", Map.of("text", "楼道灯坏了", "place", "5号楼1单元"), "", new byte[0]);

        assertThat(ticketsOf(auntLi)).isEqualTo(2L);
    }

    @Test
    void aDangerOnThePageCallsPeopleAndSaysWhomToRing() throws Exception {
        logsIn();

        HttpResponse<String> answer =
                form("/r/report", Map.of("text", "我家厨房漏煤气了", "place", "3号楼2单元501"), "", new byte[0]);

        assertThat(answer.body()).contains("119", "先离开");
        assertThat(program.value(
                        "select urgent from ticket t join resident r on r.id = t.resident_id where r.open_id = '%s'"
                                .formatted(auntLi.openId())))
                .isEqualTo(true);
    }

    @Test
    void aFormWithoutWordsRegistersNothingAndSaysWhy() throws Exception {
        logsIn();

        assertThat(form("/r/report", Map.of("text", " ", "place", "3号楼2单元"), "", new byte[0])
                        .body())
                .contains("请写一句");
        assertThat(ticketsOf(auntLi)).isEqualTo(0L);
    }

    @Test
    void aFileThatIsNoPictureDoesNotCostTheWords() throws Exception {
        logsIn();

        assertThat(form(
                                "/r/report",
                                Map.of("text", "楼道灯坏了", "place", "3号楼2单元"),
                                "virus.jpg",
                                "MZ this is a program".getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("登记好了。照片没有收下");
        assertThat(ticketsOf(auntLi)).isEqualTo(1L);
    }

    @Test
    void whoDoesNotSayWhereIsAskedOnceMoreAndLosesNothing() throws Exception {
        logsIn();

        assertThat(form("/r/report", Map.of("text", "垃圾桶满了没人收", "place", ""), "", new byte[0])
                        .body())
                .contains("请写一句在哪里", "垃圾桶满了没人收");
        assertThat(ticketsOf(auntLi)).isEqualTo(0L);
        form("/r/report", Map.of("text", "3号楼门口垃圾桶满了没人收", "place", ""), "", new byte[0]);
        assertThat(ticketsOf(auntLi)).isEqualTo(1L);
    }

    @Test
    void wordsOnATicketsPageAreKeptThoughTheFileBesideThemIsNoPicture() throws Exception {
        TicketNumber number = accepted();

        assertThat(upload(
                                pageOf(number),
                                "就是三楼那盏",
                                "virus.jpg",
                                "MZ this is a program".getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("您的话记下了。照片没有收下");
        assertThat(program.value("select count(*) from message where content = '就是三楼那盏'"))
                .isEqualTo(1L);
    }

    @Test
    void whoNeverWroteIsToldToWriteFirst() throws Exception {
        weChatKnows("STRANGER", "oStrangerWhoNeverWrote00000", 0);
        open("/r/oauth?code=STRANGER&state=" + state(location(open("/r/report"))));

        assertThat(open("/r/report").body()).contains("随便说一句话");
    }

    private void logsIn() throws Exception {
        auntLi.says("你好");
        weChatKnows("LOGIN" + auntLi.openId(), auntLi.openId(), 0);
        URI authorize = location(open("/r/report"));
        open("/r/oauth?code=LOGIN%s&state=%s".formatted(auntLi.openId(), state(authorize)));
        assertThat(open("/r/report").body()).contains("登记一件事");
    }

    private Object ticketsOf(TestResident resident) {
        return program.value(
                "select count(*) from ticket t join resident r on r.id = t.resident_id where r.open_id = '%s'"
                        .formatted(resident.openId()));
    }

    private void isUsed() {
        weChat.on(get(urlPathEqualTo("/sns/oauth2/access_token")).willReturn(okJson("""
                {"errcode":40163,"errmsg":"code been used"}""")));
    }

    @Test
    void aPreviewIsNobody() throws Exception {
        weChatKnows("PREVIEW", auntLi.openId(), 1);

        HttpResponse<String> answer = open("/r/oauth?code=PREVIEW&state=" + state(location(open("/r/me"))));

        assertThat(answer.body()).contains("使用完整服务");
        assertThat(answer.headers().allValues("set-cookie")).noneMatch(cookie -> cookie.startsWith("bandeng-resident"));
    }

    private void weChatKnows(String code, String openId, int snapshot) {
        weChat.on(get(urlPathEqualTo("/sns/oauth2/access_token"))
                .withQueryParam("code", equalTo(code))
                .withQueryParam("secret", equalTo("test-secret"))
                .willReturn(okJson("""
                        {"access_token":"A","expires_in":7200,"openid":"%s","scope":"snsapi_base","is_snapshotuser":%d}""".formatted(openId, snapshot))));
    }

    private static String state(URI authorize) {
        return authorize.getQuery().replaceFirst(".*state=", "");
    }

    private static URI location(HttpResponse<String> answer) {
        return URI.create(answer.headers().firstValue("location").orElseThrow());
    }

    private TicketNumber reports() {
        return auntLi.reports("3号楼2单元楼道灯坏了");
    }

    private TicketNumber accepted() {
        TicketNumber number = reports();
        wangFang.does(TicketAction.ACCEPT, number, "");
        return number;
    }

    private TicketNumber otherTicket() {
        TestResident other = TestResident.of(program);
        TicketNumber number = other.reports("3号楼2单元楼道灯坏了");
        wangFang.does(TicketAction.ACCEPT, number, "");
        return number;
    }

    /** The page that the last push about the ticket links to. */
    private String pageOf(TicketNumber number) {
        String openId = (String) program.value(
                "select r.open_id from resident r join ticket t on t.resident_id = r.id where t.number = " + number);
        weChat.awaitPush(openId, "编号 " + number);
        Matcher page = PAGE.matcher(String.join("\n", weChat.pushesTo(openId)));
        assertThat(page.find()).isTrue();
        return page.group(1);
    }

    private HttpResponse<String> open(String path) throws Exception {
        return phone.send(
                HttpRequest.newBuilder(URI.create(program.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a form, and follows to the page that says what came of it. */
    private HttpResponse<String> submit(String path, Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return followed(phone.send(
                HttpRequest.newBuilder(URI.create(program.address() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString()));
    }

    private HttpResponse<String> upload(String page, String words, String file, byte[] bytes) throws Exception {
        return form(page + "/words", Map.of("text", words), file, bytes);
    }

    /** Sends a form with a picture, and follows to the page that says what came of it, if it is another. */
    private HttpResponse<String> form(String path, Map<String, String> fields, String file, byte[] bytes)
            throws Exception {
        String boundary = UUID.randomUUID().toString();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach(
                (name, value) -> body.writeBytes("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(boundary, name, value)
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(
                "--%s\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"%s\"\r\nContent-Type: image/jpeg\r\n\r\n"
                        .formatted(boundary, file)
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
        return followed(phone.send(
                HttpRequest.newBuilder(URI.create(program.address() + path))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString()));
    }

    private HttpResponse<String> followed(HttpResponse<String> answer) throws Exception {
        return answer.statusCode() == 200 ? answer : open(location(answer).toString());
    }
}
