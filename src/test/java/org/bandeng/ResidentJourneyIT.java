package org.bandeng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketNumber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From a resident's first word to the mark that they give, over the real stores and the platform's own words. */
class ResidentJourneyIT {

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);
    private final Staff wangFang = Staff.wangFang(program);

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
    }

    @Test
    void whoTakesADangerBackIsNotBlamedAndTheStaffAreTold() {
        TestResident uncleWang = TestResident.of(program);
        TicketNumber number = TestResident.numberIn(uncleWang.says("着火了"));

        assertThat(uncleWang.says("搞错了，是蒸馒头的水汽")).contains("没事就好", "编号 " + number);

        assertThat(program.rows(
                        "select e.note from ticket_event e join ticket t on t.id = e.ticket_id where t.number = "
                                + number))
                .extracting(row -> row.get("note"))
                .contains("居民说：搞错了，是蒸馒头的水汽");
        assertThat(program.value("select status from ticket where number = " + number))
                .as("people still come and look")
                .isEqualTo("dispatched");
    }

    @Test
    void aDarkStairwellIsReportedRepairedAndRated() {
        assertThat(auntLi.event("subscribe", "")).contains("幸福里社区", "查进度", "人工");

        String registered = auntLi.says("6号楼1单元楼道灯坏了");
        assertThat(registered)
                .as("place and kind of lamp were said already")
                .contains("登记好了", "编号", "幸福里物业服务中心", "照片")
                .doesNotContain("几单元", "哪里的灯");
        TicketNumber number = TestResident.numberIn(registered);
        assertThat(auntLi.sendsPicture("media-of-a-dark-stairwell")).contains("照片加到编号 " + number);

        assertThat(ticket(number))
                .containsEntry("category", "lighting")
                .containsEntry("status", "dispatched")
                .containsEntry("place_text", "幸福里6号楼1单元")
                .containsEntry("office", "幸福里物业服务中心");
        assertThat(history(number)).containsExactly("open resident", "dispatch system", "add resident");
        assertThat(answersNotDelivered()).isEmpty();
        await("the picture").until(() -> program.value(
                        "select count(*) from media m join message g on g.media_id = m.id join ticket t on t.id = g.ticket_id"
                                + " where m.status = 'stored' and t.number = " + number)
                .equals(1L));

        wangFang.does(TicketAction.ACCEPT, number, "");
        weChat.awaitPush(auntLi.openId(), "王芳已接单");
        wangFang.writes(number, "师傅半小时后到。");
        weChat.awaitPush(auntLi.openId(), "王芳：师傅半小时后到。");
        assertThat(auntLi.says("好的，谢谢")).as("a person talks now").isEmpty();

        wangFang.does(TicketAction.START, number, "");
        wangFang.does(TicketAction.RESOLVE, number, "换了新灯泡");
        JsonNode survey = weChat.awaitPush(auntLi.openId(), "已办结：换了新灯泡");
        assertThat(survey.path("msgtype").asString()).isEqualTo("msgmenu");
        JsonNode best = survey.path("msgmenu").path("list").get(0);
        assertThat(best.path("content").asString()).isEqualTo("非常满意");

        assertThat(auntLi.taps(best.path("id").asString(), "非常满意")).contains("5 分");
        assertThat(auntLi.says("师傅来得快")).contains("谢谢");
        assertThat(program.rows(
                        "select s.score, s.comment from survey s join ticket t on t.id = s.ticket_id where t.number = "
                                + number))
                .containsExactly(Map.of("score", 5, "comment", "师傅来得快"));
        assertThat(history(number))
                .containsExactly(
                        "open resident",
                        "dispatch system",
                        "add resident",
                        "accept staff",
                        "start staff",
                        "resolve staff",
                        "rate resident",
                        "close system");
        assertThat(auntLi.says("查进度")).contains("编号 " + number, "已解决");
        assertThat(weChat.pushesTo(auntLi.openId()))
                .as("every change once, in order")
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void aLowMarkReopensTheTicketAndCallsAPerson() {
        TicketNumber number = reportAndResolve();

        assertThat(auntLi.says("不满意")).contains("对不起", "重新打开", "哪里没办好");
        assertThat(auntLi.says("灯还是不亮")).contains("工作人员会尽快联系您");

        assertThat(ticket(number)).containsEntry("status", "dispatched");
        assertThat(history(number)).endsWith("rate resident", "reopen system");
        assertThat(program.value("select with_staff_since is not null from resident where open_id = '%s'"
                        .formatted(auntLi.openId())))
                .isEqualTo(true);
    }

    @Test
    void aMarkInWordsDaysLaterStillFindsItsTicket() {
        TicketNumber number = reportAndResolve();

        assertThat(auntLi.says("查进度")).contains("等您评价");
        assertThat(auntLi.says("非常满意！")).contains("编号 " + number, "5 分");
        assertThat(auntLi.says("没有")).contains("谢谢您");
        assertThat(ticket(number)).containsEntry("status", "closed");
    }

    @Test
    void aMarkInTheMiddleOfAnotherReportThrowsNobodyOutOfIt() {
        TicketNumber number = reportAndResolve();
        assertThat(auntLi.says("充电桩坏了")).contains("在什么位置");

        assertThat(auntLi.taps("rate:%s:4".formatted(number), "满意")).contains("4 分");
        assertThat(auntLi.says("没有")).contains("谢谢您", "在什么位置");
        assertThat(auntLi.says("3号楼2单元")).contains("几号桩");
    }

    @Test
    void whoAsksForAPersonWaitsForOneAndCanComeBack() {
        assertThat(auntLi.says("人工")).contains("转给工作人员");
        assertThat(auntLi.says("我想问问物业费")).contains("工作人员都能看到");
        assertThat(auntLi.says("在吗")).as("comfort is not repeated").isEmpty();
        assertThat(auntLi.says("机器人")).contains("我在呢");
        assertThat(auntLi.says("车位被占了")).contains("在什么位置");
    }

    @Test
    void whatIsNotUnderstoodIsRegisteredAllTheSame() {
        assertThat(auntLi.says("asdf qwer")).contains("没太听明白", "回复“是”");
        assertThat(auntLi.says("是")).contains("在什么位置");
        assertThat(program.rows(
                        "select content from message m join resident r on r.id = m.resident_id where r.open_id = '%s'"
                                        .formatted(auntLi.openId())
                                + " and direction = 'in' order by m.id"))
                .containsExactly(Map.of("content", "asdf qwer"), Map.of("content", "是"));
    }

    @Test
    void courtesiesAreUnderstoodAlsoWhileTheBotWondersWhatWasMeant() {
        assertThat(auntLi.says("那个东西")).contains("没太听明白");
        assertThat(auntLi.says("谢谢啊")).isEqualTo("不客气，有事随时找我。");
        assertThat(auntLi.says("修了没？")).contains("还没有登记过事情");
    }

    @Test
    void askingForHelpInTheMiddleBringsTheQuestionBack() {
        assertThat(auntLi.says("充电桩坏了")).contains("在什么位置");
        assertThat(auntLi.says("帮助")).contains("您可以这样用我", "在什么位置");
        assertThat(auntLi.says("3号楼2单元")).contains("几号桩");
    }

    private TicketNumber reportAndResolve() {
        TicketNumber number = auntLi.reports("3号楼2单元楼道灯坏了");
        wangFang.does(TicketAction.ACCEPT, number, "");
        wangFang.does(TicketAction.RESOLVE, number, "换了新灯泡");
        weChat.awaitPush(auntLi.openId(), "已办结");
        return number;
    }

    private Map<String, Object> ticket(TicketNumber number) {
        return program.rows("select * from ticket where number = " + number).get(0);
    }

    private List<String> history(TicketNumber number) {
        return program
                .rows("select type || ' ' || actor as step from ticket_event e join ticket t on t.id = e.ticket_id"
                        + " where t.number = " + number + " order by e.version")
                .stream()
                .map(row -> (String) row.get("step"))
                .toList();
    }

    /** Answers of the bot that WeChat has not taken. */
    private List<Map<String, Object>> answersNotDelivered() {
        return program.rows("select d.* from delivery d join resident r on r.id = d.resident_id where r.open_id = '%s'"
                        .formatted(auntLi.openId())
                + " and (d.status <> 'sent' or d.channel <> 'passive')");
    }
}
