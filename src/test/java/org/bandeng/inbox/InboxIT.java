package org.bandeng.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.bandeng.support.Clerk;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Who may do what in the inbox, and what it does about two clerks at one ticket. */
class InboxIT {

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);
    private final Clerk clerk = new Clerk(program);

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
        HttpResponse<String> answer = clerk.get(path);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location")).contains("/login");
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        HttpResponse<String> answer = clerk.logIn("admin", "wrong");

        assertThat(answer.headers().firstValue("location")).contains("/login?error");
        assertThat(clerk.get("/login?error").body()).contains("用户名或密码不对");
    }

    @Test
    void aPostWithoutItsTokenIsRefused() throws Exception {
        clerk.logIn("admin", Staff.PASSWORD);

        assertThat(clerk.post("/inbox/staff", Map.of("username", "eve", "name", "Eve", "password", "12345678"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void onlyAnAdminMakesAccounts() throws Exception {
        hire("zhanghua");
        clerk.logIn("zhanghua", Staff.PASSWORD);

        assertThat(clerk.get("/inbox").statusCode()).isEqualTo(200);
        assertThat(clerk.get("/inbox/staff").statusCode()).isEqualTo(403);
    }

    @Test
    void pagesLoadNothingFromElsewhereAndCannotBeFramed() throws Exception {
        HttpResponse<String> login = clerk.get("/login");

        assertThat(login.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(login.headers().firstValue("x-frame-options")).contains("DENY");
        assertThat(login.body()).doesNotContain("<script>", "style=\"", "onclick", "http://", "https://");
    }

    @Test
    void whatAResidentWritesIsNeverMarkup() throws Exception {
        clerk.logIn("admin", Staff.PASSWORD);
        auntLi.says("东门口我的车位被占了");
        TicketNumber number = TestResident.numberIn(auntLi.says("是的"));
        auntLi.says("<img src=x onerror=alert(1)> 没法拍");

        Document page = Jsoup.parse(clerk.get("/inbox/tickets/" + number).body());

        assertThat(page.select("img[src=x]")).isEmpty();
        assertThat(page.select("#thread").text()).contains("<img src=x onerror=alert(1)>");
    }

    @Test
    void twoClerksAtOneTicketDoNotOverrideEachOther() throws Exception {
        clerk.logIn("admin", Staff.PASSWORD);
        TicketNumber number = auntLi.reports("3号楼2单元楼道灯坏了");
        Document page = Jsoup.parse(clerk.get("/inbox/tickets/" + number).body());
        Staff.wangFang(program).does(TicketAction.ACCEPT, number, "");

        HttpResponse<String> answer =
                clerk.submit(page, "/inbox/tickets/" + number + "/withdraw", Map.of("note", "重复"));

        assertThat(answer.headers().firstValue("location")).contains("/inbox/tickets/" + number + "?problem=changed");
        assertThat(clerk.get("/inbox/tickets/" + number + "?problem=changed").body())
                .contains("别人刚刚改过这张工单");
        assertThat(program.value("select status from ticket where number = " + number))
                .isEqualTo("accepted");
    }

    @Test
    void aTicketIsFoundByItsNumberPlaceStatusAndCategory() throws Exception {
        clerk.logIn("admin", Staff.PASSWORD);
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
        clerk.logIn("admin", Staff.PASSWORD);
        assertThat(clerk.get("/inbox").body()).contains("待办");

        clerk.get("/language?to=en");
        assertThat(clerk.get("/inbox").body()).contains("To do").doesNotContain("待办");
    }

    @Test
    void whatDoesNotExistIsSaidKindly() throws Exception {
        clerk.logIn("admin", Staff.PASSWORD);

        HttpResponse<String> answer = clerk.get("/inbox/tickets/1011");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("没有找到这个页面").doesNotContain("Exception", "\tat ");
    }

    @Test
    void healthAndMetricsAreThereForTheOperator() throws Exception {
        assertThat(clerk.get("/actuator/health").body()).contains("\"status\":\"UP\"");
        assertThat(clerk.get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
        assertThat(clerk.get("/actuator/env").statusCode()).isNotEqualTo(200);
    }

    @Test
    void theSimulatorIsNotThereWithARealAccount() throws Exception {
        assertThat(clerk.get("/simulator").statusCode()).isEqualTo(404);
        assertThat(clerk.post("/sandbox/cgi-bin/stable_token", Map.of()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aMistypedPartOfTheCommunityMakesNoAccountThatSeesEverything() throws Exception {
        clerk.logIn("admin", Staff.PASSWORD);
        Document staff = Jsoup.parse(clerk.get("/inbox/staff").body());

        HttpResponse<String> answer = clerk.submit(
                staff,
                "/inbox/staff",
                Map.of(
                        "username",
                        "narrow",
                        "name",
                        "小陈",
                        "password",
                        "a-long-password",
                        "role",
                        "handler",
                        "scope",
                        "3号栋"));

        assertThat(answer.body()).contains("没有这个地方或者网格");
        assertThat(program.value("select count(*) from staff where username = 'narrow'"))
                .isEqualTo(0L);
    }

    @Test
    void whoMayNotSeeAPageIsToldSoInTheirOwnLanguage() throws Exception {
        hire("onlydispatches");
        clerk.logIn("onlydispatches", Staff.PASSWORD);

        HttpResponse<String> answer = clerk.get("/inbox/staff");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("您的账号不能看这一页");
    }

    private void hire(String username) {
        StaffAccounts accounts = program.bean(StaffAccounts.class);
        String hash = program.bean(PasswordEncoder.class).encode(Staff.PASSWORD);
        accounts.add(username, "张华", StaffMember.Role.DISPATCHER, hash).block();
    }

    private String rows(String query) throws Exception {
        return clerk.get("/inbox/rows?" + query).body();
    }
}
