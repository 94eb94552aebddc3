package org.bandeng.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.bandeng.community.ResidentId;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Every try to reach a resident, with what came of it. */
@Repository
public class Attempts {

    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Reach reach;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Attempts(DatabaseClient database, Outbox outbox, Reach reach, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.reach = reach;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * One try.
     *
     * @param outcome a name of {@link Delivery.Outcome} or {@code arrived}; null: under way, or the program stopped in it
     */
    public record Attempt(
            Channel channel, Instant startedAt, @Nullable String outcome, String problem) {}

    /** What was tried for a message of a resident's, in order. */
    public Flux<Attempt> of(ResidentId resident, long messageId) {
        return database.sql("""
                        select a.channel, a.started_at, a.outcome, a.problem
                        from delivery_attempt a join delivery d on d.message_id = a.message_id
                        where a.message_id = :message and d.resident_id = :resident order by a.id""")
                .bind("message", messageId)
                .bind("resident", resident.value())
                .map(row -> new Attempt(
                        Channel.valueOf(row.get("channel", String.class).toUpperCase(Locale.ROOT)),
                        row.get("started_at", Instant.class),
                        row.get("outcome", String.class),
                        row.get("problem", String.class)))
                .all();
    }

    /**
     * Takes one message of the way's allowance and notes that the try begins, both or neither.
     *
     * @return the try's id; empty if nothing is left of the allowance
     */
    Mono<Long> begin(Envelope envelope, Way way) {
        return transaction.transactional(reach.take(envelope.resident(), way)
                .filter(taken -> taken)
                .flatMap(taken -> outbox.goes(envelope.messageId(), way).then(insert(envelope, way))));
    }

    private Mono<Long> insert(Envelope envelope, Way way) {
        return database.sql("""
                        insert into delivery_attempt (message_id, channel, template_id, started_at)
                        values (:message, :channel, :template, :now) returning id""")
                .bind("message", envelope.messageId())
                .bind("channel", way.channel().code())
                .bind("template", way.templateId())
                .bind("now", Instant.now(clock))
                .mapValue(Long.class)
                .one();
    }

    Mono<Void> end(long attempt, Delivery.Outcome outcome) {
        String platformId = outcome instanceof Delivery.Outcome.Sent sent
                        && !sent.platformId().isEmpty()
                ? sent.platformId()
                : null;
        return database.sql("""
                        update delivery_attempt set ended_at = :now, outcome = :outcome, problem = :problem,
                            platform_id = :platform
                        where id = :id""")
                .bind("now", Instant.now(clock))
                .bind("outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .bind("problem", outcome.problem())
                .bind("platform", Outbox.text(platformId))
                .bind("id", attempt)
                .then();
    }

    /**
     * The platform reports what became of a message that it had taken.
     *
     * @param problem empty: it arrived
     * @param refused whether the resident does not want messages with that template
     */
    public Mono<Void> reported(ResidentId resident, String platformId, String problem, boolean refused) {
        // The report may come before the answer to the call itself was written down.
        return note(resident, platformId, problem)
                .switchIfEmpty(Flux.defer(() -> Mono.delay(A_MOMENT).thenMany(note(resident, platformId, problem))))
                .filter(each -> !problem.isEmpty())
                .concatMap(each -> outbox.didNotArrive(each.messageId, problem)
                        .then(doorstepIfImportant(each.messageId))
                        .then(refused ? reach.consented(resident, each.templateId, false) : Mono.empty()))
                .then();
    }

    private Flux<Reported> note(ResidentId resident, String platformId, String problem) {
        return database.sql("""
                        update delivery_attempt a set outcome = case when :problem = '' then 'arrived' else 'failed' end,
                            problem = :problem
                        from delivery d where d.message_id = a.message_id and d.resident_id = :resident
                            and a.platform_id = :platform
                        returning a.message_id, a.template_id""")
                .bind("problem", problem)
                .bind("resident", resident.value())
                .bind("platform", platformId)
                .map(row -> new Reported(row.get("message_id", Long.class), row.get("template_id", String.class)))
                .all();
    }

    private Mono<Void> doorstepIfImportant(long messageId) {
        return database.sql("""
                        insert into doorstep_task (message_id, resident_id, created_at)
                        select message_id, resident_id, :now from delivery
                        where message_id = :message and important and status = 'held'
                        on conflict (message_id) do update set done_at = null where doorstep_task.staff_id is null""")
                .bind("now", Instant.now(clock))
                .bind("message", messageId)
                .then();
    }

    private record Reported(long messageId, String templateId) {}
}
