package org.bandeng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bandeng.community.DirectoryImport;
import org.bandeng.community.Invitations;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.bandeng.live.LiveFeed;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.MutableClock;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.TicketTies;
import org.bandeng.ticket.Tickets;
import org.bandeng.ticket.Timers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import tools.jackson.databind.JsonNode;

/**
 * 群众点单—支部派单—社志接单—群众评单 in simulated days: a resident, a neighbour, a steward and her stand-in in WeChat, a clerk at
 * her desk, and a clock that the test moves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClosedLoopIT {

    private final FakeWeChat weChat = House.weChat();
    private final MutableClock clock = MutableClock.Time.clock();
    private TestProgram program;
    private TestResident auntLi;
    private TestResident uncleWang;
    private TestResident stewardChen;
    private TestResident stewardSun;
    private Staff wangFang;

    @BeforeAll
    void openTheOffice() {
        program = TestProgram.start(
                House.temporary(),
                List.of(MutableClock.Time.class),
                House.arguments("--bandeng.wechat.compatible=true"));
        program.bean(DirectoryImport.class)
                .take(List.of(new DirectoryImport.NamedFile("people.csv", """
                        name,role,scope,rank,duty
                        陈秀英,红管家,幸福里3号楼,1,
                        孙志强,红管家,幸福里3号楼,2,
                        """)))
                .block();
        stewardChen = bound("陈秀英");
        stewardSun = bound("孙志强");
        wangFang = Staff.wangFang(program);
    }

    @AfterAll
    void closeTheOffice() {
        program.close();
    }

    @BeforeEach
    void aNewWeekBegins() {
        weChat.works();
        mondayMorning();
        auntLi = TestResident.of(program);
        uncleWang = TestResident.of(program);
        // Whoever has not written for two days can only be told by templates.
        stewardChen.says("我的任务");
        stewardSun.says("我的任务");
    }

    private void mondayMorning() {
        LocalDate monday = LocalDate.now(clock).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        clock.becomes(monday + "T10:00");
    }

    private TestResident bound(String name) {
        TestResident person = TestResident.of(program);
        long id = (long) program.value("select id from staff where name = '" + name + "'");
        String code = program.bean(Invitations.class).invite(new StaffId(id)).block();
        assertThat(person.says("绑定 " + code.toLowerCase())).contains(name + "，欢迎您");
        assertThat(person.says("绑定 " + code)).as("a code is good once").contains("已经绑定过了");
        return person;
    }

    /** Noise is a matter of the stairwell: 小事不出楼栋. */
    private TicketNumber noise() {
        return auntLi.reports("3号楼2单元楼上半夜装修太吵了");
    }

    @Test
    void aStewardAcceptsDoesAndResolvesInWeChatAndTheResidentRates() {
        TicketNumber number = noise();
        assertThat(auntLi.says("查进度")).contains("编号 " + number, "红管家，最晚今天12:00接单");

        JsonNode offer = weChat.awaitPush(stewardChen.openId(), "派给您一单，编号 " + number);
        assertThat(offer.path("msgmenu").path("head_content").asString()).contains("幸福里3号楼2单元", "半夜装修", "最晚今天12:00接单");
        assertThat(taps(stewardChen, offer, "接单")).contains("接单了，编号 " + number);
        weChat.awaitPush(auntLi.openId(), "陈秀英已接单，最晚");

        assertThat(stewardChen.says("进展 " + number + " 跟楼上说好了，晚上不敲")).contains("已经告诉居民");
        weChat.awaitPush(auntLi.openId(), "进展：跟楼上说好了");
        assertThat(stewardChen.says("办结")).contains("怎么办好的");
        assertThat(stewardChen.says("1")).as("that tells nobody anything").contains("请用一句话说清楚");
        assertThat(stewardChen.says("楼上改在白天施工")).contains("办结了", "请居民评价");
        assertThat(stewardChen.sendsPicture("media-of-an-agreement")).contains("照片记到编号 " + number);
        weChat.awaitPush(auntLi.openId(), "已办结：楼上改在白天施工");

        assertThat(auntLi.says("5")).contains("5 分");
        assertThat(history(number))
                .containsExactly(
                        "open resident",
                        "dispatch system",
                        "accept steward",
                        "note steward",
                        "resolve steward",
                        "rate resident",
                        "close system");
        assertThat(row(number)).containsEntry("status", "closed").containsEntry("outcome", "fixed");
        assertThat(pictures(number))
                .as("the steward's photo is with the ticket")
                .isEqualTo(1L);
    }

    @Test
    void whatNobodyAcceptsGoesToTheNextInLineAndThenClimbsLevelByLevel() {
        TicketNumber number = noise();
        weChat.awaitPush(stewardChen.openId(), "派给您一单，编号 " + number);

        Set<ResidentId> refreshed = ConcurrentHashMap.newKeySet();
        Disposable page = program.bean(LiveFeed.class).changes().subscribe(refreshed::add);
        goOnUntil(number, Duration.ofMinutes(95), "remind system");
        weChat.awaitPush(stewardChen.openId(), "快到时间了，最晚今天12:00");
        long reporter = (long) program.value("select resident_id from ticket where number = " + number);
        await("the pages of the staff").until(() -> refreshed.contains(new ResidentId(reporter)));
        page.dispose();
        goOnUntil(number, Duration.ofMinutes(30), "dispatch system");
        weChat.awaitPush(stewardSun.openId(), "派给您一单，编号 " + number);
        weChat.awaitPush(stewardChen.openId(), "您不用办了");
        assertThat(stewardChen.says("接单 " + number)).as("she is too late").contains("现在不能接");

        goOnUntil(number, Duration.ofHours(5), "escalate system");
        weChat.awaitPush(auntLi.openId(), "没有按时办，已上报幸福里物业服务中心");
        assertThat(row(number)).containsEntry("level", "compound").containsEntry("office", "幸福里物业服务中心");

        goOnUntil(number, Duration.ofDays(1), "escalate system");
        assertThat(row(number)).containsEntry("level", "community");
        goOnUntil(number, Duration.ofDays(1), "escalate system");
        assertThat(row(number)).containsEntry("level", "street").containsEntry("office", "街道办事处");
        goOnUntil(number, Duration.ofDays(3), "overdue system");

        assertThat(program.rows(
                        "select e.cause from ticket_event e join ticket t on t.id = e.ticket_id where e.type = 'escalate' and t.number = "
                                + number))
                .extracting(event -> event.get("cause"))
                .as("every escalation has its cause")
                .containsExactly("not-accepted", "not-accepted", "not-accepted");
        wangFang.does(TicketAction.ACCEPT, number, "");
        assertThat(told(number, "accepted")).contains("王芳已接单");
    }

    @Test
    void whoCannotDoItGivesItBackOrToSomebodyElseWithAReason() {
        TicketNumber number = noise();
        JsonNode offer = weChat.awaitPush(stewardChen.openId(), "派给您一单，编号 " + number);

        assertThat(taps(stewardChen, offer, "退回")).contains("为什么要换人办");
        assertThat(stewardChen.says("我在外地")).contains("退回了");
        JsonNode second = weChat.awaitPush(stewardSun.openId(), "派给您一单，编号 " + number);
        assertThat(taps(stewardSun, second, "接单")).contains("接单了");
        assertThat(stewardSun.says("转派 " + number + " 陈秀英认识他们家")).contains("转给谁");
        assertThat(stewardSun.says("王二麻子")).contains("没有转成");
        assertThat(stewardSun.says("转派 " + number + " 陈秀英认识他们家")).contains("转给谁");
        assertThat(stewardSun.says("陈秀英")).contains("已转给陈秀英");

        assertThat(history(number))
                .containsExactly(
                        "open resident", "dispatch system", "decline steward", "accept steward", "dispatch steward");
        assertThat(program.rows(
                        "select e.note from ticket_event e join ticket t on t.id = e.ticket_id where t.number = "
                                + number + " order by e.version"))
                .extracting(event -> event.get("note"))
                .contains("我在外地", "陈秀英认识他们家");
    }

    @Test
    void silenceIsNotSatisfactionButALateWordCounts() {
        TicketNumber number = resolved();

        goOnUntil(number, Duration.ofHours(25), "remind system");
        weChat.awaitPush(auntLi.openId(), "想再听您一句");
        goOnUntil(number, Duration.ofDays(2), "close system");
        assertThat(row(number)).containsEntry("status", "closed").containsEntry("outcome", "unconfirmed");
        assertThat(told(number, "unconfirmed")).contains("先记作“未确认”");

        assertThat(auntLi.says("非常满意")).contains("5 分");
        assertThat(row(number)).containsEntry("status", "closed").containsEntry("outcome", "fixed");
    }

    @Test
    void whatIsNotFixedComesBackOneLevelUp() {
        TicketNumber number = resolved();

        assertThat(auntLi.says("不满意")).contains("重新打开", "往上报了一级");
        auntLi.says("没有");

        assertThat(history(number)).endsWith("rate resident", "reopen system");
        assertThat(row(number))
                .containsEntry("status", "dispatched")
                .containsEntry("level", "compound")
                .containsEntry("outcome", null);
    }

    @Test
    void whatCannotBeDoneIsExplainedAndNeverCountsAsFixed() {
        TicketNumber number = noise();
        weChat.awaitPush(stewardChen.openId(), "派给您一单，编号 " + number);
        stewardChen.says("接单 " + number);
        assertThat(stewardChen.says("办不了 " + number)).contains("6. 按规定不能这样办");
        assertThat(stewardChen.says("6，白天合规装修，社区不能拦")).contains("跟居民说明了");
        weChat.awaitPush(auntLi.openId(), "跟您说明一下：按规定不能这样办。白天合规装修");

        goOnUntil(number, Duration.ofDays(4), "close system");
        assertThat(row(number)).containsEntry("outcome", "explained");
    }

    @Test
    void everyReporterIsToldAndHasTheirOwnSay() {
        TicketNumber number = auntLi.reports("3号楼2单元501门口的楼道灯坏了");
        assertThat(uncleWang.says("3号楼2单元楼道灯不亮")).contains("您的邻居已经报过了");
        assertThat(uncleWang.says("是的")).contains("有进展我也告诉您");

        assertThat(uncleWang.says("查进度"))
                .as("the room is the neighbour's")
                .contains("编号 " + number)
                .doesNotContain("501");
        wangFang.does(TicketAction.ACCEPT, number, "");
        weChat.awaitPush(auntLi.openId(), "王芳已接单");
        weChat.awaitPush(uncleWang.openId(), "王芳已接单");
        wangFang.does(TicketAction.RESOLVE, number, "换了新灯泡");
        weChat.awaitPush(uncleWang.openId(), "已办结：换了新灯泡");

        assertThat(uncleWang.says("非常不满意")).contains("没让您满意", "您的意见记下了");
        assertThat(row(number))
                .as("half of them can still say that it is fixed")
                .containsEntry("status", "resolved");
        assertThat(auntLi.says("5")).contains("5 分");
        assertThat(row(number)).containsEntry("status", "closed").containsEntry("outcome", "fixed");
    }

    @Test
    void fourWeeksLaterItIsAskedWhetherItIsStillFixed() {
        TicketNumber number = resolved();
        assertThat(auntLi.says("5")).contains("5 分");
        auntLi.says("没有");

        goOnUntil(number, Duration.ofDays(28).plusMinutes(5), "remind system");
        assertThat(told(number, "still-fixed")).contains("现在还好吗");
        assertThat(auntLi.says("又吵起来了")).contains("是编号 " + number);
        assertThat(auntLi.says("是")).contains("已经重新打开");
        assertThat(row(number)).containsEntry("status", "dispatched").containsEntry("level", "compound");
    }

    @Test
    void whatWaitsForTheResidentGoesOnByItselfInTheEnd() {
        TicketNumber number = noise();
        wangFang.does(TicketAction.ACCEPT, number, "");
        wangFang.waits(number, clock.instant().plus(Duration.ofDays(2)));
        weChat.awaitPush(auntLi.openId(), "在等您：什么时候在家");

        goOnUntil(number, Duration.ofDays(2).plusMinutes(1), "resume system");
        assertThat(row(number)).containsEntry("status", "in_progress").containsEntry("waiting_for", null);
    }

    @Test
    void aStewardWaitsForPartsAndGoesOnInWeChat() {
        TicketNumber number = noise();
        stewardChen.says("接单 " + number);

        assertThat(stewardChen.says("等配件 " + number + " 隔音垫要到厂里订")).contains("大概要等几天");
        assertThat(stewardChen.says("3天")).contains("最晚等到", "接着办");
        weChat.awaitPush(auntLi.openId(), "在等配件：隔音垫要到厂里订。最晚");
        assertThat(row(number)).containsEntry("status", "waiting").containsEntry("waiting_for", "parts");

        assertThat(stewardChen.says("接着办")).contains("记为正在处理");
        assertThat(row(number)).containsEntry("status", "in_progress");
    }

    @Test
    void whoHasNotAcceptedIsToldToDoSoFirst() {
        TicketNumber number = noise();

        assertThat(stewardChen.says("办结 " + number + " 说好了")).contains("先回复“接单 " + number + "”");
    }

    @Test
    void aPictureSentWhileSomethingIsAskedBelongsToTheTicketInQuestion() {
        TicketNumber patrol = stewardChen.reports("3号楼1单元楼道灯坏了");
        TicketNumber number = noise();
        stewardChen.says("接单 " + number);
        assertThat(stewardChen.says("办结")).contains("怎么办好的");
        assertThat(stewardChen.sendsPicture("media-in-between")).contains("照片收到了");
        assertThat(stewardChen.says("楼上改在白天施工")).contains("办结了");
        assertThat(stewardChen.sendsPicture("media-afterwards")).contains("照片记到编号 " + number);

        assertThat(pictures(number)).isEqualTo(2L);
        assertThat(pictures(patrol)).as("what she reported herself on patrol").isEqualTo(0L);
    }

    private Object pictures(TicketNumber number) {
        return program.value(
                "select count(*) from message m join media e on e.id = m.media_id join ticket t on t.id = m.ticket_id where t.number = "
                        + number);
    }

    @Test
    void aWordAboutWhatWasMergedGoesToTheOneThatGoesOn() {
        TicketNumber first = noise();
        TicketNumber second = wangFang.registersFor(auntLi.openId(), "noise", "3号楼2单元", "半夜敲墙");
        program.bean(TicketTies.class)
                .merge(
                        second,
                        program.bean(Tickets.class).numbered(second).block().version(),
                        first,
                        wangFang.id())
                .block();

        assertThat(auntLi.says(second + " 昨晚又敲到一点")).contains("编号 " + first);
        assertThat(history(first)).contains("add resident");
    }

    @Test
    void whatNobodyInParticularHasIsToldToTheDeskInWeChat() {
        TestResident wangFangsPhone = bound("王芳");
        TicketNumber number = noise();

        wangFang.does(TicketAction.ESCALATE, number, "要和物业一起上门");
        goOnUntil(number, Duration.ofDays(1), "escalate system");

        assertThat(told(number, "work-unassigned")).contains("还没有人接", "半夜装修", "现在归社区服务中心");
        assertThat(wangFangsPhone.says("接单 " + number)).contains("接单了");
        assertThat(row(number)).containsEntry("status", "accepted");
    }

    @AfterEach
    void wangFangPutsHerPhoneAway() {
        program.bean(DatabaseClient.class)
                .sql("update staff set resident_id = null where name = '王芳'")
                .then()
                .block();
    }

    @Test
    void whatIsTakenUpAgainDoesNotGoToWhoWouldNotDoIt() {
        TicketNumber number = noise();
        stewardChen.says("退回 " + number + " 我在外地");
        weChat.awaitPush(stewardSun.openId(), "派给您一单，编号 " + number);
        stewardSun.says("接单 " + number);
        stewardSun.says("办结 " + number + " 说好了");

        wangFang.does(TicketAction.REOPEN, number, "还在吵");

        assertThat(program.value(
                        "select s.name from ticket t join staff s on s.id = t.assignee_id where t.number = " + number))
                .isEqualTo("孙志强");
    }

    @Test
    void twoInstancesLetATicketClimbOnce() {
        TicketNumber number = noise();
        try (TestProgram other =
                TestProgram.start(House.temporary(), List.of(MutableClock.Time.class), together(program))) {
            goOnUntil(number, Duration.ofDays(1), "dispatch system");
            clock.goOn(Duration.ofDays(1));
            for (int i = 0; i < 10; i++) {
                program.bean(Timers.class)
                        .run()
                        .mergeWith(other.bean(Timers.class).run())
                        .blockLast();
            }
        }
        assertThat(history(number)).containsOnlyOnce("escalate system");
    }

    private static String[] together(TestProgram first) {
        return java.util.stream.Stream.concat(
                        java.util.Arrays.stream(first.storesAsArguments()),
                        java.util.Arrays.stream(House.arguments("--bandeng.wechat.compatible=true")))
                .toArray(String[]::new);
    }

    private TicketNumber resolved() {
        TicketNumber number = noise();
        weChat.awaitPush(stewardChen.openId(), "派给您一单，编号 " + number);
        stewardChen.says("接单 " + number);
        assertThat(stewardChen.says("办结 " + number + " 楼上改在白天施工")).contains("办结了");
        weChat.awaitPush(auntLi.openId(), "已办结");
        return number;
    }

    private static String taps(TestResident who, JsonNode menu, String caption) {
        for (JsonNode each : menu.path("msgmenu").path("list")) {
            if (each.path("content").asString().equals(caption)) {
                return who.taps(each.path("id").asString(), caption);
            }
        }
        throw new AssertionError(caption + " is not in " + menu);
    }

    /** Time goes on, and what it brings about comes about. */
    private void goOnUntil(TicketNumber number, Duration time, String last) {
        int before = history(number).size();
        clock.goOn(time);
        await(last).atMost(Duration.ofSeconds(15)).until(() -> {
            List<String> history = history(number);
            return history.size() > before && history.get(history.size() - 1).equals(last);
        });
    }

    /** What a resident was told by a notice, whichever way it goes. */
    private String told(TicketNumber number, String notice) {
        return String.valueOf(program.value(
                "select m.content from message m join ticket t on t.id = m.ticket_id where m.notice = '%s' and t.number = %s"
                        .formatted(notice, number)));
    }

    private List<String> history(TicketNumber number) {
        return program
                .rows("select type, actor from ticket_event e join ticket t on t.id = e.ticket_id where t.number = "
                        + number + " order by e.version")
                .stream()
                .map(event -> event.get("type") + " " + event.get("actor"))
                .toList();
    }

    private Map<String, Object> row(TicketNumber number) {
        return program.rows("select * from ticket where number = " + number).get(0);
    }

    @Test
    void whatMustBeShownIsNotResolvedWithoutAPicture() {
        TicketNumber number = auntLi.reports("3号楼2单元楼道里堆满了垃圾");
        assertThat(wangFang.resolves(number, "清走了"))
                .as("nobody has accepted it")
                .isFalse();
        wangFang.does(TicketAction.ACCEPT, number, "");

        assertThat(wangFang.resolves(number, "清走了")).as("there is no picture").isFalse();
        wangFang.shows(number, FakeWeChat.JPEG);
        assertThat(wangFang.resolves(number, "清走了")).isTrue();
    }

    @Test
    void whoIsGivenATicketSeesWhatTheResidentPhotographed() {
        TicketNumber number = noise();
        JsonNode offer = weChat.awaitPush(stewardChen.openId(), "派给您一单，编号 " + number);
        assertThat(auntLi.sendsPicture("media-of-the-noise")).contains("已加到编号 " + number);
        await("the picture").until(() -> program.value(
                        "select count(*) from media where media_id = 'media-of-the-noise' and status = 'stored'")
                .equals(1L));

        taps(stewardChen, offer, "接单");

        await("the picture").until(() -> weChat.postsTo("/cgi-bin/message/custom/send", stewardChen.openId()).stream()
                .anyMatch(body -> body.path("msgtype").asString().equals("image")));
    }

    @Test
    void whatIsPassedUpByHandIsNotCalledLate() {
        TicketNumber number = noise();
        wangFang.does(TicketAction.ESCALATE, number, "要和物业一起上门");

        String told = weChat.awaitPush(auntLi.openId(), "转到幸福里物业服务中心办").toString();
        assertThat(told).doesNotContain("没有按时");
    }

    @Test
    void aWordOfTheResidentEndsTheWaiting() {
        TicketNumber number = noise();
        wangFang.does(TicketAction.ACCEPT, number, "");
        wangFang.waits(number, clock.instant().plus(Duration.ofDays(2)));
        weChat.awaitPush(auntLi.openId(), "在等您：什么时候在家");

        assertThat(auntLi.says("晚上七点以后都在")).contains("已经记到编号 " + number);

        assertThat(history(number)).endsWith("add resident", "resume system");
        assertThat(row(number)).containsEntry("status", "in_progress");
    }

    @Test
    void aStewardOnPatrolReportsLikeEverybodyElse() {
        TicketNumber number = stewardChen.reports("3号楼1单元楼道灯坏了");

        assertThat(history(number)).containsExactly("open steward", "dispatch system");
    }

    @Test
    void whoIsForgottenIsForgottenByTheStewardToo() {
        TicketNumber number = noise();
        JsonNode offer = weChat.awaitPush(stewardChen.openId(), "派给您一单，编号 " + number);
        auntLi.sendsPicture("media-of-somebody-who-leaves");
        await("the picture").until(() -> program.value(
                        "select count(*) from media where media_id = 'media-of-somebody-who-leaves' and status = 'stored'")
                .equals(1L));
        taps(stewardChen, offer, "接单");
        stewardChen.says("办结 " + number + " 说好了");

        auntLi.event("unsubscribe", "");
        clock.goOn(Duration.ofDays(8));

        await("she is forgotten")
                .until(() -> program.value("select count(*) from ticket where words_forgotten and number = " + number)
                        .equals(1L));
        assertThat(program.rows("select m.content from message m join ticket t on t.id = m.ticket_id where t.number = "
                                + number)
                        .toString())
                .doesNotContain("半夜装修");
        assertThat(program.rows(
                                "select e.note from ticket_event e join ticket t on t.id = e.ticket_id where t.number = "
                                        + number)
                        .toString())
                .doesNotContain("半夜装修");
    }
}
