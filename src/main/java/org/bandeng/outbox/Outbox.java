package org.bandeng.outbox;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.bandeng.community.OpenId;
import org.bandeng.community.ResidentId;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The messages that are to reach residents, with what became of each. */
@Repository
public class Outbox {

    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Clock clock;

    Outbox(DatabaseClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Writes a message into the transcript and the outbox; call it in the transaction of what it tells.
     *
     * @return the message's id
     */
    public Mono<Long> put(OutgoingMessage message) {
        Instant now = Instant.now(clock);
        OutgoingMessage.Options options = message.options();
        return database.sql("""
                        with written as (
                            insert into message (resident_id, direction, author, staff_id, kind, content, choices, notice,
                                facts, ai_made, media_id, ticket_id, event_id, reply_to, created_at)
                            values (:resident, 'out', :author, :staff, :kind, :text, :choices, :notice, :facts::jsonb,
                                :aiMade, :media, :ticket, :event, :replyTo, :now)
                            returning id, resident_id)
                        insert into delivery (message_id, resident_id, status, due_at, important)
                        select id, resident_id, 'pending', :due, :important from written returning message_id""")
                .bind("resident", message.resident().value())
                .bind("author", message.author().name().toLowerCase(Locale.ROOT))
                .bind(
                        "staff",
                        bigint(message.staff() == null ? null : message.staff().value()))
                .bind("kind", message.kind())
                .bind("text", message.text())
                .bind("choices", text(message.storedChoices()))
                .bind("notice", options.notice())
                .bind("facts", json.writeValueAsString(options.facts()))
                .bind("aiMade", options.aiMade())
                .bind("media", bigint(options.media()))
                .bind("ticket", bigint(options.ticketId()))
                .bind("event", bigint(options.eventId()))
                .bind("replyTo", bigint(options.replyTo()))
                .bind("important", options.important())
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

    /** A way to the resident has opened, so whatever was held for them may go. */
    public Mono<Void> releaseHeld(ResidentId resident) {
        return makePending(
                "resident_id = :id and (status = 'held' or status = 'pending' and channel is not null and template_id is null)",
                resident.value());
    }

    /** Staff decided to send a resident's message again that failed or may not have arrived. */
    public Mono<Void> sendAgain(ResidentId resident, long messageId) {
        return makePending(
                "message_id = :id and resident_id = %d and status in ('failed', 'unconfirmed', 'held')"
                        .formatted(resident.value()),
                messageId);
    }

    /** What was out of order works again: whatever waits for its next try has waited long enough. */
    public Mono<Void> tryNow() {
        return database.sql("update delivery set due_at = :now where status = 'pending' and channel is not null")
                .bind("now", Instant.now(clock))
                .then();
    }

    private Mono<Void> makePending(String which, long id) {
        return database.sql(
                        "update delivery set status = 'pending', due_at = :now, attempts = 0, template_id = null, template_since = null where "
                                + which)
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
                            update delivery d set status = 'sending', attempts = attempts + 1, claimed_until = :until
                            from due where d.message_id = due.message_id
                            returning d.message_id, d.resident_id, d.attempts, d.important, d.template_id)
                        select c.message_id, c.resident_id, c.attempts, c.important, c.template_id, r.open_id, m.content,
                            m.choices, m.notice, m.facts::text as facts, m.media_id, m.ai_made
                        from claimed c join resident r on r.id = c.resident_id join message m on m.id = c.message_id""")
                .bind("now", now)
                .bind("limit", limit)
                .bind("until", now.plus(lease))
                .map(this::envelope)
                .all();
    }

    private Envelope envelope(Readable row) {
        String template = row.get("template_id", String.class);
        return new Envelope(
                row.get("message_id", Long.class),
                new ResidentId(row.get("resident_id", Long.class)),
                new OpenId(row.get("open_id", String.class)),
                row.get("notice", String.class),
                json.readValue(row.get("facts", String.class), FACTS),
                row.get("content", String.class),
                Envelope.choices(row.get("choices", String.class)),
                row.get("media_id", Long.class),
                row.get("ai_made", Boolean.class),
                row.get("important", Boolean.class),
                template == null ? "" : template,
                row.get("attempts", Integer.class));
    }

    /**
     * Deals with messages whose sender died in the act. They may have arrived: the platform tells repeats of a template message
     * from new ones for a while, so that one is tried again; any other waits for the staff to decide.
     *
     * @param repeatable for how long the platform tells them apart
     * @return how many wait for the staff
     */
    Mono<Long> giveUpLapsed(Duration repeatable) {
        Instant now = Instant.now(clock);
        return database.sql("""
                        update delivery set status = 'pending', due_at = :now
                        where status = 'sending' and claimed_until < :now and template_since > :since""")
                .bind("now", now)
                .bind("since", now.minus(repeatable))
                .then()
                .then(database.sql("""
                                with gone as (
                                    update delivery set status = 'unconfirmed', problem = 'the program stopped while sending'
                                    where status = 'sending' and claimed_until < :now
                                        or status = 'pending' and template_since <= :since
                                    returning message_id, resident_id, important),
                                knock as (
                                    insert into doorstep_task (message_id, resident_id, created_at)
                                    select message_id, resident_id, :now from gone where important
                                    on conflict (message_id) do update set done_at = null
                                        where doorstep_task.staff_id is null)
                                select count(*) from gone""")
                        .bind("now", now)
                        .bind("since", now.minus(repeatable))
                        .mapValue(Long.class)
                        .one());
    }

    /** Notes which way a message is about to go. */
    Mono<Void> goes(long messageId, Way way) {
        String repeatable = way.channel() == Channel.TEMPLATE ? way.templateId() : null;
        return database.sql("""
                        update delivery set channel = :channel, template_id = :template,
                            template_since = case when :template::text is null then null else coalesce(template_since, :now) end
                        where message_id = :id""")
                .bind("channel", way.channel().code())
                .bind("template", text(repeatable))
                .bind("now", Instant.now(clock))
                .bind("id", messageId)
                .then();
    }

    /**
     * Writes down where a message stands after a try.
     *
     * @param templateId the template whose try may be repeated; empty: what was tried was certainly not taken
     */
    Mono<Void> record(Envelope envelope, String status, String problem, Duration wait, String templateId) {
        Instant now = Instant.now(clock);
        return database.sql("""
                        update delivery set status = :status, problem = nullif(:problem, ''), due_at = :due,
                            template_id = nullif(:template, ''),
                            template_since = case when :template = '' then null else template_since end,
                            sent_at = case when :status = 'sent' then :now else sent_at end, claimed_until = null
                        where message_id = :id and status = 'sending'""")
                .bind("status", status)
                .bind("problem", problem)
                .bind("template", templateId)
                .bind("due", now.plus(wait))
                .bind("now", now)
                .bind("id", envelope.messageId())
                .then();
    }

    /** The platform reports that a message which it had taken did not arrive after all. */
    Mono<Void> didNotArrive(long messageId, String problem) {
        return database.sql("""
                        update delivery set status = 'held', problem = :problem
                        where message_id = :id and status in ('sent', 'unconfirmed')""").bind("problem", problem).bind("id", messageId).then();
    }

    static Parameter bigint(@Nullable Long value) {
        return value == null ? Parameters.in(R2dbcType.BIGINT) : Parameters.in(R2dbcType.BIGINT, value);
    }

    static Parameter text(@Nullable String value) {
        return value == null ? Parameters.in(R2dbcType.VARCHAR) : Parameters.in(R2dbcType.VARCHAR, value);
    }
}
