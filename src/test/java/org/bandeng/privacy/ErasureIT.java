package org.bandeng.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketNumber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever leaves is forgotten; what they reported stays, without them. */
class ErasureIT {

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);
    private final Staff wangFang = Staff.wangFang(program);

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
    }

    @Test
    void whoWithdrawsTheirConsentIsForgottenAndTheTicketsStay() throws Exception {
        TicketNumber number = TestResident.numberIn(auntLi.says("5号楼2单元501楼道灯坏了"));
        auntLi.sendsPicture("media-of-a-dark-stairwell");
        await("the picture").until(() -> media().stream().anyMatch(file -> file != null));
        String picture = media().get(0);
        wangFang.does(TicketAction.ACCEPT, number, "");
        wangFang.does(TicketAction.RESOLVE, number, "换了新灯泡");
        long resident = id();

        auntLi.event("user_authorization_revoke", "");

        await("nothing is held")
                .until(() -> program.value("select count(*) from resident where open_id = '" + auntLi.openId() + "'")
                        .equals(0L));
        for (String table : List.of(
                "message",
                "delivery",
                "media",
                "service_window",
                "dialog_turn",
                "conversation_wait",
                "ticket_follower")) {
            assertThat(program.value("select count(*) from %s where resident_id = %d".formatted(table, resident)))
                    .as(table)
                    .isEqualTo(0L);
        }
        await("the file is gone").until(() -> !files().contains(picture));
        await("no word is left").until(() -> program.value("select summary from ticket where number = " + number)
                .equals(""));
        assertThat(program.rows("select place_text, status, category from ticket where number = " + number)
                        .get(0))
                .containsEntry("place_text", "幸福里5号楼2单元")
                .containsEntry("status", "resolved")
                .containsEntry("category", "lighting");
        assertThat(program.value(
                        "select count(*) from ticket_event e join ticket t on t.id = e.ticket_id where e.type = 'opened' and e.note <> '' and t.number = "
                                + number))
                .isEqualTo(0L);
    }

    @Test
    void anOpenTicketIsFinishedWithoutWritingAnythingAboutWhoIsForgotten() {
        TicketNumber number = auntLi.reports("3号楼2单元501楼道灯坏了");
        long resident = id();
        auntLi.event("user_authorization_revoke", "");
        await("forgotten")
                .until(() -> program.value("select count(*) from resident where open_id = '" + auntLi.openId() + "'")
                        .equals(0L));
        assertThat(program.value("select summary <> '' from ticket where number = " + number))
                .as("somebody must still go there")
                .isEqualTo(true);

        wangFang.does(TicketAction.ACCEPT, number, "");
        wangFang.writes(number, "师傅在路上");
        wangFang.does(TicketAction.RESOLVE, number, "换了新灯泡");

        await("no word is left").until(() -> program.value("select summary from ticket where number = " + number)
                .equals(""));
        assertThat(program.value("select count(*) from message where resident_id = " + resident))
                .isEqualTo(0L);
        assertThat(program.value("select with_staff_since is null from resident where id = " + resident))
                .isEqualTo(true);
    }

    @Test
    void whoUnsubscribesIsForgottenLaterAndComesBackInTime() {
        auntLi.says("3号楼2单元楼道灯坏了");
        auntLi.event("unsubscribe", "");
        assertThat(program.value(
                        "select erase_at > now() + interval '6 days' and not followed from resident where id = "
                                + id()))
                .isEqualTo(true);

        auntLi.event("subscribe", "");
        assertThat(program.value("select erase_at is null and followed from resident where id = " + id()))
                .isEqualTo(true);
    }

    @Test
    void whoComesBackAfterwardsIsSomebodyNew() {
        auntLi.says("你好");
        long before = id();
        auntLi.event("user_authorization_cancellation", "");
        await("forgotten")
                .until(() -> program.value("select count(*) from resident where open_id = '" + auntLi.openId() + "'")
                        .equals(0L));

        assertThat(auntLi.says("查进度")).isNotEmpty();
        assertThat(id()).isNotEqualTo(before);
    }

    private long id() {
        return (Long) program.value("select id from resident where open_id = '%s'".formatted(auntLi.openId()));
    }

    private List<String> media() {
        return program.rows("select file from media where resident_id = " + id()).stream()
                .map(row -> (String) row.get("file"))
                .toList();
    }

    private List<String> files() throws Exception {
        Path folder = Path.of(program.property("bandeng.data-dir")).resolve("media");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
