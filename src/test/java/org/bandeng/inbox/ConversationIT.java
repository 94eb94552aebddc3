package org.bandeng.inbox;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Who talks to a person is not lost sight of, whatever happens to a ticket meanwhile. */
class ConversationIT {

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
        return Jsoup.parse(clerk.get(address).body());
    }

    private long resident() {
        return (long) program.value("select id from resident where open_id = '" + auntLi.openId() + "'");
    }

    private boolean isIn(String css) throws Exception {
        return !page("/inbox")
                .select(css + " a[href='/inbox/residents/%d']".formatted(resident()))
                .isEmpty();
    }

    @Test
    void whatNobodyHasAnsweredWaitsThoughAnotherMatterIsDone() throws Exception {
        TicketNumber number = auntLi.reports("10号楼1单元楼道灯坏了");
        wangFang.does(TicketAction.ACCEPT, number, "");
        auntLi.says("人工");
        auntLi.says("2号楼3单元消防通道堆满了杂物");

        wangFang.does(TicketAction.RESOLVE, number, "换了灯泡");

        assertThat(isIn(".waiting:not(.talking)")).isTrue();
        wangFang.writes(number, "消防通道的事我们马上去看。");
        assertThat(isIn(".waiting:not(.talking)")).as("she is answered").isFalse();
        assertThat(isIn(".talking")).isTrue();
    }

    @Test
    void whoOnlySaysThanksIsGivenBackToTheBot() throws Exception {
        TicketNumber number = auntLi.reports("10号楼2单元楼道灯坏了");
        wangFang.does(TicketAction.ACCEPT, number, "");
        wangFang.writes(number, "师傅下午到。");
        auntLi.says("好的谢谢");

        wangFang.does(TicketAction.RESOLVE, number, "换了灯泡");

        assertThat(program.value("select with_staff_since is null from resident where id = " + resident()))
                .isEqualTo(true);
    }

    @Test
    void whatIsToldToAPersonBecomesATicketOfTheResidents() throws Exception {
        auntLi.says("人工");
        auntLi.says("消防通道堵了");
        String address = "/inbox/residents/" + resident();

        String location = clerk.submit(
                        page(address),
                        address + "/tickets",
                        Map.of("category", "security-fire", "place", "幸福里9号楼4单元", "words", "消防通道堆满杂物"))
                .headers()
                .firstValue("location")
                .orElseThrow();

        assertThat(location).matches("/inbox/tickets/[0-9]+");
        assertThat(page(address).select(".resident-tickets").text()).contains("消防", "幸福里9号楼4单元");
        String number = location.replaceAll(".*/", "");
        weChat.awaitPush(auntLi.openId(), "编号 " + number);
    }

    @Test
    void twoThatDifferAreMergedOnlyWhenSomebodyIsSure() throws Exception {
        TicketNumber one = auntLi.reports("10号楼3单元楼道灯坏了");
        TicketNumber other = TestResident.of(program).reports("9号楼2单元电梯总是抖");
        String address = "/inbox/tickets/" + one;

        String asked = clerk.submit(page(address), address + "/merge", Map.of("other", other.toString()))
                .headers()
                .firstValue("location")
                .orElseThrow();
        Document both = page(asked);

        assertThat(both.select(".merge-sure").text()).contains("10号楼3单元", "9号楼2单元", "确实是一件事");
        assertThat(program.value("select status from ticket where number = " + one))
                .isEqualTo("dispatched");
        clerk.submit(both, address + "/merge", Map.of("sure", "true"));
        assertThat(program.value("select status from ticket where number = " + one))
                .isEqualTo("merged");
    }

    @Test
    void anUndoIsNotUndoneAndTheResidentHearsOfNoDetour() throws Exception {
        TicketNumber number = auntLi.reports("10号楼4单元楼道灯坏了");
        String address = "/inbox/tickets/" + number;
        clerk.submit(
                page(address),
                address + "/dispatch",
                Map.of("assignee", String.valueOf(wangFang.id().value()), "level", "compound"));
        weChat.awaitPush(auntLi.openId(), "已派给");
        int told = weChat.pushesTo(auntLi.openId()).size();

        clerk.submit(page(address), address + "/undo", Map.of());

        assertThat(page(address).select(".undo")).isEmpty();
        assertThat(page(address).select(".history").text()).contains("撤销");
        auntLi.says("你好");
        assertThat(weChat.pushesTo(auntLi.openId())).hasSize(told);
    }

    @Test
    void anEmergencyHandedOnIsDueNoLater() throws Exception {
        TicketNumber number = TestResident.numberIn(auntLi.says("9号楼1单元有煤气味，快来人"));
        Object due = program.value("select due_at from ticket where number = " + number);
        String address = "/inbox/tickets/" + number;
        assertThat(page(address).select(".panel-alert").text()).contains("还没有指定的人在微信上收到");

        clerk.submit(
                page(address),
                address + "/dispatch",
                Map.of("assignee", String.valueOf(wangFang.id().value()), "level", "community"));

        assertThat(program.value("select due_at from ticket where number = " + number))
                .isEqualTo(due);
    }

    @Test
    void theResultIsShownWithTheFormThatResolvesIt() throws Exception {
        auntLi.says("你好");
        TicketNumber number = wangFang.registersFor(auntLi.openId(), "sanitation", "9号楼3单元", "楼道里堆满了垃圾");
        wangFang.does(TicketAction.ACCEPT, number, "");
        String address = "/inbox/tickets/" + number;

        clerk.upload(
                page(address),
                address + "/resolve",
                "picture",
                Map.of("outcome", "fixed", "note", "清走了"),
                Map.of("yard.jpg", FakeWeChat.JPEG));

        assertThat(program.value("select status from ticket where number = " + number))
                .isEqualTo("resolved");
    }
}
