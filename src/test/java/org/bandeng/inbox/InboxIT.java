package org.bandeng.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketNumber;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Who may do what in the inbox, and what it does about two clerks at one ticket. */
class InboxIT {

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/inbox",
                "/inbox/tickets/1010",
                "/inbox/residents/1",
                "/inbox/live",
                "/inbox/media/1",
                "/inbox/staff"
            })
    void nothingIsShownToWhoIsNotLoggedIn(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location")).contains("/login");
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        HttpResponse<String> answer = logIn("admin", "wrong");

        assertThat(answer.headers().firstValue("location")).contains("/login?error");
        assertThat(get("/login?error").body()).contains("用户名或密码不对");
    }

    @Test
    void aPostWithoutItsTokenIsRefused() throws Exception {
        logIn("admin", Staff.PASSWORD);

        assertThat(post("/inbox/staff", Map.of("username", "eve", "name", "Eve", "password", "12345678"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void onlyAnAdminMakesAccounts() throws Exception {
        hire("zhanghua");
        logIn("zhanghua", Staff.PASSWORD);

        assertThat(get("/inbox").statusCode()).isEqualTo(200);
        assertThat(get("/inbox/staff").statusCode()).isEqualTo(403);
    }

    @Test
    void pagesLoadNothingFromElsewhereAndCannotBeFramed() throws Exception {
        HttpResponse<String> login = get("/login");

        assertThat(login.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(login.headers().firstValue("x-frame-options")).contains("DENY");
        assertThat(login.body()).doesNotContain("<script>", "style=\"", "onclick", "http://", "https://");
    }

    @Test
    void whatAResidentWritesIsNeverMarkup() throws Exception {
        logIn("admin", Staff.PASSWORD);
        auntLi.says("东门口我的车位被占了");
        TicketNumber number = TestResident.numberIn(auntLi.says("是的"));
        auntLi.says("<img src=x onerror=alert(1)> 没法拍");

        Document page = Jsoup.parse(get("/inbox/tickets/" + number).body());

        assertThat(page.select("img[src=x]")).isEmpty();
        assertThat(page.select("#thread").text()).contains("<img src=x onerror=alert(1)>");
    }

    @Test
    void twoClerksAtOneTicketDoNotOverrideEachOther() throws Exception {
        logIn("admin", Staff.PASSWORD);
        TicketNumber number = auntLi.reports("3号楼2单元楼道灯坏了");
        Document page = Jsoup.parse(get("/inbox/tickets/" + number).body());
        Staff.wangFang(program).does(TicketAction.ACCEPT, number, "");

        HttpResponse<String> answer = submit(page, "/inbox/tickets/" + number + "/withdraw", Map.of("note", "重复"));

        assertThat(answer.headers().firstValue("location")).contains("/inbox/tickets/" + number + "?problem=changed");
        assertThat(get("/inbox/tickets/" + number + "?problem=changed").body()).contains("别人刚刚改过这张工单");
        assertThat(program.value("select status from ticket where number = " + number))
                .isEqualTo("accepted");
    }

    @Test
    void aTicketIsFoundByItsNumberPlaceStatusAndCategory() throws Exception {
        logIn("admin", Staff.PASSWORD);
        String number = auntLi.reports("6号楼3单元楼道灯坏了").toString();

        assertThat(rows("text=" + number)).contains(number);
        assertThat(rows("text=" + URLEncoder.encode("6号楼3单元", StandardCharsets.UTF_8)))
                .contains(number);
        assertThat(rows("status=dispatched&category=lighting&view=open")).contains(number);
        assertThat(rows("status=closed")).doesNotContain(number);
        assertThat(rows("category=parking")).doesNotContain(number);
        assertThat(rows("view=mine")).doesNotContain(number);
        assertThat(rows("text=%25")).as("a percent sign is no wildcard").doesNotContain(number);
    }

    @Test
    void pagesAreChineseUnlessSomebodyChoseEnglish() throws Exception {
        logIn("admin", Staff.PASSWORD);
        assertThat(get("/inbox").body()).contains("待办");

        get("/language?to=en");
        assertThat(get("/inbox").body()).contains("To do").doesNotContain("待办");
    }

    @Test
    void whatDoesNotExistIsSaidKindly() throws Exception {
        logIn("admin", Staff.PASSWORD);

        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(program.address() + "/inbox/tickets/1011"))
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("没有找到这个页面").doesNotContain("Exception", "\tat ");
    }

    @Test
    void healthAndMetricsAreThereForTheOperator() throws Exception {
        assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"");
        assertThat(get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
        assertThat(get("/actuator/env").statusCode()).isNotEqualTo(200);
    }

    @Test
    void theSimulatorIsNotThereWithARealAccount() throws Exception {
        assertThat(get("/simulator").statusCode()).isEqualTo(404);
        assertThat(post("/sandbox/cgi-bin/stable_token", Map.of()).statusCode()).isEqualTo(404);
    }

    private void hire(String username) {
        StaffAccounts accounts = program.bean(StaffAccounts.class);
        String hash = program.bean(PasswordEncoder.class).encode(Staff.PASSWORD);
        accounts.add(username, "张华", StaffMember.Role.STAFF, hash).block();
    }

    private String rows(String query) throws Exception {
        return get("/inbox/rows?" + query).body();
    }

    private HttpResponse<String> logIn(String username, String password) throws Exception {
        Document page = Jsoup.parse(get("/login").body());
        return submit(page, "/login", Map.of("username", username, "password", password));
    }

    /** Sends a form of a page as a browser would: with its hidden fields. */
    private HttpResponse<String> submit(Document page, String action, Map<String, String> typed) throws Exception {
        Element form = page.selectFirst("form[action='%s']".formatted(action));
        Map<String, String> fields = form.select("input[type=hidden]").stream()
                .collect(Collectors.toMap(field -> field.attr("name"), field -> field.attr("value")));
        fields.putAll(typed);
        return post(action, fields);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(program.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                HttpRequest.newBuilder(URI.create(program.address() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
