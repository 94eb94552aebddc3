package org.bandeng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bandeng.community.DirectoryImport;
import org.bandeng.community.Invitations;
import org.bandeng.community.StaffId;
import org.bandeng.support.Clerk;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.MutableClock;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketNumber;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The cases of the founding documents, from the first words to the mark, in simulated days: by chat where people stand at the
 * bench, at the desk where an office sits, and everybody hears what concerns them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoriesIT {

    private static final Pattern NUMBER_OF_TICKET = Pattern.compile("编号 ([0-9]{4,9})");

    private final FakeWeChat weChat = House.weChat();
    private final MutableClock clock = MutableClock.Time.clock();
    private TestProgram program;
    private Clerk clerk;
    private Staff wangFang;
    private TestResident stewardChen;

    @BeforeAll
    void openTheOffice() throws Exception {
        Path dialogs = House.temporary();
        try (Stream<Path> files = Files.list(Path.of("dialogs"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                Files.writeString(
                        dialogs.resolve(file.getFileName()), text.replace("template: sandbox-", "template: TEMPLATE_"));
            }
        }
        String[] arguments = Stream.of(
                        House.arguments("--bandeng.wechat.compatible=true", "--bandeng.session.longest=3650d"))
                .map(each -> each.startsWith("--bandeng.dialogs.path=") ? "--bandeng.dialogs.path=" + dialogs : each)
                .toArray(String[]::new);
        program = TestProgram.start(House.temporary(), List.of(MutableClock.Time.class), arguments);
        program.bean(DirectoryImport.class)
                .take(List.of(new DirectoryImport.NamedFile("people.csv", """
                        name,role,scope,rank,duty
                        陈秀英,红管家,幸福里5号楼,1,
                        """)))
                .block();
        weChat.works();
        stewardChen = bound("陈秀英");
        wangFang = Staff.wangFang(program);
    }

    @AfterAll
    void closeTheOffice() {
        program.close();
    }

    @BeforeEach
    void aNewWeekBegins() throws Exception {
        weChat.works();
        LocalDate monday = LocalDate.now(clock).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        clock.becomes(monday + "T09:00");
        clerk = new Clerk(program);
        clerk.logIn("admin", Staff.PASSWORD);
        stewardChen.says("我的任务");
    }

    private TestResident bound(String name) {
        TestResident person = TestResident.of(program);
        long id = (long) program.value("select id from staff where name = '" + name + "'");
        String code = program.bean(Invitations.class).invite(new StaffId(id)).block();
        assertThat(person.says("绑定 " + code)).contains(name + "，欢迎您");
        return person;
    }

    private TestResident livingAt(String home) {
        TestResident resident = TestResident.of(program);
        resident.says("换地址");
        assertThat(resident.says(home)).contains("记下了");
        return resident;
    }

    private Document page(String address) throws Exception {
        return Jsoup.parse(clerk.get(address).body());
    }

    private void does(String topic, String action, String note) throws Exception {
        String at = "/inbox/topics/" + topic;
        clerk.submit(page(at), at + "/" + action, Map.of("note", note));
    }

    private String status(String topic) {
        return (String) program.value("select status from topic where number = " + topic);
    }

    private static String found(String sentence, String pattern) {
        return Pattern.compile(pattern)
                .matcher(sentence)
                .results()
                .map(result -> result.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + pattern + " in: " + sentence));
    }

    private String occasion(Map<String, String> form) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("venue", "小广场", "from", "09:00", "to", "11:00", "day", ""));
        all.putAll(form);
        String location = clerk.submit(page("/inbox/occasions"), "/inbox/occasions", all)
                .headers()
                .firstValue("location")
                .orElseThrow();
        assertThat(location).matches("/inbox/occasions/[0-9]+");
        return location.replaceAll(".*/", "");
    }

    /** The unused flower corridor becomes charging piles within a week of a 板凳会, which a steward holds by chat alone. */
    @Test
    void theFlowerCorridorBecomesChargingPilesWithinAWeekOfTheBench() throws Exception {
        TestResident auntLi = livingAt("5号楼1单元301");
        TestResident zhou = livingAt("5号楼2单元402");
        TestResident elsewhere = livingAt("6号楼1单元201");

        assertThat(auntLi.says("记 灯太暗"))
                .as("who does not work here keeps no minutes")
                .doesNotContain("记下第");
        auntLi.says("取消");
        assertThat(stewardChen.says("记 灯太暗")).contains("您现在没有在开的会");
        assertThat(stewardChen.says("开花园会 5号楼 空花廊怎么用")).contains("没有“花园会”这个会", "板凳会");
        String opened = stewardChen.says("开板凳会 5号楼 空花廊怎么用");
        assertThat(opened).contains("板凳会", "签到码");
        String code = found(opened, "签到码 ([0-9]{4})");
        assertThat(stewardChen.says("开板凳会 5号楼 别的事")).contains("还有一场没散");

        assertThat(auntLi.says("签到 " + code)).contains("签到了", "现在到了 1 位");
        assertThat(zhou.says("签到" + code)).contains("现在到了 2 位");
        assertThat(zhou.says("签到 " + code)).as("nobody comes twice").contains("现在到了 2 位");
        assertThat(stewardChen.says("签到 张阿姨、老吴")).contains("张阿姨、老吴", "现在到了 4 位");
        assertThat(stewardChen.says("记 老吴：空花廊改成充电桩吧")).contains("记下第 1 条");
        assertThat(stewardChen.says("记 张阿姨：楼道灯不亮")).contains("记下第 2 条");
        assertThat(stewardChen.says("记 周师傅：快递能不能送上楼")).contains("记下第 3 条");
        assertThat(stewardChen.says("选项 花廊改成六个充电桩")).contains("选项 1");
        assertThat(stewardChen.says("选项 留着种花")).contains("选项 2");
        assertThat(stewardChen.says("举手 1 赞成3 反对0 弃权1")).contains("花廊改成六个充电桩", "赞成 3，反对 0，弃权 1");
        assertThat(stewardChen.says("举手 4 赞成3")).contains("没有选项 4");
        assertThat(stewardChen.says("举手 1 三个人")).contains("没看懂举手的数");

        assertThat(stewardChen.says("散会")).as("no remark is left alone").contains("还有 3 条没有着落");
        String topic = found(stewardChen.says("立议题 1"), "议题 ([0-9]+)");
        assertThat(stewardChen.says("立单 2")).contains("第 2 条立了工单，编号");
        assertThat(stewardChen.says("答 3 快递柜月底装好")).contains("第 3 条答复了");
        assertThat(stewardChen.says("答 3 再说一遍")).contains("已经有着落了");
        String closed = stewardChen.says("散会");
        assertThat(closed).contains("到会 4 位", "选项 1 花廊改成六个充电桩：赞成 3", "→ 议题 " + topic, "→ 答复：快递柜月底装好");
        weChat.awaitPush(auntLi.openId(), "这次怎么样，请您打个分");
        assertThat(auntLi.says("签到 " + code)).as("it is over").contains("已经散了");

        does(topic, "schedule", "就在板凳会上");
        does(topic, "decide", "花廊改成六个充电桩");
        weChat.awaitPush(zhou.openId(), "议定了：花廊改成六个充电桩");
        String handedOut = stewardChen.says("交办 " + topic + " 花廊改成六个充电桩，物业，7天");
        TicketNumber work = new TicketNumber(Long.parseLong(found(handedOut, NUMBER_OF_TICKET.pattern())));
        assertThat(stewardChen.says("交办 " + topic + " 随便")).contains("没看懂");
        does(topic, "report", "都好了");
        assertThat(status(topic))
                .as("nothing is reported while something is undone")
                .isEqualTo("decided");

        clock.goOn(Duration.ofDays(6));
        zhou.says("议题");
        auntLi.says("议题");
        wangFang.does(org.bandeng.ticket.TicketAction.ACCEPT, work, "");
        wangFang.resolves(work, "六个桩都装好了");
        weChatShowsOrIsShown(work);
        does(topic, "report", "六个充电桩今天通电");
        assertThat(status(topic)).isEqualTo("reported");
        weChat.awaitPush(zhou.openId(), "落实了：六个充电桩今天通电");
        assertThat(zhou.says("满意")).contains("议题 " + topic, "4 分");
        assertThat(new Clerk(program).get("/r/measures").body()).contains("花廊改成六个充电桩", "物业", "办好了");
        assertThat(weChat.pushesTo(elsewhere.openId()))
                .as("who lives elsewhere hears nothing")
                .noneMatch(push -> push.contains("花廊"));
    }

    /** A kind of ticket that must be shown is shown first. */
    private void weChatShowsOrIsShown(TicketNumber work) {
        if (!"resolved".equals(program.value("select status from ticket where number = " + work.value()))) {
            wangFang.shows(work, FakeWeChat.JPEG);
            assertThat(wangFang.resolves(work, "六个桩都装好了")).isTrue();
        }
    }

    /** The small square: four measures in one vote, exactly those that pass are handed out, and the service day and the coats follow. */
    @Test
    void theFourMeasuresOfTheSmallSquare() throws Exception {
        TestResident auntLi = livingAt("7号楼1单元101");
        TestResident zhou = livingAt("7号楼1单元102");
        TestResident sun = livingAt("7号楼1单元201");
        assertThat(auntLi.says("我想议 小广场怎么弄")).contains("板凳会");
        assertThat(auntLi.says("板凳会吧")).contains("这样提可以吗");
        String topic = found(auntLi.says("是"), "议题 ([0-9]+)");
        does(topic, "submit", "");
        does(topic, "schedule", "周三晚上");
        String at = "/inbox/topics/" + topic;
        clerk.submit(
                page(at),
                at + "/ballot",
                Map.of(
                        "note", "小广场四项举措",
                        "options", "建能人库，每月一次便民服务日\n拆旧椅增新椅\n补绿\n冬装回收",
                        "kind", "measures",
                        "by", "household",
                        "electorate", "3",
                        "quorum", "50",
                        "pass", "51",
                        "until", LocalDate.now(clock).plusDays(1).toString()));
        weChat.awaitPush(zhou.openId(), "请您表决");
        assertThat(auntLi.says("投票 " + topic + " 都赞成")).contains("拆旧椅增新椅：赞成");
        assertThat(zhou.says("投票 " + topic + " 赞成第一项反对第三项")).contains("补绿：反对", "冬装回收：没说");
        assertThat(zhou.says("投票 " + topic + " 2赞成 4赞成"))
                .as("what was said before stays")
                .contains("补绿：反对", "冬装回收：赞成");
        assertThat(sun.says("投票 " + topic + " 3反对 1、2、4赞成")).contains("补绿：反对");
        clock.goOn(Duration.ofDays(1).plusHours(13));
        await("the count").atMost(Duration.ofSeconds(20)).until(() -> !status(topic)
                .equals("voting"));

        for (String passed : List.of("建能人库，每月一次便民服务日", "拆旧椅增新椅", "冬装回收")) {
            Document suggesting = page(at);
            assertThat(suggesting.select("#measures-passed option").eachAttr("value"))
                    .as("exactly what passed")
                    .contains(passed)
                    .doesNotContain("补绿");
            clerk.submit(
                    suggesting,
                    at + "/measures",
                    Map.of(
                            "what",
                            passed,
                            "who",
                            "物业",
                            "category",
                            "other",
                            "due",
                            LocalDate.now(clock).plusDays(10).toString()));
        }
        assertThat(page(at).select("#measures-passed option")).isEmpty();
        assertThat(page(at).select(".measures-list li").eachText()).hasSize(3);
        assertThat(page("/r/measures").text()).contains("0/3");
        clerk.submit(page(at), at + "/measures/2/strike", Map.of("why", "旧椅子还能修"));
        weChat.awaitPush(auntLi.openId(), "“拆旧椅增新椅”不办了：旧椅子还能修");
        assertThat(page("/r/measures").text()).contains("1/3", "旧椅子还能修");

        serviceDay(auntLi, zhou, sun);
        winterCoats(auntLi);
    }

    private void serviceDay(TestResident auntLi, TestResident zhou, TestResident sun) throws Exception {
        LocalDate day = LocalDate.now(clock).plusDays(3);
        String number = occasion(Map.of(
                "kind", "service_day",
                "title", "便民服务日",
                "place", "幸福里7号楼",
                "day", day.toString(),
                "slots", "家电维修 | 1\n义诊 | 5",
                "monthly", "true"));
        weChat.awaitPush(auntLi.openId(), "便民服务日");
        assertThat(auntLi.says("活动")).contains("活动 " + number + " 便民服务日");
        assertThat(auntLi.says("报名 " + number)).contains("您要哪一项", "1. 家电维修（1 个名额）");
        assertThat(auntLi.says("报名 " + number + " 家电维修")).contains("报上了", "（家电维修）");
        assertThat(auntLi.says("报名 " + number + " 1")).contains("您已经报过了");
        assertThat(zhou.taps("occasion:sign-up:" + number + ":1", "家电维修")).contains("候补", "前面还有 0 位");
        assertThat(sun.says("报名" + number + " 2")).contains("报上了", "（义诊）");
        assertThat(auntLi.says("取消报名 " + number)).contains("取消了");
        weChat.awaitPush(zhou.openId(), "您排上了");

        zhou.says("活动");
        clock.becomes(day.minusDays(1) + "T09:30");
        weChat.awaitPush(zhou.openId(), "提醒您：便民服务日（家电维修）");
        zhou.says("活动");
        clock.becomes(day + "T08:30");
        String soon = weChat.awaitPush(zhou.openId(), "快到时间了").toString();
        assertThat(soon).containsPattern("签到 [0-9]{4}");
        assertThat(zhou.says("签到")).as("signed up, and there").contains("签到了，便民服务日");
        assertThat(weChat.pushesTo(auntLi.openId())).as("she cancelled").noneMatch(push -> push.contains("快到时间了"));
        clock.becomes(day + "T11:01");
        weChat.awaitPush(zhou.openId(), "谢谢您来便民服务日");
        assertThat(zhou.taps("occasion:rate:" + number + ":5", "非常满意")).contains("5 分，谢谢您");
        assertThat(sun.taps("occasion:rate:" + number + ":5", "非常满意")).contains("没有在这个活动签到");
        await("the next month's").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        program.value("select count(*) from occasion where title = '便民服务日' and status = 'planned'"))
                .isEqualTo(1L));
    }

    private void winterCoats(TestResident auntLi) throws Exception {
        String number = occasion(Map.of(
                "kind", "drive",
                "title", "冬装回收",
                "place", "幸福里7号楼",
                "day", LocalDate.now(clock).plusDays(2).toString()));
        weChat.awaitPush(auntLi.openId(), "冬装回收");
        assertThat(auntLi.says("报名 " + number + " 两件棉衣")).contains("报上了");
        String at = "/inbox/occasions/" + number;
        assertThat(page(at).text()).contains("两件棉衣");
        clerk.submit(page(at), at + "/count", Map.of("in", "12", "out", "5"));
        clerk.submit(page(at), at + "/count", Map.of("in", "0", "out", "8"));
        assertThat(page(at).text()).as("no more is given than was brought").contains("收到 12 件，送出 5 件，现有 7 件");
        clerk.submit(page(at), at + "/cancel", Map.of("note", "下大雪，改到下周"));
        weChat.awaitPush(auntLi.openId(), "不办了，让您白等了。原因：下大雪");
    }

    /** Two who sign up at the same moment do not get the same last place. */
    @Test
    void theLastPlaceIsGivenOnce() throws Exception {
        List<TestResident> all = Stream.of("101", "102", "201", "202", "301", "302")
                .map(room -> livingAt("8号楼1单元" + room))
                .toList();
        String number = occasion(Map.of(
                "kind", "service_day",
                "title", "义诊",
                "place", "幸福里8号楼",
                "day", LocalDate.now(clock).plusDays(5).toString(),
                "capacity", "2"));

        all.parallelStream().forEach(each -> each.says("报名 " + number));

        assertThat(program.value("select count(*) from attendance a join occasion o on o.id = a.occasion_id "
                        + "where a.status = 'signed_up' and o.number = " + number))
                .isEqualTo(2L);
        assertThat(program.value("select count(*) from attendance a join occasion o on o.id = a.occasion_id "
                        + "where a.status = 'waiting' and o.number = " + number))
                .isEqualTo(4L);
    }
}
