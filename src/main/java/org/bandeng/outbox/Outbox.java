package org.bandeng.outbox;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.bandeng.community.OpenId;
import org.bandeng.community.ResidentId;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The messages that are to reach residents, with what became of each. */
@Repository
public class Outbox {

    private final DatabaseClient database;
    private final Clock clock;

    Outbox(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Writes a message into the transcript and the outbox; call it in the transaction of what it tells.
     *
     * @return the message's id
     */
    public Mono<Long> put(OutgoingMessage message) {
        Instant now = Instant.now(clock);
        return database.sql("""
                        with written as (
                            insert into message (resident_id, direction, author, staff_id, kind, content, choices,
                                ticket_id, event_id, reply_to, created_at)
                            values (:resident, 'out', :author, :staff, :kind, :text, :choices, :ticket, :event, :replyTo,
                                :now)
                            returning id, resident_id)
                        insert into delivery (message_id, resident_id, status, due_at)
                        select id, resident_id, 'pending', :due from written returning message_id""")
                .bind("resident", message.resident().value())
                .bind("author", message.author().name().toLowerCase(Locale.ROOT))
                .bind(
                        "staff",
                        bigint(message.staff() == null ? null : message.staff().value()))
                .bind("kind", message.kind())
                .bind("text", message.text())
                .bind("choices", text(message.storedChoices()))
                .bind("ticket", bigint(message.ticketId()))
                .bind("event", bigint(message.eventId()))
                .bind("replyTo", bigint(message.replyTo()))
                .bind("now", now)
                .bind("due", now.plus(message.delay()))
                .mapValue(Long.class)
                .one();
    }

    /**
     * Takes a message out to be the answer of a webhook call.
     *
     * @return true if it may be the answer: it was not pushed, and if it was an answer before, that call was repeated
     */
    public Mono<Boolean> takeAsPassiveReply(long messageId) {
        return database.sql("""
                        update delivery set status = 'sent', channel = 'passive', sent_at = :now
                        where message_id = :id and (status = 'pending' and channel is null or channel = 'passive')""")
                .bind("now", Instant.now(clock))
                .bind("id", messageId)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** The webhook call is over: the message is to be pushed now, not after its delay. */
    public Mono<Void> pushNow(long messageId) {
        return makePending("message_id = :id and status = 'pending' and channel is null", messageId);
    }

    /** The resident wrote, so whatever was held for them may go. */
    public Mono<Void> releaseHeld(ResidentId resident) {
        return makePending("resident_id = :id and status = 'held'", resident.value());
    }

    /** Staff decided to send a resident's message again that failed or may not have arrived. */
    public Mono<Void> sendAgain(ResidentId resident, long messageId) {
        return makePending(
                "message_id = :id and resident_id = %d and status in ('failed', 'unconfirmed', 'held')"
                        .formatted(resident.value()),
                messageId);
    }

    private Mono<Void> makePending(String which, long id) {
        return database.sql("update delivery set status = 'pending', due_at = :now, attempts = 0 where " + which)
                .bind("now", Instant.now(clock))
                .bind("id", id)
                .then();
    }

    // For the relay.

    /** Takes what is due, at most one message a resident so that the order is kept, and marks it as being sent. */
    Flux<Envelope> claim(int limit, Duration lease) {
        Instant now = Instant.now(clock);
        return database.sql("""
                        with due as (
                            select d.message_id from delivery d
                            where d.status = 'pending' and d.due_at <= :now and not exists (
                                select 1 from delivery earlier where earlier.resident_id = d.resident_id
                                    and earlier.message_id < d.message_id and earlier.status in ('pending', 'sending'))
                            order by d.due_at limit :limit for update skip locked),
                        claimed as (
                            update delivery d set status = 'sending', channel = 'push', attempts = attempts + 1,
                                claimed_until = :until
                            from due where d.message_id = due.message_id
                            returning d.message_id, d.resident_id, d.attempts)
                        select c.message_id, c.resident_id, c.attempts, r.open_id, m.content, m.choices
                        from claimed c join resident r on r.id = c.resident_id join message m on m.id = c.message_id""")
                .bind("now", now)
                .bind("limit", limit)
                .bind("until", now.plus(lease))
                .map(row -> new Envelope(
                        row.get("message_id", Long.class),
                        new ResidentId(row.get("resident_id", Long.class)),
                        new OpenId(row.get("open_id", String.class)),
                        row.get("content", String.class),
                        Envelope.choices(row.get("choices", String.class)),
                        row.get("attempts", Integer.class)))
                .all();
    }

    /** Messages whose sender died in the act: they may have arrived, so they are not sent again by themselves. */
    Mono<Long> giveUpLapsed() {
        return database.sql("""
                        update delivery set status = 'unconfirmed', problem = 'the program stopped while sending'
                        where status = 'sending' and claimed_until < :now""").bind("now", Instant.now(clock)).fetch().rowsUpdated();
    }

    Mono<Void> record(long messageId, String status, String problem, Duration wait) {
        Instant now = Instant.now(clock);
        return database.sql("""
                        update delivery set status = :status, problem = nullif(:problem, ''), due_at = :due,
                            sent_at = case when :status = 'sent' then :now else sent_at end, claimed_until = null
                        where message_id = :id and status = 'sending'""")
                .bind("status", status)
                .bind("problem", problem)
                .bind("due", now.plus(wait))
                .bind("now", now)
                .bind("id", messageId)
                .then();
    }

    private static Parameter bigint(@Nullable Long value) {
        return value == null ? Parameters.in(R2dbcType.BIGINT) : Parameters.in(R2dbcType.BIGINT, value);
    }

    private static Parameter text(@Nullable String value) {
        return value == null ? Parameters.in(R2dbcType.VARCHAR) : Parameters.in(R2dbcType.VARCHAR, value);
    }
}
