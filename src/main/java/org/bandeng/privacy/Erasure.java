package org.bandeng.privacy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.community.ResidentId;
import org.bandeng.media.Media;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Forgets residents who left or withdrew their consent ("公众号运营规范": the data of whoever unsubscribes are to be deleted). Their
 * tickets stay, without a person: what, at which unit, when and how it went. An open ticket keeps its words until it is
 * done, because somebody must still go there.
 */
@Component
public class Erasure {

    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);

    private static final List<String> HELD = List.of(
            "delete from conversation_wait where resident_id = :id",
            "delete from dialog_turn where resident_id = :id",
            "delete from ticket_gist where ticket_id in (select id from ticket where resident_id = :id)",
            "delete from lesson where ticket_id in (select id from ticket where resident_id = :id)",
            "delete from ticket_follower where resident_id = :id",
            "delete from doorstep_task where resident_id = :id",
            "delete from delivery_attempt where message_id in (select id from message where resident_id = :id)",
            "delete from delivery where resident_id = :id",
            "delete from unreadable where message_id in (select id from message where resident_id = :id)",
            "delete from late_message where dedup_key like (select '%|' || open_id || '|%' from resident where id = :id)",
            "delete from message where resident_id = :id",
            "update message set media_id = null where media_id in (select id from media where resident_id = :id)",
            "delete from service_window where resident_id = :id",
            "delete from template_consent where resident_id = :id",
            "delete from reply_draft where resident_id = :id",
            "delete from topic_mark where resident_id = :id",
            "delete from topic_told where resident_id = :id",
            "delete from attendance where resident_id = :id",
            "delete from talent_call where resident_id = :id",
            "delete from talent where resident_id = :id",
            "update canvass_answer set words = '', resident_id = null, household = case when household like 'r:%' then 'erased-' || gen_random_uuid() else household end where resident_id = :id",
            "delete from occasion_photo where media_id in (select id from media where resident_id = :id)",
            "delete from works_watcher where resident_id = :id",
            "update works_finding set words = '', media_id = null where resident_id = :id",
            "delete from roster_member where resident_id = :id",
            "update agreement_entry set words = '' where party_id in (select id from agreement_party where resident_id = :id)",
            "update agreement_party set resident_id = null, name = '已注销' where resident_id = :id",
            "update topic_support set resident_id = null, household = case when household like 'r:%' then 'erased-' || gen_random_uuid() else household end where resident_id = :id",
            "update ballot_slip set voter = null where voter in (select voter from ballot_entry where resident_id = :id and voter like 'r:%') and ballot_id in (select ballot_id from ballot_entry where resident_id = :id)",
            "update ballot_entry set resident_id = null where resident_id = :id",
            "update topic set resident_id = null, words = '' where resident_id = :id",
            "update staff set resident_id = null where resident_id = :id",
            "update survey set comment = null where resident_id = :id");

    private final DatabaseClient database;
    private final Places places;
    private final Media media;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Erasure(DatabaseClient database, Places places, Media media, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.places = places;
        this.media = media;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Forgets whoever is due, and the words of tickets of the forgotten that are done by now. */
    @Scheduled(fixedDelay = 2_000, initialDelay = 2_000)
    Mono<Void> eraseDue() {
        return Mono.defer(() -> due().concatMap(each -> alone(erase(each))).then(forgetWords()))
                .onErrorResume(problem -> {
                    LOG.warn("Nobody could be forgotten yet, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }

    /** One that cannot be forgotten yet must not keep the others from it. */
    private static Mono<Void> alone(Mono<Void> work) {
        return work.onErrorResume(problem -> {
            LOG.error("Somebody could not be forgotten, trying again", problem);
            return Mono.empty();
        });
    }

    private Flux<ResidentId> due() {
        return database.sql("select id from resident where erase_at <= :now order by erase_at limit 20")
                .bind("now", Instant.now(clock))
                .mapValue(Long.class)
                .all()
                .map(ResidentId::new);
    }

    private Mono<Void> erase(ResidentId resident) {
        return transaction
                .transactional(stillDue(resident)
                        .flatMap(due ->
                                rowsOf(resident).then(tombstone(resident)).thenReturn(resident)))
                .doOnNext(done -> LOG.info("Resident {} is forgotten", done.value()))
                .then();
    }

    private Mono<Void> rowsOf(ResidentId resident) {
        return Flux.fromIterable(HELD)
                .concatMap(sql -> database.sql(sql).bind("id", resident.value()).then())
                .then(media.deleteAllOf(resident));
    }

    /** Locks the resident, who may have come back in the last moment. */
    private Mono<ResidentId> stillDue(ResidentId resident) {
        return database.sql("select id from resident where id = :id and erase_at <= :now for update")
                .bind("id", resident.value())
                .bind("now", Instant.now(clock))
                .mapValue(Long.class)
                .one()
                .map(ResidentId::new);
    }

    private Mono<Void> tombstone(ResidentId resident) {
        return database.sql("""
                        update resident set open_id = 'erased-' || id, account = '', followed = false, with_staff_since = null,
                            last_message_at = null, home_id = null, home_room = '', name = '', phone = null, erase_at = null, erased_at = :now
                        where id = :id""")
                .bind("now", Instant.now(clock))
                .bind("id", resident.value())
                .then();
    }

    private record Done(long ticket, ResidentId resident, Long place) {}

    /** Takes the resident's own words and the room out of tickets that nobody works on any more. */
    private Mono<Void> forgetWords() {
        return places.directory().flatMap(directory -> database.sql("""
                        select t.id, t.resident_id, coalesce(t.place_id, 0) as place from ticket t join resident r on r.id = t.resident_id
                        where r.erased_at is not null and not t.words_forgotten and not t.open
                        limit 100""")
                .map(row -> new Done(
                        row.get("id", Long.class),
                        new ResidentId(row.get("resident_id", Long.class)),
                        row.get("place", Long.class)))
                .all()
                .concatMap(done -> alone(forgetWords(done, directory)))
                .then());
    }

    private Mono<Void> forgetWords(Done done, Directory directory) {
        String place =
                directory.place(new PlaceId(done.place)).map(Place::fullName).orElse("");
        return transaction.transactional(database.sql("select set_config('bandeng.erasing', 'on', true)")
                .then()
                .then(database.sql(
                                "update ticket_event set note = '' where ticket_id = :id and (type in ('open', 'call_back') or actor in ('resident', 'neighbour') and type <> 'rate')")
                        .bind("id", done.ticket)
                        .then())
                .then(database.sql("update ticket_event set place_text = :place where ticket_id = :id")
                        .bind("place", place)
                        .bind("id", done.ticket)
                        .then())
                .then(database.sql(
                                "update ticket set summary = '', words = '', place_text = :place, words_forgotten = true where id = :id")
                        .bind("place", place)
                        .bind("id", done.ticket)
                        .then())
                .then(database.sql("update ticket_task set result = '' where ticket_id = :id")
                        .bind("id", done.ticket)
                        .then())
                // What they said was told to who worked on it, too.
                .then(database.sql("""
                                update message set content = '', facts = '{}' where ticket_id = :id and notice like 'work-%'""").bind("id", done.ticket).then())
                // What was written about it since is not left behind either.
                .then(rowsOf(done.resident)));
    }
}
