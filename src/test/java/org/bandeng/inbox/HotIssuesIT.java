package org.bandeng.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.bandeng.support.Clerk;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketNumber;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What many report is one problem to the staff; what one reports again is offered to the next for joining. */
class HotIssuesIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final Clerk clerk = new Clerk(program);

    @BeforeEach
    void aClerkIsAtHerDesk() throws Exception {
        weChat.works();
        clerk.logIn("admin", Staff.PASSWORD);
    }

    @Test
    void reportsOfOneProblemStandTogetherAndOthersDoNot() throws Exception {
        TicketNumber first = register("9号楼1单元", "广场上跳舞的音响震得窗户响，我叫李桂芳", "noise");
        TicketNumber second = register("9号楼2单元", "广场跳舞音响太吵了", "noise");
        TicketNumber dog = register("9号楼2单元", "隔壁的狗一直叫", "noise");

        await().atMost(SOON).untilAsserted(() -> assertThat(same(first)).contains(second.toString()));
        assertThat(same(first)).doesNotContain(dog.toString());
        Document page = page("/inbox/issues");
        String issue = page.select(".issue:contains(" + first + ")").text();
        assertThat(issue).contains("噪音扰民", "2 件", "2 人", second.toString()).doesNotContain("李桂芳", dog.toString());
    }

    @Test
    void whatIsPutRightStandsWithItsLike() throws Exception {
        TicketNumber one = register("8号楼1单元", "楼道里黑漆漆的灯不亮", "lighting");
        TicketNumber two = register("8号楼1单元", "楼道灯不亮黑漆漆的", "facilities");
        await().atMost(SOON).untilAsserted(() -> assertThat(issueOf(two)).isNotEmpty());
        assertThat(same(two)).doesNotContain(one.toString());

        clerk.submit(
                page("/inbox/tickets/" + two),
                "/inbox/tickets/%s/category".formatted(two),
                Map.of("category", "lighting"));

        await().atMost(SOON).untilAsserted(() -> assertThat(same(two)).contains(one.toString()));
        // What was learned here is true, but other stories do not expect it.
        Document lessons = page("/inbox/lessons");
        clerk.submit(lessons, lessons.selectFirst("form[action$=/withdraw]").attr("action"), Map.of());
    }

    @Test
    void whoFoundedAProblemByMistakeLeavesIt() throws Exception {
        TicketNumber founder = register("5号楼1单元", "健身器材坏了三天没人修", "facilities");
        TicketNumber other = register("5号楼1单元", "健身器材坏了没人修三天了", "facilities");
        await().atMost(SOON).untilAsserted(() -> assertThat(same(founder)).contains(other.toString()));

        clerk.submit(
                page("/inbox/tickets/" + founder),
                "/inbox/tickets/%s/place".formatted(founder),
                Map.of("place", "幸福里东门", "name", ""));

        await().atMost(SOON).untilAsserted(() -> assertThat(issueOf(founder)).isNotEmpty());
        assertThat(same(other)).doesNotContain(founder.toString());
    }

    @Test
    void oneLampIsNotTheLampOfTheNextDoor() throws Exception {
        TicketNumber here = register("7号楼1单元", "楼道灯坏了", "lighting");
        TicketNumber there = register("7号楼2单元", "楼道灯坏了", "lighting");

        await().atMost(SOON).untilAsserted(() -> assertThat(issueOf(there)).isNotEmpty());
        assertThat(same(here)).doesNotContain(there.toString());
    }

    private TicketNumber register(String place, String words, String category) {
        TestResident resident = TestResident.of(program);
        resident.says("你好");
        return Staff.wangFang(program).registersFor(resident.openId(), category, place, words);
    }

    private String issueOf(TicketNumber number) {
        return (String) program.value("select coalesce(issue_id::text, '') from ticket where number = " + number);
    }

    private String same(TicketNumber number) throws Exception {
        return page("/inbox/tickets/" + number).select(".panel-same").text();
    }

    private Document page(String path) throws Exception {
        return Jsoup.parse(clerk.get(path).body());
    }
}
