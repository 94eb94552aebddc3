package org.bandeng.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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

/** What a clerk's day is made of: lists, unread marks, answers that are at hand, several tickets at once. */
class DeskWorkIT {

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);
    private final Staff wangFang = Staff.wangFang(program);
    private final Clerk clerk = new Clerk(program);

    @BeforeEach
    void theOfficeOpens() throws Exception {
        weChat.works();
        clerk.logIn("admin", Staff.PASSWORD);
    }

    private Document page(String address) throws Exception {
        HttpResponse<String> answer = clerk.get(address);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private boolean lists(String query, TicketNumber number) throws Exception {
        return !page("/inbox?" + query)
                .select("tr[data-ticket=%s]".formatted(number))
                .isEmpty();
    }

    @Test
    void aListIsNarrowedByPlacePersonLevelDayAndMark() throws Exception {
        TicketNumber number = auntLi.reports("12号楼1单元楼道灯坏了");
        wangFang.does(TicketAction.ACCEPT, number, "");

        assertThat(lists("place=" + encoded("幸福里12号楼"), number))
                .as("the building around it")
                .isTrue();
        assertThat(lists("place=" + encoded("幸福里11号楼"), number)).isFalse();
        assertThat(lists("person=" + wangFang.id().value(), number)).isTrue();
        assertThat(lists("person=1", number)).isFalse();
        assertThat(lists("level=compound", number)).isTrue();
        assertThat(lists("level=street", number)).isFalse();
        assertThat(lists("from=2020-01-01&until=2020-12-31", number)).isFalse();
        assertThat(lists("mark=5", number)).isFalse();
        assertThat(lists("view=unassigned", number)).isFalse();
        assertThat(lists("order=due&view=open&person=" + wangFang.id().value(), number))
                .isTrue();
        auntLi.says("人工");
        assertThat(lists("view=to-answer", number)).as("she waits for a person").isTrue();
        wangFang.does(TicketAction.RESOLVE, number, "换了灯泡");
        auntLi.says("5");
        assertThat(lists("mark=5&place=" + encoded("幸福里12号楼1单元"), number)).isTrue();
    }

    @Test
    void whatWasNotLookedAtIsMarkedUntilItIs() throws Exception {
        TicketNumber number = auntLi.reports("12号楼2单元楼道灯坏了");
        assertThat(page("/inbox?text=" + number).select(".unread")).hasSize(1);

        page("/inbox/tickets/" + number);
        assertThat(page("/inbox?text=" + number).select(".unread")).isEmpty();

        auntLi.says("晚上更看不见");
        assertThat(page("/inbox?text=" + number).select(".unread")).hasSize(1);
    }

    @Test
    void aListIsKeptUnderANameAndGivenUpAgain() throws Exception {
        Document list = page("/inbox?view=open&category=lighting");
        clerk.submit(list, "/inbox/views", Map.of("name", "开着的灯"));

        Document kept = page("/inbox");
        assertThat(kept.selectFirst(".saved a").text()).isEqualTo("开着的灯");
        assertThat(kept.selectFirst(".saved a").attr("href")).contains("view=open", "category=lighting");

        clerk.submit(kept, kept.selectFirst(".saved form").attr("action"), Map.of());
        assertThat(page("/inbox").select(".saved")).isEmpty();
    }

    @Test
    void anAnswerAtHandIsFilledAndCounted() throws Exception {
        TicketNumber number = auntLi.reports("12号楼3单元楼道灯坏了");
        String title = "师傅" + number;
        Document answers = page("/inbox/answers");
        clerk.submit(
                answers,
                "/inbox/answers",
                Map.of("title", title, "category", "lighting", "content", "编号 {ticket.number} 已派给{ticket.office}。"));

        HttpResponse<String> unknown =
                clerk.submit(answers, "/inbox/answers", Map.of("title", "您好" + number, "content", "您好，{居民}，师傅下午到"));
        assertThat(unknown.headers().firstValue("location"))
                .as("it would reach residents as it stands")
                .contains("/inbox/answers?said=unknown");

        Document ticket = page("/inbox/tickets/" + number);
        var option = ticket.select("#canned option").stream()
                .filter(each -> each.text().equals(title))
                .findFirst()
                .orElseThrow();
        assertThat(option.attr("data-text")).isEqualTo("编号 " + number + " 已派给幸福里物业服务中心。");

        clerk.submit(
                ticket,
                ticket.selectFirst("form.reply").attr("action"),
                Map.of("text", option.attr("data-text"), "answer", option.val()));
        assertThat(program.value("select used from canned_answer where title = '" + title + "'"))
                .isEqualTo(1L);
        assertThat(page("/inbox/answers").text()).contains(title, "用过 1 次");
    }

    @Test
    void whatWasBegunIsStillThereUntilItIsSent() throws Exception {
        TicketNumber number = auntLi.reports("12号楼4单元楼道灯坏了");
        Document ticket = page("/inbox/tickets/" + number);
        String draft = ticket.selectFirst("#reply").attr("hx-post");
        String token = ticket.selectFirst("form.reply input[name=_csrf]").val();

        assertThat(clerk.post(draft, Map.of("_csrf", token, "text", "师傅明天")).statusCode())
                .isEqualTo(204);
        Document again = page("/inbox/tickets/" + number);
        assertThat(again.selectFirst("#reply").text()).isEqualTo("师傅明天");

        clerk.submit(again, again.selectFirst("form.reply").attr("action"), Map.of("text", "师傅明天上午到"));
        assertThat(page("/inbox/tickets/" + number).selectFirst("#reply").text())
                .isEmpty();
    }

    @Test
    void severalAreDispatchedAtOnceAndThoseThatCannotBeAreShownFirst() throws Exception {
        TicketNumber first = auntLi.reports("11号楼1单元楼道灯坏了");
        TicketNumber second = TestResident.of(program).reports("11号楼2单元电梯总是抖");
        TicketNumber done = TestResident.of(program).reports("11号楼3单元楼道灯坏了");
        wangFang.does(TicketAction.ACCEPT, done, "");
        wangFang.does(TicketAction.RESOLVE, done, "换了");
        String token = page("/inbox").selectFirst("#bulk input[name=_csrf]").val();

        String form = "_csrf=%s&deed=dispatch&assignee=%d&words=%s&number=%s&number=%s&number=%s"
                .formatted(encoded(token), wangFang.id().value(), encoded("下午一起去"), first, second, done);
        Document preview =
                Jsoup.parse(clerk.postForm("/inbox/bulk/preview", form).body());
        assertThat(preview.text()).contains("会办 2 张（选了 3 张）", "→ 王芳", "现在不能这样办，跳过");
        wangFang.does(TicketAction.ACCEPT, second, "");

        StringBuilder confirmed = new StringBuilder();
        preview.select("form[action='/inbox/bulk'] input[type=hidden]").forEach(field -> confirmed
                .append(field.attr("name"))
                .append('=')
                .append(encoded(field.val()))
                .append('&'));
        Document result =
                Jsoup.parse(clerk.postForm("/inbox/bulk", confirmed.toString()).body());

        assertThat(result.text()).contains("办了 1 张", "别人刚刚改过，跳过");
        assertThat(program.value(
                        "select s.name from ticket t join staff s on s.id = t.assignee_id where t.number = " + first))
                .isEqualTo("王芳");
    }

    @Test
    void aSlipOfTheHandIsTakenBack() throws Exception {
        TicketNumber number = auntLi.reports("11号楼4单元楼道灯坏了");
        String address = "/inbox/tickets/" + number;
        assertThat(page(address).select(".undo")).as("she has done nothing yet").isEmpty();

        clerk.submit(page(address), address + "/tags", Map.of("tags", "老人"));
        clerk.submit(page(address), address + "/undo", Map.of());
        assertThat(program.value("select cardinality(tags) from ticket where number = " + number))
                .isEqualTo(0);

        clerk.submit(
                page(address),
                address + "/dispatch",
                Map.of("assignee", String.valueOf(wangFang.id().value()), "level", "compound"));
        assertThat(page(address).select(".undo").text()).contains("您刚做了“派单”");
        clerk.submit(page(address), address + "/undo", Map.of());
        assertThat(program.value("select assignee_id is null from ticket where number = " + number))
                .isEqualTo(true);

        clerk.submit(page(address), address + "/tags", Map.of("tags", "老人"));
        wangFang.does(TicketAction.NOTE, number, "去看过了");
        assertThat(page(address).select(".undo")).as("something happened since").isEmpty();
    }

    @Test
    void whatWasTypedIsStillThereWhenItIsRefused() throws Exception {
        auntLi.says("你好");
        TicketNumber number = wangFang.registersFor(auntLi.openId(), "sanitation", "11号楼1单元", "楼道里堆满了垃圾");
        String address = "/inbox/tickets/" + number;
        assertThat(page(address).select(".why-not").text()).contains("要先接单");
        clerk.submit(page(address), address + "/accept", Map.of());

        HttpResponse<String> refused =
                clerk.submit(page(address), address + "/resolve", Map.of("outcome", "fixed", "note", "清走了，地也冲了"));
        String location = refused.headers().firstValue("location").orElseThrow();
        Document told = page(location);

        assertThat(location).endsWith("?problem=photo");
        assertThat(told.selectFirst("#resolve-note").text()).isEqualTo("清走了，地也冲了");
        assertThat(page(address).selectFirst("#resolve-note").text()).as("once").isEmpty();
    }

    @Test
    void theFiguresOfTodayAndOfTheWeekAreThere() throws Exception {
        auntLi.reports("12号楼2单元楼道灯坏了");

        Document figures = page("/inbox/figures");
        assertThat(figures.text()).contains("办结率", "按时率", "满意率", "照明报修", "幸福里12号楼");
        assertThat(figures.select("[data-chart] tr")).hasSize(30);
        assertThat(page("/inbox/figures/week").text()).contains("周报", "上一周");
    }

    @Test
    void whatIsStillToSetUpIsLookedAt() throws Exception {
        Document setup = page("/inbox/setup");

        assertThat(setup.select(".setup-done").text()).contains("微信找得到我们", "目录", "对话脚本");
        assertThat(setup.select(".setup-todo").text()).contains("每个单元有人管");
    }

    @Test
    void aColleagueIsCalledToATicketByName() throws Exception {
        Clerk wang = new Clerk(program);
        wang.logIn("wangfang", "never-used");
        TicketNumber number = auntLi.reports("12号楼2单元楼道灯坏了");
        String address = "/inbox/tickets/" + number;

        clerk.submit(page(address), address + "/note", Map.of("note", "@王芳 老人家里有台阶，带梯子", "confidential", "true"));

        Document list = Jsoup.parse(wang.get("/inbox?view=mentioned").body());
        assertThat(list.select("tr[data-ticket=%s]".formatted(number))).hasSize(1);
        assertThat(list.select(".filter-views a[aria-current] .badge").text()).isNotEmpty();
        wang.get(address);
        assertThat(Jsoup.parse(wang.get("/inbox?view=mentioned").body()).select(".filter-views a[aria-current] .badge"))
                .as("she has looked at it")
                .isEmpty();
        assertThat(lists("view=mentioned", number))
                .as("nobody called the admin")
                .isFalse();
        assertThat(weChat.pushesTo(auntLi.openId()))
                .as("what is for colleagues is not for her")
                .noneMatch(push -> push.contains("带梯子"));
    }

    @Test
    void whoTakesOverSeesWhatTheBotHasAskedAlready() throws Exception {
        auntLi.says("你好");
        auntLi.says("车位被占了");
        Object resident = program.value("select id from resident where open_id = '" + auntLi.openId() + "'");

        Document conversation = page("/inbox/residents/" + resident);

        assertThat(conversation.select(".under-way").text()).contains("停车问题", "还等居民说");
        auntLi.says("取消");
        assertThat(page("/inbox/residents/" + resident).select(".under-way")).isEmpty();
    }

    @Test
    void aPositionIsALinkToAMap() throws Exception {
        auntLi.says("你好");
        auntLi.posts(auntLi.message(
                "location",
                "<Location_X>38.487193</Location_X><Location_Y>106.230908</Location_Y><Scale>15</Scale>"
                        + "<Label><![CDATA[幸福里东门]]></Label><MsgId>" + TestResident.nextMsgId() + "</MsgId>"));
        Object resident = program.value("select id from resident where open_id = '" + auntLi.openId() + "'");

        assertThat(page("/inbox/residents/" + resident)
                        .selectFirst("#thread a:contains(在地图上看)")
                        .attr("href"))
                .startsWith("https://apis.map.qq.com/uri/v1/marker?marker=coord:38.487193,106.230908;title:%E5%B9%B8");
    }

    @Test
    void whoeverReportedIsFoundByTheirName() throws Exception {
        Document form = page("/inbox/report");
        String name = "钮祜禄" + System.nanoTime() % 1_000_000;
        HttpResponse<String> registered = clerk.submit(
                form,
                "/inbox/report",
                Map.of(
                        "name",
                        name,
                        "phone",
                        "13800138000",
                        "category",
                        "lighting",
                        "place",
                        "幸福里12号楼3单元",
                        "words",
                        "楼道灯不亮"));
        TicketNumber number = TicketNumber.parse(registered
                        .headers()
                        .firstValue("location")
                        .orElseThrow()
                        .replaceAll(".*/tickets/([0-9]+).*", "$1"))
                .orElseThrow();
        Object resident = program.value("select resident_id from ticket where number = " + number);

        assertThat(lists("text=" + encoded(name), number)).isTrue();
        assertThat(lists("text=" + encoded("居民 " + resident), number)).isTrue();
        assertThat(lists("text=" + encoded("不叫这个名字"), number)).isFalse();
    }

    @Test
    void aLinkThatSomebodyTypedReachesNobody() throws Exception {
        TicketNumber number = auntLi.reports("12号楼1单元楼道灯坏了 <a href=\"https://evil.example\">领红包</a>");

        assertThat((String) program.value("select summary from ticket where number = " + number))
                .contains("楼道灯坏了", "领红包")
                .doesNotContain("<a", "evil.example");
        assertThat(page("/inbox/tickets/" + number).selectFirst("#thread").text())
                .as("what she wrote stands in the thread as she wrote it")
                .contains("evil.example");
    }
}
