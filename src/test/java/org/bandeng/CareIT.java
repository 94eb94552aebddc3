package org.bandeng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.bandeng.support.Clerk;
import org.bandeng.support.TestResident;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Those who live alone and agreed: a visit every week, twice no answer and somebody rings up, and nobody else knows of them. */
class CareIT extends TownStories {

    private static final String PHONE = "13900001111";

    private TestResident coordinator;
    private TestResident dispatcher;
    private long steward;

    @BeforeAll
    void theCoordinatorIsInWeChat() {
        coordinator = bound("管理员");
        dispatcher = bound("王芳");
        steward = (long) program.value("select id from staff where name = '陈秀英'");
    }

    private String enters(Map<String, String> form) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "name", "孙奶奶",
                "place", "5号楼1单元301",
                "phone", PHONE,
                "relative", "女儿 13700002222",
                "note", "耳背，多敲一会儿",
                "consent", "本人 11月20日 当面同意",
                "steward", String.valueOf(steward),
                "day", String.valueOf(LocalDate.now(clock).getDayOfWeek().getValue()),
                "at", "09:30"));
        all.putAll(form);
        return clerk.submit(page("/inbox/care"), "/inbox/care", all)
                .headers()
                .firstValue("location")
                .orElseThrow();
    }

    private String visit(String status) {
        return String.valueOf(await("a visit that is " + status)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> program.rows(
                                "select id from care_visit where ended_at is null and status = '%s'".formatted(status)),
                        found -> !found.isEmpty())
                .get(0)
                .get("id"));
    }

    @Test
    void whoeverDoesNotAnswerTwiceIsRungUpWithinTheHourAndNobodyElseKnows() throws Exception {
        TestResident neighbour = livingAt("5号楼1单元302");
        assertThat(enters(Map.of("consent", "")))
                .as("nobody without their consent")
                .endsWith("problem=consent");
        assertThat(enters(Map.of("name", ""))).endsWith("problem=who");
        assertThat(enters(Map.of("steward", "999999"))).endsWith("problem=watch");
        assertThat(enters(Map.of("at", "01:08")))
                .as("nobody is visited at night")
                .endsWith("problem=watch");
        assertThat(enters(Map.of())).isEqualTo("/inbox/care");
        assertThat(page("/inbox/care").text()).contains("孙奶奶", PHONE, "陈秀英", "女儿 13700002222", "09:30");

        LocalDate today = LocalDate.now(clock);
        clock.becomes(today + "T09:31");
        weChat.awaitPush(stewardChen.openId(), "今天请去看看孙奶奶（5号楼1单元301");
        String id = visit("asked");
        assertThat(neighbour.taps("care:seen:" + id, "已看望"))
                .as("not hers to say")
                .doesNotContain("孙奶奶", "记下了");
        assertThat(stewardChen.says("看望")).contains(id + ". 孙奶奶");
        assertThat(stewardChen.says("敲了门没人应，灯也没亮")).contains("两个小时后我再请您去一次");
        assertThat(stewardChen.says("没人应")).as("too soon to say it again").doesNotContain("一小时内打电话");

        clock.becomes(today + "T11:32");
        stewardChen.says("看望");
        weChat.awaitPush(stewardChen.openId(), "请再去看一次孙奶奶");
        coordinator.says("看望");
        assertThat(stewardChen.taps("care:no_answer:" + id, "没人应")).contains("请负责的人一小时内打电话");
        weChat.awaitPush(coordinator.openId(), "孙奶奶（5号楼1单元301，看望 " + id + "）两次敲门都没人应");
        assertThat(weChat.pushesTo(coordinator.openId())).anyMatch(push -> push.contains(PHONE));
        assertThat(weChat.pushesTo(dispatcher.openId()))
                .as("nobody else is told while all goes its way")
                .noneMatch(push -> push.contains("看望"));
        dispatcher.says("我的任务");
        clock.becomes(today + "T12:35");
        weChat.awaitPush(coordinator.openId(), "到现在还没有消息，请马上打电话");
        weChat.awaitPush(dispatcher.openId(), "看望 " + id + " 过了时间还没有消息，负责的同事：管理员、陈秀英");
        assertThat(weChat.pushesTo(dispatcher.openId()))
                .as("whom to wake, once, and not whom it is about")
                .noneMatch(push -> push.contains("孙奶奶"))
                .filteredOn(push -> push.contains("过了时间还没有消息"))
                .hasSize(1);
        assertThat(coordinator.says("没打通")).contains("请您现在就上门");
        assertThat(coordinator.taps("care:not_reached:" + id, "没打通"))
                .as("it is not over, and that is said")
                .contains("请您现在就上门");
        weChat.awaitPush(stewardChen.openId(), "请马上上门，叫上物业和民警");
        assertThat(page("/inbox/care").text()).contains("电话没打通，马上上门");
        assertThat(stewardChen.says("见到人了")).contains("孙奶奶联系上了");
        weChat.awaitPush(coordinator.openId(), "孙奶奶（看望 " + id + "）联系上了");
        assertThat(coordinator.taps("care:reached:" + id, "打通了"))
                .as("it is over")
                .contains("已经有结果了");

        assertThat(program.rows(
                        "select 1 from message where kind <> 'sealed' and direction = 'in' and content like '%没人应%'"))
                .isEmpty();
        assertThat(program.rows("select 1 from care_person where sealed::text like '%孙%'"))
                .isEmpty();
        long resident = (long) program.value("select id from resident where open_id = '" + coordinator.openId() + "'");
        assertThat(page("/inbox/residents/" + resident).text())
                .as("a conversation that others at a desk read")
                .doesNotContain("孙奶奶");
        Clerk other = new Clerk(program);
        other.logIn("wangfang", "never-used");
        assertThat(other.get("/inbox/care").body()).contains("看望").doesNotContain("孙奶奶");
        assertThat(page("/inbox/audit").text()).contains("看了看望名单");
        takesBackConsent(id, "孙奶奶");
    }

    @Test
    void aStewardWhoSaysNothingIsNoticedAndConsentCanBeTakenBack() throws Exception {
        assertThat(enters(Map.of("name", "老周", "place", "6号楼1单元101", "note", "")))
                .isEqualTo("/inbox/care");
        LocalDate today = LocalDate.now(clock);
        clock.becomes(today + "T09:31");
        weChat.awaitPush(stewardChen.openId(), "今天请去看看老周");
        coordinator.says("看望");
        clock.becomes(today + "T15:32");
        coordinator.says("看望");
        weChat.awaitPush(coordinator.openId(), "今天该看望老周（6号楼1单元101");
        String id = visit("call");
        assertThat(coordinator.taps("care:reached:" + id, "打通了")).contains("老周联系上了");

        assertThat(program.rows(
                        "select 1 from message where kind <> 'sealed' and direction = 'in' and content like '%打通%'"))
                .isEmpty();
        clock.goOn(Duration.ofDays(7).minusHours(5));
        stewardChen.says("看望");
        weChat.awaitPush(stewardChen.openId(), "今天请去看看老周");
        String next = visit("asked");
        assertThat(next).as("the next week's").isNotEqualTo(id);
        assertThat(stewardChen.taps("care:seen:" + next, "已看望")).contains("老周联系上了");

        takesBackConsent(next, "老周");
    }

    /** Whoever takes over hears of the visit that is not over, and only somebody with a desk rings up. */
    @Test
    void anotherStewardTakesOverInTheMiddle() throws Exception {
        assertThat(enters(Map.of("name", "吴爷爷", "place", "7号楼1单元101"))).isEqualTo("/inbox/care");
        LocalDate today = LocalDate.now(clock);
        clock.becomes(today + "T09:31");
        weChat.awaitPush(stewardChen.openId(), "今天请去看看吴爷爷");
        String id = visit("asked");
        long person = (long) program.value("select person_id from care_visit where id = " + id);
        String at = "/inbox/care/" + person + "/change";
        long admin = (long) program.value("select id from staff where username = 'admin'");
        Map<String, String> change = new HashMap<>(Map.of(
                "name",
                "吴爷爷",
                "place",
                "7号楼1单元102",
                "steward",
                String.valueOf(admin),
                "coordinator",
                String.valueOf(steward),
                "day",
                "3",
                "at",
                "10:00"));
        assertThat(clerk.submit(page("/inbox/care"), at, change).headers().firstValue("location"))
                .as("a steward has no desk to take back consent at")
                .hasValueSatisfying(location -> assertThat(location).endsWith("problem=watch"));
        change.put("coordinator", String.valueOf(admin));
        coordinator.says("看望");
        clerk.submit(page("/inbox/care"), at, change);
        weChat.awaitPush(coordinator.openId(), "今天请去看看吴爷爷（7号楼1单元102");
        assertThat(stewardChen.taps("care:seen:" + id, "已看望")).doesNotContain("吴爷爷");
        assertThat(coordinator.says("已看望 " + id + " 挺好的")).contains("吴爷爷联系上了");
        takesBackConsent(id, "吴爷爷");
        assertThat(program.rows("select 1 from message where content like '%吴爷爷%'"))
                .as("nor is it in any message")
                .isEmpty();
    }

    private void takesBackConsent(String visit, String name) throws Exception {
        long person = (long) program.value("select person_id from care_visit where id = " + visit);
        clerk.submit(page("/inbox/care"), "/inbox/care/" + person + "/forget", Map.of());
        assertThat(page("/inbox/care").text()).doesNotContain(name);
        assertThat(program.rows("select 1 from care_visit where person_id = " + person))
                .as("and every visit")
                .isEmpty();
    }
}
