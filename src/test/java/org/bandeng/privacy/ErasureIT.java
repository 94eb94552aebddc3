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

    /** Where a row may still point to who is forgotten: the pseudonym of a report, without their words. */
    private static final List<String> KEPT =
            List.of("ticket.resident_id", "survey.resident_id", "works_finding.resident_id");

    @Test
    void whoTookPartInWhatConcernsAllLeavesOnlyTheirVoiceInTheCount() {
        auntLi.sendsPicture("media-of-the-works");
        long resident = id();
        long staff = wangFang.id().value();
        long topic = made(
                "insert into topic (number, version, forum, title, words, status, needed, resident_id, opened_at, updated_at) "
                        + "values (nextval('topic_serial'), 1, 'bench', '改充电桩', '我家老人', 'voting', 3, %d, now(), now())",
                resident);
        long event = made(
                "insert into topic_event (topic_id, version, action, status, actor, supports, at) values (%d, 1, 'raise', 'collecting', 'resident', 0, now())",
                topic);
        made(
                "insert into topic_support (topic_id, household, resident_id, at) values (%d, 'r:%d', %d, now())",
                topic, resident, resident);
        made("insert into topic_told (event_id, resident_id) values (%d, %d)", event, resident);
        made("insert into topic_mark (topic_id, resident_id, score, at) values (%d, %d, 5, now())", topic, resident);
        long ballot = made(
                "insert into ballot (topic_id, kind, voters, secret, quorum, pass, electorate, opened_at, closes_at) "
                        + "values (%d, 'single', 'resident', false, 0, 50, 10, now(), now() + interval '1 day')",
                topic);
        made(
                "insert into ballot_entry (ballot_id, voter, resident_id, source, at) values (%d, 'r:%d', %d, 'chat', now())",
                ballot, resident, resident);
        made(
                "insert into ballot_slip (ballot_id, voter, receipt, choice) values (%d, 'r:%d', 'R%d', '1')",
                ballot, resident, resident);
        long occasion = made(
                "insert into occasion (number, kind, title, venue, starts_at, ends_at, status, code, created_at) "
                        + "values (nextval('occasion_serial'), 'meeting', '议一议', '门口', now() + interval '9 days', now() + interval '10 days', 'planned', "
                        + "lpad((%d %% 10000)::text, 4, '0'), now())",
                resident);
        made(
                "insert into attendance (occasion_id, resident_id, status, words, at) values (%d, %d, 'signed_up', '带两件棉衣', now())",
                occasion, resident);
        made(
                "insert into occasion_photo (occasion_id, media_id) select %d, id from media where resident_id = %d",
                occasion, resident);
        long roster = made(
                "insert into roster (name, venue, tasks, starts, ends, days, created_at) values ('厅 %d', '门口', '开门', '08:00', '18:00', '{1}', now())",
                resident);
        made("insert into roster_member (roster_id, resident_id, joined_at) values (%d, %d, now())", roster, resident);
        made("insert into talent (resident_id, skills, status, at) values (%d, '修家电', 'confirmed', now())", resident);
        long agreement = made(
                "insert into agreement (number, kind, title, status, opened_by, opened_at, updated_at) values (%d + 100000, 'mediation', '墙裂了', 'open', %d, now(), now())",
                resident, staff);
        long party = made(
                "insert into agreement_party (agreement_id, side, role, name, resident_id, invitation) values (%d, 'a', '申请人', '李女士', %d, 'code-%d')",
                agreement, resident, resident);
        made(
                "insert into agreement_entry (agreement_id, kind, party_id, words, at) values (%d, 'statement', %d, '我家的墙', now())",
                agreement, party);
        long works = made(
                "insert into works (number, title, place_id, venue, contractor, starts_on, ends_on, categories, status, announced_at) "
                        + "select nextval('works_serial'), '修路', min(id), '门口', '队', current_date, current_date, '{noise}', 'announced', now() from place where %d > 0",
                resident);
        made("insert into works_watcher (works_id, resident_id, at) values (%d, %d, now())", works, resident);
        made("insert into works_check (works_id, position, what, due_on) values (%d, 1, '看路', current_date)", works);
        made(
                "insert into works_finding (works_id, position, resident_id, good, words, media_id, at) select %d, 1, resident_id, true, '看过了', id, now() from media where resident_id = %d",
                works, resident);
        long canvass = made(
                "insert into canvass (number, kind, question, options, until, status, opened_at) values (nextval('canvass_serial'), 'pulse', '干净吗 %d', '{好,不好}', now(), 'closed', now())",
                resident);
        made(
                "insert into canvass_answer (canvass_id, household, resident_id, option, words, at) values (%d, 'r:%d', %d, 1, '还行', now())",
                canvass, resident, resident);

        auntLi.event("user_authorization_revoke", "");

        await("nothing is held")
                .until(() -> program.value("select count(*) from resident where open_id = '" + auntLi.openId() + "'")
                        .equals(0L));
        List<String> pointing = program.rows("""
                        select c.conrelid::regclass::text || '.' || a.attname as col from pg_constraint c
                        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                        where c.contype = 'f' and c.confrelid = 'resident'::regclass""").stream()
                .map(row -> String.valueOf(row.get("col")))
                .filter(column -> !KEPT.contains(column))
                .filter(column -> !program.rows("select 1 from %s where %s = %d"
                                .formatted(column.replaceAll("\\..*", ""), column.replaceAll(".*\\.", ""), resident))
                        .isEmpty())
                .toList();
        assertThat(pointing).as("rows that still point to them").isEmpty();
        assertThat(program.value("select count(*) from ballot_slip where ballot_id = " + ballot + " and choice = '1'"))
                .as("the vote counts")
                .isEqualTo(1L);
        assertThat(program.value("select count(*) from canvass_answer where canvass_id = " + canvass
                        + " and option = 1 and words = ''"))
                .as("the answer counts, without the words")
                .isEqualTo(1L);
        assertThat(program.rows(
                        "select 1 from ballot_slip where voter = 'r:%1$d' union all select 1 from topic_support where household = 'r:%1$d'"
                                .formatted(resident)))
                .isEmpty();
        assertThat(program.rows("select 1 from works_finding where words <> '' and works_id = " + works))
                .isEmpty();
        assertThat(program.value("select name from agreement_party where id = " + party))
                .isEqualTo("已注销");
    }

    /** Writes a row; its id, if it has one. */
    private long made(String sql, Object... values) {
        boolean numbered = sql.contains("insert into topic (")
                || sql.matches(
                        "insert into (topic_event|ballot|occasion|roster|agreement|agreement_party|works|canvass) \\(.*");
        return program.rows(sql.formatted(values) + " returning " + (numbered ? "id" : "1::bigint as id")).stream()
                .map(row -> (long) row.get("id"))
                .findFirst()
                .orElse(0L);
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
