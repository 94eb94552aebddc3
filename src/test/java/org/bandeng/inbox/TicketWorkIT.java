package org.bandeng.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
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

/** What clerks do with a ticket beside answering: several parties, what belongs together, labels, who rings up. */
class TicketWorkIT {

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);
    private final TestResident uncleWang = TestResident.of(program);
    private final Staff wangFang = Staff.wangFang(program);
    private final Clerk clerk = new Clerk(program);

    @BeforeEach
    void aClerkIsAtWork() throws Exception {
        weChat.works();
        clerk.logIn("admin", Staff.PASSWORD);
    }

    private Document page(TicketNumber number) throws Exception {
        return Jsoup.parse(clerk.get("/inbox/tickets/" + number).body());
    }

    /** Fills in a form of the ticket's page; returns where it led to. */
    private Document does(TicketNumber number, String action, Map<String, String> typed) throws Exception {
        HttpResponse<String> answer =
                clerk.submit(page(number), "/inbox/tickets/%s/%s".formatted(number, action), typed);
        assertThat(answer.statusCode()).isEqualTo(303);
        return Jsoup.parse(
                clerk.get(answer.headers().firstValue("location").orElseThrow()).body());
    }

    @Test
    void whatIsReportedTwiceIsMergedAndBothAreTold() throws Exception {
        TicketNumber first = auntLi.reports("11号楼1单元楼道灯坏了");
        TicketNumber second = wangFang.registersFor(known(uncleWang), "lighting", "11号楼1单元", "灯不亮了");

        Document goesOn = does(second, "merge", Map.of("other", first.toString()));

        assertThat(goesOn.selectFirst(".panel-title").text()).contains(first.toString());
        assertThat(row(second)).containsEntry("status", "merged").containsEntry("due_at", null);
        weChat.awaitPush(uncleWang.openId(), "已经合到一起办");
        wangFang.does(TicketAction.ACCEPT, first, "");
        weChat.awaitPush(uncleWang.openId(), "王芳已接单");
        assertThat(page(second).selectFirst(".panel-same a").text()).isEqualTo(first.toString());
        assertThat(does(first, "merge", Map.of("other", second.toString())).text())
                .contains("现在不能这样办理");
    }

    /** Somebody whose WeChat can be written to. */
    private static String known(TestResident resident) {
        resident.says("你好");
        return resident.openId();
    }

    @Test
    void twoMattersInOneAreSplitAndKnowEachOther() throws Exception {
        TicketNumber number = auntLi.reports("11号楼2单元楼道灯坏了");

        Document second = does(number, "split", Map.of("category", "sanitation", "words", "楼道里还堆了垃圾"));

        assertThat(second.text()).contains("楼道里还堆了垃圾", "11号楼2单元");
        assertThat(second.selectFirst(".panel-same a").text()).isEqualTo(number.toString());
        assertThat(program.value(
                        "select m.content from message m join ticket t on t.id = m.ticket_id where m.notice = 'registered' and t.number = "
                                + second.selectFirst("input[name=ticket]").val()))
                .asString()
                .contains("工作人员替您登记了一件事", "环境卫生");
        assertThat(auntLi.says("查进度")).contains("编号 " + number, "环境卫生");
    }

    @Test
    void aTicketIsNotResolvedBeforeAllPartiesHaveDoneTheirPart() throws Exception {
        TicketNumber number = auntLi.reports("11号楼3单元楼道灯坏了");
        does(number, "accept", Map.of());
        assertThat(does(number, "tasks", Map.of("office", "供电所", "words", "换电表箱"))
                        .text())
                .contains("供电所", "换电表箱");

        assertThat(does(number, "resolve", Map.of("outcome", "fixed", "note", "灯换好了"))
                        .text())
                .contains("还有分办的事没办完");
        long task = (long) program.value("select id from ticket_task order by id desc limit 1");
        does(number, "tasks/" + task, Map.of("words", "箱子换了"));
        does(number, "resolve", Map.of("outcome", "fixed", "note", "灯换好了"));

        assertThat(row(number)).containsEntry("status", "resolved");
        assertThat(events(number)).containsSubsequence("accept", "add_task", "finish_task", "resolve");
    }

    @Test
    void whoIsNotContentIsRungUpByAnotherThanTheHandler() throws Exception {
        TicketNumber number = auntLi.reports("11号楼4单元楼道灯坏了");
        wangFang.does(TicketAction.ACCEPT, number, "");
        wangFang.does(TicketAction.RESOLVE, number, "换了灯泡");
        auntLi.says("1");
        assertThat(auntLi.says("楼道灯还是不亮"))
                .as("what she complains of is no other matter")
                .contains("记下了")
                .doesNotContain("几号楼");

        assertThat(page(number).text()).contains("请没有经手的同事打电话回访", "楼道灯还是不亮");
        long task = (long) program.value("select id from ticket_task order by id desc limit 1");
        assertThat(wangFang.finishes(number, task, "我自己问了"))
                .as("she did the work")
                .isFalse();
        assertThat(does(number, "tasks/" + task, Map.of("words", "李阿姨说还有一盏不亮")).text())
                .contains("李阿姨说还有一盏不亮")
                .doesNotContain("请没有经手的同事打电话回访");
        assertThat(events(number)).endsWith("rate", "reopen", "call_back");
    }

    @Test
    void tagsPriorityAndPrivateNotesAreForTheStaffAlone() throws Exception {
        TicketNumber number = auntLi.reports("12号楼2单元楼道灯坏了");
        does(number, "tags", Map.of("tags", "独居老人，老客户 独居老人"));
        does(number, "priority", Map.of("priority", "high"));
        does(number, "note", Map.of("note", "这家要先打电话", "confidential", "true"));

        assertThat(page(number).selectFirst(".panel-title").text()).contains("优先", "独居老人", "老客户");
        assertThat(row(number).get("tags")).isEqualTo(new String[] {"独居老人", "老客户"});
        assertThat(weChat.pushesTo(auntLi.openId())).noneMatch(text -> text.contains("这家要先打电话"));
        does(number, "note", Map.of("note", "配件到了"));
        weChat.awaitPush(auntLi.openId(), "进展：配件到了");
    }

    @Test
    void whoRingsUpIsRegisteredAndRungBack() throws Exception {
        Map<String, String> report = new HashMap<>(Map.of(
                "words", "门口的路灯不亮", "category", "lighting", "place", "幸福里东门", "name", "赵奶奶", "phone", "138 0013 8000"));
        Document form = Jsoup.parse(clerk.get("/inbox/report").body());
        HttpResponse<String> opened = clerk.submit(form, "/inbox/report", report);
        String location = opened.headers().firstValue("location").orElseThrow();
        TicketNumber number = TicketNumber.parse(location.replaceAll(".*/", "")).orElseThrow();

        assertThat(page(number).text()).contains("赵奶奶来电 13800138000");
        assertThat(program.rows("select phone from resident where name = '赵奶奶'").toString())
                .doesNotContain("13800138000");
        wangFang.does(TicketAction.ACCEPT, number, "");
        wangFang.does(TicketAction.RESOLVE, number, "换了灯泡");
        org.awaitility.Awaitility.await()
                .until(() -> clerk.get("/inbox").body().contains("编号 " + number + "（照明报修）已办结"));

        assertThat(does(number, "rating", Map.of("score", "5", "words", "很快")).text())
                .contains("5 分", "已解决");
        assertThat(row(number)).containsEntry("status", "closed").containsEntry("outcome", "fixed");
    }

    @Test
    void aReportWithoutAPlaceKeepsWhatWasTyped() throws Exception {
        Document form = Jsoup.parse(clerk.get("/inbox/report").body());

        Document again = Jsoup.parse(
                clerk.submit(form, "/inbox/report", Map.of("words", "灯不亮", "category", "lighting", "place", " "))
                        .body());

        assertThat(again.text()).contains("写过的都还在");
        assertThat(again.selectFirst("textarea[name=words]").text()).isEqualTo("灯不亮");
    }

    @Test
    void aNumberThatNobodyCouldRingIsNotTaken() throws Exception {
        Document form = Jsoup.parse(clerk.get("/inbox/report").body());

        Document again = Jsoup.parse(clerk.submit(
                        form,
                        "/inbox/report",
                        Map.of("words", "灯不亮", "category", "lighting", "place", "幸福里东门", "phone", "1380"))
                .body());

        assertThat(again.text()).contains("电话号码不对", "写过的都还在");
        assertThat(again.selectFirst("input[name=phone]").attr("value")).isEqualTo("1380");
    }

    @Test
    void whatHappensAgainAndAgainAtOnePlaceIsPointedOut() throws Exception {
        auntLi.reports("12号楼4单元的下水道堵了");
        wangFang.registersFor(known(uncleWang), "road-drainage", "12号楼4单元", "又堵了");
        TicketNumber third = wangFang.registersFor(uncleWang.openId(), "road-drainage", "12号楼4单元", "还是堵");

        assertThat(page(third).text()).contains("这里三个月内第 3 次");
    }

    private Map<String, Object> row(TicketNumber number) {
        return program.rows("select * from ticket where number = " + number).get(0);
    }

    private List<String> events(TicketNumber number) {
        return program
                .rows("select e.type from ticket_event e join ticket t on t.id = e.ticket_id where t.number = " + number
                        + " order by e.version")
                .stream()
                .map(row -> String.valueOf(row.get("type")))
                .toList();
    }
}
