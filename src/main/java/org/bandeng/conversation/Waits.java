package org.bandeng.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.bandeng.community.ResidentId;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Residents whom a dialog has asked something: when to remind them, and when to put the draft by. */
@Repository
class Waits {

    /** Nobody is reminded in the night. */
    private static final LocalTime MORNING = LocalTime.of(8, 30);

    private static final LocalTime EVENING = LocalTime.of(21, 0);

    private final DatabaseClient database;
    private final ConversationProperties properties;
    private final Clock clock;

    Waits(DatabaseClient database, ConversationProperties properties, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    /** Notes after a turn whether a question waits; call it in the turn's transaction. */
    Mono<Void> note(Visit visit, StoredConversation after) {
        long resident = visit.resident().id().value();
        if (after.talk().top() == null) {
            return visit.isInDialog()
                    ? database.sql("delete from conversation_wait where resident_id = :resident")
                            .bind("resident", resident)
                            .then()
                    : Mono.empty();
        }
        boolean reminded = visit.messageId() == 0;
        Duration wait = reminded ? properties.putByAfter() : properties.remindAfter();
        return database.sql("""
                        insert into conversation_wait (resident_id, message_id, due_at, last)
                        values (:resident, :message, :due, :last)
                        on conflict (resident_id) do update set message_id = :message, due_at = :due, last = :last""")
                .bind("resident", resident)
                .bind("message", after.waits())
                .bind(
                        "due",
                        reminded
                                ? Instant.now(clock).plus(wait)
                                : byDay(Instant.now(clock).plus(wait)))
                .bind("last", reminded)
                .then();
    }

    private Instant byDay(Instant due) {
        ZonedDateTime local = due.atZone(clock.getZone());
        if (local.toLocalTime().isBefore(MORNING)) {
            return local.with(MORNING).toInstant();
        }
        return local.toLocalTime().isAfter(EVENING)
                ? local.plusDays(1).with(MORNING).toInstant()
                : due;
    }

    /** A wait that is over. */
    record Due(ResidentId resident, long message, boolean last) {}

    /**
     * Takes waits that are over, each by one instance alone. They come again after {@code lease} unless the turn that
     * they lead to has replaced them.
     */
    Flux<Due> due(int limit, Duration lease) {
        Instant now = Instant.now(clock);
        return database.sql("""
                        with due as (
                            select resident_id from conversation_wait where due_at <= :now order by due_at limit :limit
                            for update skip locked)
                        update conversation_wait w set due_at = :again from due where w.resident_id = due.resident_id
                        returning w.resident_id, w.message_id, w.last""")
                .bind("now", now)
                .bind("limit", limit)
                .bind("again", now.plus(lease))
                .map(row -> new Due(
                        new ResidentId(row.get("resident_id", Long.class)),
                        row.get("message_id", Long.class),
                        row.get("last", Boolean.class)))
                .all();
    }

    /** The question is no longer waited for. */
    Mono<Void> over(Due due) {
        return database.sql(
                        "delete from conversation_wait where resident_id = :resident and message_id = :message and last = :last")
                .bind("resident", due.resident().value())
                .bind("message", due.message())
                .bind("last", due.last())
                .then();
    }
}
