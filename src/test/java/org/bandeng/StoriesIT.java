package org.bandeng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.bandeng.support.Clerk;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.Staff;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketNumber;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/**
 * The cases of the founding documents, from the first words to the mark, in simulated days: by chat where people stand at the
 * bench, at the desk where an office sits, and everybody hears what concerns them.
 */
class StoriesIT extends TownStories {

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
        TestResident newcomer = livingAt("5号楼2单元501");
        String number = found(code(code), "/inbox/occasions/([0-9]+)/code");
        assertThat(newcomer.event("SCAN", "sign-in-" + number)).contains("签到了", "现在到了 5 位");
        assertThat(stewardChen.sendsPicture("media-of-the-corridor")).contains("纪要里了，一共 1 张");
        assertThat(page("/inbox/occasions/" + number).text()).contains("照片 1");
        assertThat(auntLi.says("电梯归谁管")).contains("“电梯”归物业管");
        assertThat(livingAt("5号楼1单元101").says("电梯里有人出不来谁负责"))
                .as("nobody in need is answered with a list")
                .doesNotContain("归物业管")
                .contains("110");
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
        assertThat(stewardChen.says("举手 赞成5")).as("a hint, and no report").contains("可以这样发");
        assertThat(stewardChen.says("答 3 再说一遍")).contains("已经有着落了");
        String closed = stewardChen.says("散会");
        assertThat(closed).contains("到会 5 位", "选项 1 花廊改成六个充电桩：赞成 3", "→ 议题 " + topic, "→ 答复：快递柜月底装好");
        weChat.awaitPush(auntLi.openId(), "这次怎么样？请点下面的一个");
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
        wangFang.does(TicketAction.ACCEPT, work, "");
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

    /** The sheet to sign in by of the meeting with those four digits, and where it is. */
    private String code(String digits) throws Exception {
        String at = "/inbox/occasions/%s/code"
                .formatted(
                        program.value("select number from occasion where status = 'open' and code = '" + digits + "'"));
        assertThat(clerk.get(at).body()).contains("签到码 " + digits, "<path d=");
        return at;
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
        assertThat(zhou.taps("occasion:sign-up:" + number + ":1", "家电维修")).contains("排在候补第 1 位");
        assertThat(sun.says("报名" + number + " 2")).contains("报上了", "（义诊）");
        assertThat(auntLi.says("我不去了")).as("no cry for help").contains("取消了");
        assertThat(livingAt("7号楼2单元101").says("我不去了"))
                .as("nor of who signed up for nothing")
                .contains("没看出您要取消哪一个");
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
        assertThat(zhou.says("非常满意")).as("typed, too").contains("5 分，谢谢您");
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
        weChat.awaitPush(auntLi.openId(), "不办了，很抱歉。原因：下大雪");
    }

    /** A meeting of a forum with parties: who comes is known before. */
    @Test
    void thePartiesOfAForumSayWhetherTheyCome() throws Exception {
        String number = occasion(Map.of(
                "kind", "meeting",
                "title", "夜市怎么管",
                "forum", "street-council",
                "day", LocalDate.now(clock).plusDays(5).toString()));
        String at = "/inbox/occasions/" + number;
        assertThat(page(at).text()).contains("各方来不来", "商户", "市政城管", "还没回话");
        Map<String, String> coming = Map.of("party", "市政城管", "coming", "yes", "note", "张队长");
        clerk.post(at + "/party", withToken(page(at), at + "/party", coming));
        Map<String, String> staying = Map.of("party", "商户", "coming", "no", "note", "那天进货");
        clerk.post(at + "/party", withToken(page(at), at + "/party", staying));
        assertThat(page(at).select("table.rules-table tr").eachText())
                .anyMatch(row -> row.startsWith("市政城管 来 张队长"))
                .anyMatch(row -> row.startsWith("商户 不来 那天进货"))
                .anyMatch(row -> row.startsWith("居民 还没回话"));
        clerk.submit(page(at), at + "/cancel", Map.of("note", "改天"));
    }

    private static Map<String, String> withToken(Document page, String action, Map<String, String> typed) {
        Map<String, String> all = new HashMap<>(typed);
        all.put(
                "_csrf",
                page.selectFirst("form[action='%s'] input[name=_csrf]".formatted(action))
                        .val());
        return all;
    }

    /** Hands a measure out at the desk; its ticket is given. */
    private TicketNumber handsOut(String topic, String what, String who) throws Exception {
        String at = "/inbox/topics/" + topic;
        clerk.submit(
                page(at),
                at + "/measures",
                Map.of(
                        "what",
                        what,
                        "who",
                        who,
                        "category",
                        "facilities",
                        "due",
                        LocalDate.now(clock).plusDays(20).toString()));
        Object number = program.value(
                "select t.number from measure m join ticket t on t.id = m.ticket_id where m.what = '" + what + "'");
        return new TicketNumber((long) number);
    }

    private void isDone(TicketNumber work, String result) {
        wangFang.does(TicketAction.ACCEPT, work, "");
        if (!wangFang.resolves(work, result)) {
            wangFang.shows(work, FakeWeChat.JPEG);
            assertThat(wangFang.resolves(work, result)).isTrue();
        }
    }

    /** The night market's road and six solar lamps: one track asks those above for money, the other mends; all hear how both end. */
    @Test
    void theNightMarketsRoadAndSixLamps() throws Exception {
        TestResident shopkeeper = livingAt("1号楼1单元101");
        assertThat(shopkeeper.says("我想议 夜市那条路坑坑洼洼，晚上也没有灯")).contains("街事会");
        assertThat(shopkeeper.says("街事会")).contains("这样提可以吗");
        String topic = found(shopkeeper.says("是"), "议题 ([0-9]+)");
        does(topic, "submit", "");
        does(topic, "schedule", "周四下午两点，居民、商户、市政城管一起");
        does(topic, "schedule", "第二轮：下周一上午九点");
        weChat.awaitPush(shopkeeper.openId(), "第二轮：下周一上午九点");
        does(topic, "decide", "向上申请修路经费；先装六盏太阳能灯");
        TicketNumber upward = handsOut(topic, "向街道申请修路经费", "社区");
        TicketNumber lamps = handsOut(topic, "装六盏太阳能灯", "市政城管");

        // Whoever has been told five things without a word of theirs hears the next by a template.
        shopkeeper.says("议题");
        does(topic, "progress", "太阳能灯装了 2/6");
        weChat.awaitPush(shopkeeper.openId(), "太阳能灯装了 2/6");
        shopkeeper.says("议题");
        isDone(lamps, "6/6 都亮了");
        weChat.awaitPush(shopkeeper.openId(), "装六盏太阳能灯：办好了（1/2），6/6 都亮了");
        wangFang.does(TicketAction.ACCEPT, upward, "");
        assertThat(wangFang.explains(upward, "今年没有批下来，明年再报")).isTrue();
        weChat.awaitPush(shopkeeper.openId(), "向街道申请修路经费：没能办成（2/2），今年没有批下来");
        does(topic, "report", "灯都亮了；修路今年没有批，明年三月再报");
        weChat.awaitPush(shopkeeper.openId(), "落实了：灯都亮了");
        assertThat(page("/r/measures").text()).contains("装六盏太阳能灯", "办好了", "向街道申请修路经费", "没能办成");
        clock.goOn(Duration.ofDays(31));
        await("nobody is asked any more").atMost(Duration.ofSeconds(40)).until(() -> status(topic)
                .equals("closed"));
    }

    /** Half a basketball court becomes a shared sports ground: voted, and decided word for word as it was put. */
    @Test
    void halfABasketballCourtBecomesASharedSportsGround() throws Exception {
        TestResident li = livingAt("2号楼1单元101");
        TestResident wang = livingAt("2号楼1单元102");
        assertThat(li.says("我想议 篮球场老人孩子抢着用")).contains("邻里议事会");
        assertThat(li.says("邻里议事会")).contains("这样提可以吗");
        String topic = found(li.says("是"), "议题 ([0-9]+)");
        does(topic, "submit", "");
        does(topic, "schedule", "周五晚上七点");
        String option = "留半个篮球场，另一半改乒乓球和羽毛球";
        String at = "/inbox/topics/" + topic;
        clerk.submit(
                page(at),
                at + "/ballot",
                Map.of(
                        "note", "球场怎么分",
                        "options", option + " | 3 万元\n全部留作篮球场",
                        "kind", "single",
                        "by", "household",
                        "secret", "true",
                        "electorate", "3",
                        "quorum", "50",
                        "pass", "50",
                        "until", LocalDate.now(clock).plusDays(1).toString()));
        weChat.awaitPush(wang.openId(), option);
        assertThat(li.says("投票 " + topic + " 乒乓球")).contains("投好了：" + option);
        assertThat(wang.says(topic + "号选1")).contains("投好了：" + option);
        clock.goOn(Duration.ofDays(1).plusHours(13));
        await("the count").atMost(Duration.ofSeconds(20)).until(() -> status(topic)
                .equals("decided"));
        assertThat(page("/r/topics/" + topic).text()).contains("通过：" + option + "（2 票）");
        isDone(handsOut(topic, option, "物业"), "场地划好了，球桌也装好了");
        does(topic, "report", "今天开放");
        li.says("议题");
        assertThat(li.says("非常满意")).contains("议题 " + topic, "5 分");
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

    private String agreement(String kind, String title) throws Exception {
        return clerk.submit(page("/inbox/agreements"), "/inbox/agreements", Map.of("kind", kind, "title", title))
                .headers()
                .firstValue("location")
                .orElseThrow()
                .replaceAll(".*/", "");
    }

    private HttpResponse<String> at(String number, String action, Map<String, String> form) throws Exception {
        String at = "/inbox/agreements/" + number;
        Document shown = page(at);
        return shown.selectFirst("form[action='%s/%s']".formatted(at, action)) == null
                ? clerk.post(at + "/" + action, withToken(shown, form))
                : clerk.submit(shown, at + "/" + action, form);
    }

    private static Map<String, String> withToken(Document page, Map<String, String> form) {
        Map<String, String> all = new HashMap<>(form);
        all.put("_csrf", page.selectFirst("input[name=_csrf]").attr("value"));
        return all;
    }

    /** Adds somebody who joins in WeChat. */
    private TestResident party(String number, String side, String role, String name) throws Exception {
        String location = at(number, "party", Map.of("side", side, "role", role, "name", name))
                .headers()
                .firstValue("location")
                .orElseThrow();
        TestResident person = TestResident.of(program);
        assertThat(person.says("参加协商 " + location.replaceAll(".*code=", "")))
                .contains("您参加了协商 " + number, "只有参加的人和主持人看得到");
        return person;
    }

    private String confirmation(TestResident person) {
        String push = weChat.awaitPush(person.openId(), "请您一字一句看清楚").toString();
        return found(push, "(agreement:confirm:[0-9]+:[0-9a-f]{12})");
    }

    /** The renovation dispute: 5,000 asked, 3,000 agreed with five parties at the table, paid, and done with for good. */
    @Test
    void theRenovationDisputeIsSettledInConfidence() throws Exception {
        String number = agreement("mediation", "119号营业房装修震裂墙");
        TestResident owner = party(number, "a", "申请人", "李女士");
        TestResident shop = party(number, "b", "对方", "王老板");
        for (String role : List.of("社区", "司法所", "法律顾问", "民警", "物业")) {
            at(number, "party", Map.of("side", "helper", "role", role, "name", role + "的人"));
        }
        long colleague = wangFang.id().value();
        at(number, "party", Map.of("side", "helper", "role", "司法所", "name", "王芳", "staff", String.valueOf(colleague)));
        at(number, "item", Map.of("words", "赔偿多少"));
        assertThat(owner.says("陈述 装修震裂了我家的墙，巡查记录里有")).contains("记下了，主持人看得到");
        assertThat(TestResident.of(program).says("陈述 我也说一句")).contains("没有在谈的协商");
        assertThat(owner.says("提出 1 赔 5000 元")).contains("您的方案转给对方了");
        weChat.awaitPush(shop.openId(), "提出 赔 5000 元");
        assertThat(shop.says("提出 1 2000 元")).contains("您的方案转给对方了");
        assertThat(shop.says("提出 7 2000 元")).contains("没有这一项");
        assertThat(shop.says("提出 再加 200 元")).as("there is only one item").contains("转给对方了");
        at(number, "note", Map.of("kind", "law", "words", "民法典：造成损害的应当赔偿"));
        at(number, "note", Map.of("kind", "session", "words", "周三下午三点，社区调解室"));
        weChat.awaitPush(shop.openId(), "周三下午三点，社区调解室");
        assertThat(at(number, "freeze", Map.of("words", "")).headers().firstValue("location"))
                .as("nothing is settled yet")
                .hasValueSatisfying(location -> assertThat(location).endsWith("problem=freeze"));
        at(number, "settle", Map.of("position", "1", "words", "王老板赔李女士 3000 元，当场付清"));
        at(
                number,
                "duty",
                Map.of(
                        "words",
                        "付 3000 元",
                        "who",
                        "王老板",
                        "due",
                        LocalDate.now(clock).toString()));
        at(number, "freeze", Map.of("words", "今后互不追究"));

        String confirm = confirmation(owner);
        assertThat(owner.taps(confirm.replaceAll(":[0-9a-f]{12}$", ":000000000000"), "同意，确认"))
                .as("other words than those")
                .contains("没有要您确认的内容");
        assertThat(owner.taps(confirm, "同意，确认")).contains("还有人没确认");
        assertThat(owner.taps(confirm, "同意，确认")).as("nobody counts twice").contains("还有人没确认");
        assertThat(shop.says("不同意")).contains("接着谈");
        weChat.awaitPush(owner.openId(), "刚才的确认不算数了");
        at(number, "freeze", Map.of("words", "今后互不追究，钱捐给社区食堂"));
        assertThat(owner.taps(confirm, "同意，确认")).as("those terms are no more").contains("没有要您确认的内容");
        await("the new terms").atMost(Duration.ofSeconds(20)).until(() -> weChat.pushesTo(shop.openId()).stream()
                .anyMatch(push -> push.contains("捐给社区食堂")));
        String again = "agreement:confirm:%s:%s"
                .formatted(
                        number,
                        String.valueOf(program.value("select hash from agreement where number = " + number))
                                .substring(0, 12));
        assertThat(owner.taps(again, "同意，确认")).contains("还有人没确认");
        assertThat(shop.says("同意")).as("typed, too").contains("谈成了");
        weChat.awaitPush(owner.openId(), "各方都确认了，谈成了");

        assertThat(at(number, "close", Map.of("words", ""))
                        .headers()
                        .firstValue("location")
                        .orElseThrow())
                .as("the money is not paid")
                .endsWith("problem=close");
        at(number, "done", Map.of("position", "1", "words", "微信付清"));
        owner.says("我的协商");
        clock.goOn(Duration.ofDays(30));
        owner.says("我的协商");
        weChat.awaitPush(owner.openId(), "说好的都做到了吗");
        assertThat(owner.taps("agreement:kept:" + number, "都做到了")).contains("记下了");
        at(number, "close", Map.of("words", "付清了，互不追究"));
        assertThat(program.value("select status from agreement where number = " + number))
                .isEqualTo("closed");

        assertThat(program.rows("select content from message where kind = 'sealed' and content <> ''"))
                .isEmpty();
        assertThat(program.rows("select 1 from dialog_turn where inputs::text like '%震裂%'"))
                .as("it is recorded nowhere else")
                .isEmpty();
        assertThat(new Clerk(program).get("/r/measures").body()).doesNotContain("震裂");
    }

    /** Seen only by those in it: another dispatcher, even one who sees the whole community, does not learn that it is there. */
    @Test
    void whoIsNotInAnAgreementDoesNotLearnOfIt() throws Exception {
        String number = agreement("mediation", "楼上楼下");
        TestResident owner = party(number, "a", "申请人", "李女士");
        owner.says("陈述 一件谁也不该知道的事");
        program.bean(StaffAccounts.class)
                .add("other", "别人", StaffMember.Role.ADMIN, "{noop}" + Staff.PASSWORD)
                .onErrorComplete()
                .block();
        Clerk other = new Clerk(program);
        other.logIn("other", Staff.PASSWORD);

        assertThat(other.get("/inbox/agreements").body()).doesNotContain("楼上楼下");
        assertThat(other.get("/inbox/agreements/" + number).statusCode()).isEqualTo(404);
        Object resident = program.value(
                "select resident_id from agreement_party where name = '李女士' and agreement_id = (select id from agreement where number = "
                        + number + ")");
        assertThat(other.get("/inbox/residents/" + resident).body()).doesNotContain("谁也不该知道");
    }

    /** The wage offer: what the many want without names, 500 asked, 300 offered, four items signed on the spot. */
    @Test
    void theWageOfferWithFourItems() throws Exception {
        String number = agreement("bargaining", "骑手计件单价");
        TestResident speaker = party(number, "a", "骑手代表", "小张");
        TestResident company = party(number, "b", "站点", "刘经理");
        TestResident rider = party(number, "member", "骑手", "小赵");
        assertThat(rider.says("诉求 每月多 500 元")).contains("不记是谁说的");
        assertThat(speaker.says("诉求 夏天发防暑包")).contains("不记是谁说的");
        assertThat(page("/inbox/agreements/" + number).text()).contains("每月多 500 元", "夏天发防暑包");
        assertThat(program.rows(
                        "select column_name from information_schema.columns where table_name = 'agreement_demand'"))
                .as("nothing leads back to who said it")
                .hasSize(3);
        for (String item : List.of("每月工资", "绩效", "防暑", "休息点")) {
            at(number, "item", Map.of("words", item));
        }
        assertThat(speaker.says("提出 1 加 500 元")).contains("转给对方");
        assertThat(company.says("提出 1 加 300 元，另按绩效")).contains("转给对方");
        assertThat(rider.says("提出 1 加 1000 元")).as("one speaks for them").contains("现在不能提方案");
        for (int item = 1; item <= 4; item++) {
            at(number, "settle", Map.of("position", String.valueOf(item), "words", item == 1 ? "加 300 元" : "照办"));
        }
        at(number, "freeze", Map.of("words", ""));
        assertThat(speaker.taps(confirmation(speaker), "同意，确认")).contains("还有人没确认");
        assertThat(company.taps(confirmation(company), "同意，确认")).contains("谈成了");
        weChat.awaitPush(rider.openId(), "1. 每月工资：加 300 元");
    }

    /** 支部, 业委会, 物业: it stands only when all three confirm; whoever speaks for one of them may change, and the history stays. */
    @Test
    void whatThreeDecideStandsWhenAllThreeConfirm() throws Exception {
        String number = agreement("tripartite", "小区门禁换新");
        TestResident branch = party(number, "a", "支部", "赵书记");
        party(number, "b", "业委会", "钱主任");
        TestResident property = party(number, "c", "物业", "孙经理");
        TestResident committee = party(number, "b", "业委会", "周主任");
        at(number, "item", Map.of("words", "谁来装"));
        at(number, "settle", Map.of("position", "1", "words", "物业装，业委会监督"));
        at(number, "freeze", Map.of("words", ""));
        assertThat(branch.taps(confirmation(branch), "同意，确认")).contains("还有人没确认");
        assertThat(property.taps(confirmation(property), "同意，确认")).contains("还有人没确认");
        assertThat(program.value("select status from agreement where number = " + number))
                .isEqualTo("frozen");
        assertThat(committee.taps(confirmation(committee), "同意，确认")).contains("谈成了");
        assertThat(page("/inbox/agreements/" + number)
                        .select(".agreement-parties")
                        .text())
                .contains("钱主任 换人了", "周主任");
    }

    /** The room's rota for a month: fair, swapped between two who both want it, and no gap that nobody knows of. */
    @Test
    void theRotaOfTheRoomForAMonth() throws Exception {
        HttpResponse<String> opened = clerk.post(
                "/inbox/rosters",
                withToken(
                        page("/inbox/rosters"),
                        Map.of(
                                "name",
                                "会客厅",
                                "venue",
                                "9号楼一层",
                                "tasks",
                                "开门、打扫、锁门",
                                "place",
                                "幸福里9号楼",
                                "from",
                                "08:00",
                                "to",
                                "18:00",
                                "days",
                                "1,3,5")));
        assertThat(opened.headers().firstValue("location")).hasValue("/inbox/rosters");
        List<TestResident> all = Stream.of("101", "102", "201")
                .map(room -> livingAt("9号楼1单元" + room))
                .toList();
        for (TestResident each : all) {
            assertThat(each.says("轮值报名 会客厅")).contains("欢迎您参加会客厅轮值", "开门、打扫、锁门");
        }
        assertThat(all.get(0).says("轮值报名")).contains("已经在会客厅轮值里");
        String plan = page("/inbox/rosters").select("form[action$=/plan]").attr("action");
        clerk.submit(page("/inbox/rosters"), plan, Map.of());
        assertThat(
                        program.rows(
                                "select count(*) from occasion o join attendance a on a.occasion_id = o.id where o.kind = 'duty' group by a.resident_id"))
                .as("twelve duties, four each")
                .extracting(row -> row.get("count"))
                .containsExactly(4L, 4L, 4L);
        clerk.submit(page("/inbox/rosters"), plan, Map.of());
        assertThat(program.value("select count(*) from occasion where kind = 'duty'"))
                .as("planned once")
                .isEqualTo(12L);

        TestResident first = all.stream()
                .filter(each -> each.says("我的班").contains(nextDuty()))
                .findFirst()
                .orElseThrow();
        TestResident second =
                all.stream().filter(each -> each != first).findFirst().orElseThrow();
        assertThat(second.says("接班 " + nextDuty())).as("nobody asked").contains("不用接了");
        assertThat(first.says("换班 " + nextDuty())).contains("没人接之前还是您的班");
        weChat.awaitPush(second.openId(), "您能接吗");
        assertThat(first.says("我的班")).as("until both want it").contains(nextDuty());
        assertThat(second.taps("duty:take:" + nextDuty(), "我来接")).contains("谢谢您接班");
        weChat.awaitPush(first.openId(), "您不用去了");

        String duty = nextDuty();
        all.forEach(each -> each.says("我的班"));
        clock.becomes(LocalDate.now(clock).with(TemporalAdjusters.next(DayOfWeek.WEDNESDAY)) + "T08:16");
        weChat.awaitPush(second.openId(), "还没有看到您签到");
        weChat.awaitPush(first.openId(), "到点了还没有人到");
        assertThat(first.says("接班 " + duty)).contains("谢谢您接班");
        assertThat(first.says("签到")).contains("签到了，会客厅轮值");
        assertThat(second.says("接班 " + duty)).contains("有人接了");
        assertThat(second.says("退出轮值")).contains("您退出轮值了");
    }

    /** 社志接单: three are asked, the first yes wins under a race, where it is is told to them alone, hours and thanks are kept. */
    @Test
    void theFirstTalentWhoSaysYesHasIt() throws Exception {
        List<TestResident> talents = Stream.of("101", "102", "201", "202")
                .map(room -> livingAt("10号楼1单元" + room))
                .toList();
        assertThat(talents.get(0).says("我会修家电，周末有空")).contains("记下了：修家电，周末有空");
        talents.stream().skip(1).forEach(each -> assertThat(each.says("能人报名 修家电"))
                .contains("记下了"));
        TestResident neighbour = livingAt("10号楼2单元101");
        TicketNumber work = wangFang.registersFor(neighbour.openId(), "other", "10号楼2单元", "独居老人的洗衣机不转");
        Map<String, String> call = Map.of("ticket", work.toString(), "skill", "修家电", "note", "帮老人看看洗衣机。");
        assertThat(clerk.submit(page("/inbox/talents"), "/inbox/talents/call", call)
                        .headers()
                        .firstValue("location"))
                .as("nobody is confirmed yet")
                .hasValue("/inbox/talents?said=nobody");
        for (String confirm :
                page("/inbox/talents").select("form[action$=/confirm]").eachAttr("action")) {
            clerk.submit(page("/inbox/talents"), confirm, Map.of());
        }
        assertThat(clerk.submit(page("/inbox/talents"), "/inbox/talents/call", call)
                        .headers()
                        .firstValue("location"))
                .hasValue("/inbox/talents?said=asked&count=3");
        List<TestResident> asked = talents.subList(0, 3);
        asked.forEach(
                each -> assertThat(weChat.awaitPush(each.openId(), "有位邻居需要帮忙").toString())
                        .contains("帮老人看看洗衣机")
                        .doesNotContain("10号楼"));

        List<String> answers = asked.parallelStream()
                .map(each -> each.taps("talent:yes:" + work, "我接"))
                .toList();

        assertThat(answers.stream().filter(answer -> answer.contains("您接了"))).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.contains("已经有人先接了")))
                .hasSize(2);
        TestResident who = asked.get(IntStream.range(0, 3)
                .filter(i -> answers.get(i).contains("您接了"))
                .findFirst()
                .orElseThrow());
        assertThat(answers.get(asked.indexOf(who))).contains("10号楼2单元");
        assertThat(who.says("做完了 " + work)).contains("用了多长时间");
        assertThat(who.says("做完 " + work + " 1.5小时")).contains("记上了");
        clerk.submit(
                page("/inbox/talents"), "/inbox/talents/thank", Map.of("ticket", work.toString(), "note", "老人特别高兴"));
        weChat.awaitPush(who.openId(), "老人特别高兴");
        assertThat(page("/inbox/talents").text()).contains("1 次，90 分钟");
        assertThat(who.says("退出能人")).contains("以后不问您了");
        assertThat(stewardChen.says("请能人 " + work + " 修家电"))
                .as("another building")
                .contains("不归您管的范围");
        TicketNumber hers = wangFang.registersFor(neighbour.openId(), "other", "5号楼1单元", "老人的收音机不响");
        assertThat(stewardChen.says("请能人 " + hers + " 理发")).contains("没有登记过会“理发”的能人");
        assertThat(stewardChen.says("请能人 " + hers + " 修家电 下午方便吗")).contains("问了 3 位会“修家电”的能人");
    }

    private String nextDuty() {
        return String.valueOf(
                program.value("select number from occasion where kind = 'duty' and status = 'planned' and ends_at > '"
                        + clock.instant() + "' order by starts_at limit 1"));
    }
}
