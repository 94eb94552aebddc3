package org.bandeng.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.bandeng.conversation.Dialogs;
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
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clerk puts right what the bot misunderstood, and it is understood the next time, until the clerk takes it back. */
class LearningIT {

    private static final Duration LEARNING = Duration.ofSeconds(60);

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);
    private final Clerk clerk = new Clerk(program);

    @BeforeEach
    void aClerkIsAtHerDesk() throws Exception {
        weChat.works();
        clerk.logIn("admin", Staff.PASSWORD);
    }

    /** Other stories are told in the same house. */
    @AfterEach
    void allIsForgotten() throws Exception {
        for (Element form : page("/inbox/lessons").select("form[action$=/withdraw]")) {
            clerk.submit(page("/inbox/lessons"), form.attr("action"), Map.of());
        }
        awaitCategory("铁疙瘩又罢工三天", false);
    }

    @Test
    void wordsThatWereMisunderstoodAreUnderstoodTheNextTime() throws Exception {
        TicketNumber number = reportsWhatIsNotUnderstood("3号楼2单元那个铁疙瘩又罢工了，我叫李桂芳13800138000");

        correct(number, "category", Map.of("category", "elevator"));

        assertThat(page("/inbox/tickets/" + number).select(".panel-what").text())
                .contains("电梯");
        assertThat(page("/inbox/tickets/" + number).select(".history").text()).contains("改类别", "→");
        awaitCategory("铁疙瘩又罢工三天", true);
        assertThat(TestResident.of(program).says("6号楼2单元铁疙瘩又罢工三天")).contains("电梯");

        Document lessons = page("/inbox/lessons");
        assertThat(lessons.select(".lesson-words").first().text())
                .as("who said it is nobody's business")
                .contains("铁疙瘩又罢工了")
                .doesNotContain("李桂芳", "13800138000");
        clerk.submit(lessons, lessons.selectFirst("form[action$=/withdraw]").attr("action"), Map.of());
        awaitCategory("铁疙瘩又罢工三天", false);
        assertThat(page("/inbox/lessons").select(".lesson-withdrawn").text()).contains("已撤回");
    }

    @Test
    void aNameForAPlaceIsKnownTheNextTime() throws Exception {
        TicketNumber number = auntLi.reports("3号楼2单元楼道灯坏了");

        correct(number, "place", Map.of("place", "幸福里5号楼1单元", "name", "老锅炉房"));

        assertThat(page("/inbox/tickets/" + number).select(".panel-place").text())
                .isEqualTo("幸福里5号楼1单元");
        weChat.awaitPush(auntLi.openId(), "地点改成了幸福里5号楼1单元");
        await().atMost(LEARNING)
                .untilAsserted(() ->
                        assertThat(TestResident.of(program).says("老锅炉房的楼道灯不亮了")).doesNotContain("在哪里", "几号楼"));
    }

    @Test
    void whatWouldBeNoNameIsRefusedAndNothingIsChanged() throws Exception {
        TicketNumber number = auntLi.reports("3号楼2单元楼道灯坏了");

        correct(number, "place", Map.of("place", "幸福里5号楼1单元", "name", "东门"), "problem=name");
        correct(number, "place", Map.of("place", "幸福里5号楼1单元", "name", "3号公寓"), "problem=name");
        correct(number, "place", Map.of("place", "幸福里5号楼1单元", "name", "单元门"), "problem=name");
        correct(number, "place", Map.of("place", "月亮湾9号楼", "name", ""), "problem=place");
        correct(number, "category", Map.of("category", "moonlight"), "problem=category");

        assertThat(page("/inbox/tickets/" + number).select(".panel-place").text())
                .isEqualTo("幸福里3号楼2单元");
    }

    @Test
    void whoSawAnOlderStateIsToldSo() throws Exception {
        TicketNumber number = auntLi.reports("3号楼2单元楼道灯坏了");
        Document page = page("/inbox/tickets/" + number);
        Staff.wangFang(program).does(TicketAction.ACCEPT, number, "");

        assertThat(clerk.submit(page, "/inbox/tickets/%s/category".formatted(number), Map.of("category", "elevator"))
                        .headers()
                        .firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).contains("problem=changed"));
        assertThat(page("/inbox/lessons").select(".lesson-words").eachText()).doesNotContain("3号楼2单元楼道灯坏了");
    }

    private TicketNumber reportsWhatIsNotUnderstood(String words) {
        auntLi.says("你好");
        return Staff.wangFang(program).registersFor(auntLi.openId(), "other", "3号楼2单元", words);
    }

    private void correct(TicketNumber number, String what, Map<String, String> right) throws Exception {
        correct(number, what, right, "/inbox/tickets/" + number);
    }

    private void correct(TicketNumber number, String what, Map<String, String> right, String then) throws Exception {
        String action = "/inbox/tickets/%s/%s".formatted(number, what);
        assertThat(clerk.submit(page("/inbox/tickets/" + number), action, right)
                        .headers()
                        .firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith(then));
    }

    private void awaitCategory(String words, boolean elevator) {
        await().atMost(LEARNING)
                .until(() -> program.bean(Dialogs.class)
                                .edition()
                                .categoriesOf(words)
                                .get(0)
                                .equals("elevator")
                        == elevator);
    }

    private Document page(String path) throws Exception {
        return Jsoup.parse(clerk.get(path).body());
    }
}
