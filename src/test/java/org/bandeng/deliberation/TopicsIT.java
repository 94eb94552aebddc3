package org.bandeng.deliberation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bandeng.support.Clerk;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** What concerns everybody: raised and supported in WeChat, convened at a desk, told to all whom it concerns, and rated. */
class TopicsIT {

    private static TestProgram program;

    private final FakeWeChat weChat = House.weChat();
    private final Clerk clerk = new Clerk(program);

    /** The scripts of the house as they are, with what is proposed by itself. */
    @BeforeAll
    static void start() throws Exception {
        Path dialogs = House.temporary();
        try (Stream<Path> files = Files.list(Path.of("dialogs"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                Files.writeString(
                        dialogs.resolve(file.getFileName()), text.replace("template: sandbox-", "template: TEMPLATE_"));
            }
        }
        String[] arguments = Stream.of(House.arguments("--bandeng.wechat.compatible=true"))
                .map(each -> each.startsWith("--bandeng.dialogs.path=") ? "--bandeng.dialogs.path=" + dialogs : each)
                .toArray(String[]::new);
        program = TestProgram.start(House.temporary(), arguments);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @BeforeEach
    void theOfficeOpens() throws Exception {
        weChat.works();
        clerk.logIn("admin", Staff.PASSWORD);
    }

    private static TestResident livingAt(String home) {
        TestResident resident = TestResident.of(program);
        resident.says("换地址");
        assertThat(resident.says(home)).contains("记下了");
        return resident;
    }

    /** Raises something in the forum of that name. */
    private static String raises(TestResident resident, String words, String forum) {
        assertThat(resident.says("我想议 " + words)).contains("交给谁来议", forum);
        assertThat(resident.says(forum)).contains("想议的事：" + words, "这样提可以吗");
        return resident.says("是");
    }

    private static String numberIn(String sentence) {
        return sentence.replaceAll("(?s).*议题 ([0-9]+).*", "$1");
    }

    private Document page(String number) throws Exception {
        return Jsoup.parse(clerk.get("/inbox/topics/" + number).body());
    }

    private void does(String number, String action, String note) throws Exception {
        clerk.submit(page(number), "/inbox/topics/%s/%s".formatted(number, action), Map.of("note", note));
    }

    private static String status(String number) {
        return (String) program.value("select status from topic where number = " + number);
    }

    @Test
    void fromTheFirstWordsToTheMark() throws Exception {
        TestResident auntLi = livingAt("3号楼2单元501");
        TestResident herSon = livingAt("3号楼2单元501");
        TestResident oldZhou = livingAt("3号楼2单元502");
        TestResident sun = livingAt("3号楼2单元601");
        TestResident silent = livingAt("3号楼2单元602");
        TestResident elsewhere = livingAt("5号楼1单元301");

        String raised = raises(auntLi, "一楼的空花廊改成充电桩", "楼栋议事会");
        assertThat(raised).contains("再有2户附议就能上会");
        String number = numberIn(raised);
        assertThat(herSon.says("附议 " + number)).contains("您家已经附议过了");
        assertThat(elsewhere.says("附议 " + number)).contains("您家不在那个范围里");
        assertThat(oldZhou.says("附议" + number)).contains("一共 2 户，再有1户");
        assertThat(sun.says("附议 议题" + number)).contains("一共 3 户，够上会了");
        assertThat(status(number)).isEqualTo("submitted");
        weChat.awaitPush(auntLi.openId(), "够 3 户附议了");
        assertThat(oldZhou.says("议题")).contains("议题 " + number, "召集人在看");

        does(number, "schedule", "周六上午 9 点，3 号楼门口");
        weChat.awaitPush(silent.openId(), "周六上午 9 点");
        does(number, "decide", "花廊改 6 个充电桩，物业一周内装好");
        weChat.awaitPush(auntLi.openId(), "议定了：花廊改 6 个充电桩");
        does(number, "progress", "电缆拉好了");
        weChat.awaitPush(sun.openId(), "进展：电缆拉好了");
        does(number, "report", "6 个充电桩今天通电");
        weChat.awaitPush(silent.openId(), "落实了：6 个充电桩今天通电");

        assertThat(auntLi.taps("topic:rate:%s:5".formatted(number), "非常满意")).contains("5 分，记下了");
        assertThat(silent.says("满意")).contains("议题 " + number, "4 分");
        assertThat(sun.says("桩装得真好，谢谢大家")).contains("记在议题 " + number);
        assertThat(oldZhou.says("1分")).contains("对不起", "哪里没办好");
        assertThat(oldZhou.says("只装了两个")).contains("已经交给召集人");
        assertThat(elsewhere.says("5分")).as("who was not asked judges nothing").doesNotContain("议题 " + number);
        assertThat(page(number).text()).contains("3.3 分，3 人", "已落实", "一楼的空花廊改成充电桩");
        assertThat(weChat.pushesTo(elsewhere.openId()))
                .as("who lives elsewhere hears nothing of it")
                .noneMatch(push -> push.contains("议题 " + number));
        assertThat(weChat.pushesTo(silent.openId()).stream().filter(push -> push.contains("周六上午 9 点")))
                .as("each is told once")
                .hasSize(1);
    }

    @Test
    void whatIsNotDeliberatedIsRefusedWithAReasonThatAllCanRead() throws Exception {
        TestResident auntLi = livingAt("6号楼1单元501");
        String number = numberIn(raises(auntLi, "给全楼免物业费", "楼栋议事会"));

        does(number, "refuse", "");
        assertThat(status(number)).as("without a reason").isEqualTo("collecting");
        does(number, "refuse", "物业费由业主大会定，请在业主群里提");

        assertThat(status(number)).isEqualTo("refused");
        weChat.awaitPush(auntLi.openId(), "不上会。原因：物业费由业主大会定");
        assertThat(livingAt("6号楼1单元502").says("附议 " + number)).contains("现在不用附议了");
    }

    @Test
    void whoeverRaisedItTakesItBackUntilItIsScheduled() throws Exception {
        TestResident auntLi = livingAt("6号楼2单元501");
        String number = numberIn(raises(auntLi, "楼道里放个板凳", "板凳会"));

        assertThat(livingAt("6号楼2单元502").says("撤回议题 " + number)).contains("不能撤回");
        assertThat(auntLi.says("撤回议题 " + number)).contains("撤回了");
        assertThat(status(number)).isEqualTo("withdrawn");
    }

    @Test
    void manyHomesAtOnceAreCountedRightAndSubmittedOnce() {
        TestResident auntLi = livingAt("7号楼1单元101");
        String number = numberIn(raises(auntLi, "装一盏太阳能灯", "楼栋议事会"));
        List<TestResident> neighbours = Stream.of("102", "201", "202", "301", "302", "401")
                .map(room -> livingAt("7号楼1单元" + room))
                .toList();

        neighbours.parallelStream().forEach(each -> each.says("附议 " + number));

        assertThat(program.value("select supports from topic where number = " + number))
                .isEqualTo(7);
        assertThat(program.value(
                        "select count(*) from topic_event e join topic t on t.id = e.topic_id where e.action = 'submit' and t.number = "
                                + number))
                .isEqualTo(1L);
    }

    @Test
    void whatThreeReportIsProposedWithTheirTickets() throws Exception {
        Staff wangFang = Staff.wangFang(program);
        TestResident first = TestResident.of(program);
        List<String> numbers = Stream.of(first, TestResident.of(program), TestResident.of(program))
                .map(each -> {
                    each.says("你好");
                    return wangFang.registersFor(each.openId(), "lighting", "8号楼1单元", "门口的路灯天天晚上不亮")
                            .toString();
                })
                .toList();

        await("the proposal").atMost(Duration.ofSeconds(60)).until(() -> !program.rows(
                        "select 1 from topic_ticket l join ticket t on t.id = l.ticket_id where t.number = "
                                + numbers.get(0))
                .isEmpty());

        Object number = program.value(
                "select p.number from topic p join topic_ticket l on l.topic_id = p.id join ticket t on t.id = l.ticket_id where t.number = "
                        + numbers.get(0));
        assertThat(page(String.valueOf(number)).select(".panel-same").text()).contains(numbers);
        assertThat(status(String.valueOf(number)))
                .as("the convenor looks at it")
                .isEqualTo("submitted");
        weChat.awaitPush(first.openId(), "已经提成议题 " + number);
    }

    @Test
    void staffRaiseATopicForAPlaceThatFitsTheForum() throws Exception {
        Document list = Jsoup.parse(clerk.get("/inbox/topics").body());

        String wrong = clerk.submit(
                        list,
                        "/inbox/topics",
                        Map.of("title", "重划停车位", "forum", "neighbours-council", "place", "幸福里3号楼"))
                .headers()
                .firstValue("location")
                .orElseThrow();
        String right = clerk.submit(
                        list, "/inbox/topics", Map.of("title", "重划停车位", "forum", "neighbours-council", "place", "幸福里"))
                .headers()
                .firstValue("location")
                .orElseThrow();

        assertThat(wrong).endsWith("?problem=place");
        assertThat(right).matches("/inbox/topics/[0-9]+");
        assertThat(Jsoup.parse(clerk.get("/inbox/topics").body())
                        .select("table.tickets")
                        .text())
                .contains("重划停车位", "待审", "邻里议事会", "幸福里");
    }

    private void opensVote(String number, Map<String, String> more) throws Exception {
        Map<String, String> form = new HashMap<>(Map.of(
                "note", "空花廊怎么用",
                "options", "改成充电桩 | 2 万元，物业出\n留着种花",
                "kind", "single",
                "by", "household",
                "electorate", "4",
                "quorum", "50",
                "pass", "50",
                "until", LocalDate.now().plusDays(3).toString()));
        form.putAll(more);
        clerk.submit(page(number), "/inbox/topics/%s/ballot".formatted(number), form);
        assertThat(status(number)).isEqualTo("voting");
    }

    private static void theTimeIsOver(String number) {
        program.bean(DatabaseClient.class)
                .sql(
                        "update ballot set opened_at = now() - interval '3 days', closes_at = now() - interval '1 second' where topic_id = (select id from topic where number = %s)"
                                .formatted(number))
                .then()
                .block();
        await("the count").atMost(Duration.ofSeconds(20)).until(() -> !status(number)
                .equals("voting"));
    }

    /** A topic that is at the table, of who live there. */
    private String scheduled(TestResident resident, String words) throws Exception {
        String number = numberIn(raises(resident, words, "楼栋议事会"));
        does(number, "submit", "");
        does(number, "schedule", "周六上午");
        return number;
    }

    @Test
    void oneHomeCountsOnceWhateverWayItVotes() throws Exception {
        TestResident auntLi = livingAt("4号楼1单元501");
        TestResident herSon = livingAt("4号楼1单元501");
        TestResident zhou = livingAt("4号楼1单元502");
        TestResident roomless = livingAt("4号楼1单元");
        TestResident elsewhere = livingAt("5号楼2单元301");
        String number = scheduled(auntLi, "一楼空花廊怎么用");
        opensVote(number, Map.of("secret", "true"));
        weChat.awaitPush(zhou.openId(), "一户一票，不记名");

        String receipt =
                auntLi.taps("topic:vote:%s:2".formatted(number), "留着种花").replaceAll("(?s).*凭证 ([A-Z0-9]{8}).*", "$1");
        assertThat(herSon.says("投票 " + number + " 充电桩")).contains("您家里已经有人投过了", "改成充电桩", receipt);
        weChat.awaitPush(auntLi.openId(), "您家的那一票刚被改过");
        assertThat(zhou.says("投票 " + number)).contains("改成充电桩（2 万元，物业出）", "您怎么投");
        assertThat(zhou.says("1")).contains("投好了：改成充电桩");
        assertThat(roomless.says("投票 " + number + " 1")).contains("几号楼几单元几室");
        assertThat(elsewhere.says("投票 " + number + " 1")).contains("您家不在那个范围里");
        assertThat(zhou.says("投票 " + number + " 7")).contains("没听明白");
        herSon.says("换地址");
        assertThat(herSon.says("4号楼1单元402")).contains("记下了");
        assertThat(herSon.says("投票 " + number + " 2")).contains("一个人只能投一户");

        String votes = "/inbox/topics/%s/ballot/votes".formatted(number);
        Map<String, String> paper = Map.of("home", "幸福里4号楼1单元", "room", "501", "choice", "2", "source", "paper");
        assertThat(clerk.submit(page(number), votes, paper).headers().firstValue("location"))
                .as("this home has voted in WeChat")
                .hasValueSatisfying(location -> assertThat(location).endsWith("vote-before"));
        clerk.submit(page(number), votes, Map.of("home", "幸福里4号楼1单元", "room", "601", "choice", "1", "source", "hand"));
        assertThat(page(number).select(".vote").text()).contains("投了 3，共 4").doesNotContain("✓");

        theTimeIsOver(number);

        assertThat(status(number)).isEqualTo("decided");
        assertThat(zhou.says("投票 " + number + " 2")).contains("这一票没有记进去");
        Document counted = page(number);
        assertThat(counted.text()).contains("共 4 户，投票 3 户。通过：改成充电桩（3 票）。没通过：留着种花（0 票）");
        assertThat(counted.select(".vote details").text()).contains(receipt + " 改成充电桩");
        weChat.awaitPush(roomless.openId(), "议定了：共 4 户，投票 3 户");
        Document forAll =
                Jsoup.parse(new Clerk(program).get("/r/topics/" + number).body());
        assertThat(forAll.text()).contains("表决结果", "改成充电桩 2 万元，物业出 3 票 ✓ 通过", receipt);
        assertThat(program.value(
                        "select count(*) from ballot_slip s join ballot b on b.id = s.ballot_id join topic t on t.id = b.topic_id where t.number = %s and (s.seal is not null or s.voter is not null)"
                                .formatted(number)))
                .as("nothing leads from a vote to who it was")
                .isEqualTo(0L);
    }

    @Test
    void votesThatComeAtOnceAndAgainAreCountedOnceEach() throws Exception {
        TestResident auntLi = livingAt("4号楼2单元501");
        String number = scheduled(auntLi, "楼道要不要装扶手");
        opensVote(number, Map.of("options", "装\n不装", "electorate", "6"));
        List<TestResident> neighbours = Stream.of("101", "102", "201", "202", "301")
                .map(room -> livingAt("4号楼2单元" + room))
                .toList();

        Stream.of(neighbours, neighbours, neighbours)
                .flatMap(List::stream)
                .parallel()
                .forEach(each -> each.says("投票 " + number + " 1"));
        theTimeIsOver(number);

        assertThat(page(number).text()).contains("投票 5 户。通过：装（5 票）");
        assertThat(page(number).select(".vote details").text())
                .as("an open vote says who")
                .contains("4号楼2单元 101");
        assertThat(program.value(
                        "select count(*) from ballot_entry e join ballot b on b.id = e.ballot_id join topic t on t.id = b.topic_id where t.number = "
                                + number))
                .as("the ledger has each time")
                .isEqualTo(15L);
    }

    @Test
    void tooFewDecideNothingAndWhoHasNotVotedIsRemindedOnce() throws Exception {
        TestResident auntLi = livingAt("4号楼3单元501");
        TestResident zhou = livingAt("4号楼3单元502");
        String number = scheduled(auntLi, "车棚要不要加顶");
        opensVote(number, Map.of("electorate", "40"));
        auntLi.says("投票 " + number + " 1");
        program.bean(DatabaseClient.class)
                .sql(
                        "update ballot set opened_at = now() - interval '9 days', closes_at = now() + interval '1 day' where topic_id = (select id from topic where number = %s)"
                                .formatted(number))
                .then()
                .block();
        weChat.awaitPush(zhou.openId(), "您还没有投");

        theTimeIsOver(number);

        assertThat(status(number)).as("back to the table").isEqualTo("scheduled");
        weChat.awaitPush(zhou.openId(), "不到 50%，这次不算数");
        assertThat(weChat.pushesTo(auntLi.openId()).stream().filter(push -> push.contains("还没有投")))
                .as("she has voted")
                .isEmpty();
        assertThat(weChat.pushesTo(zhou.openId()).stream().filter(push -> push.contains("还没有投")))
                .hasSize(1);
    }
}
