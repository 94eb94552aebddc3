package org.bandeng.privacy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bandeng.media.Media;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Forgets conversations that nobody needs any more (个人信息保护法, Article 19: as short as the purpose allows): messages, pictures,
 * voices and videos that are older than an office wants to keep them. Nothing of a ticket that is still open or was changed since,
 * and nothing that its resident said from the day before it on, is forgotten. What was done, where and when stays in the ticket's
 * own history.
 */
@Component
public class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** At once; between two of them others get at the tables. */
    private static final int BATCH = 500;

    private static final List<String> SPEAK_OF_THEM = List.of(
            "delete from conversation_wait where message_id = any(:ids)",
            "delete from dialog_turn where message_id = any(:ids)",
            "delete from delivery_attempt where message_id = any(:ids)",
            "delete from delivery where message_id = any(:ids)",
            "delete from doorstep_task where message_id = any(:ids)",
            "delete from unreadable where message_id = any(:ids)",
            "delete from occasion_photo where media_id in (select media_id from message where id = any(:ids))",
            "update works_finding set media_id = null where media_id in (select media_id from message where id = any(:ids))",
            "update message set reply_to = null where reply_to = any(:ids)");

    private final DatabaseClient database;
    private final Media media;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Duration conversations;

    Retention(
            DatabaseClient database,
            Media media,
            TransactionalOperator transaction,
            Clock clock,
            @Value("${bandeng.retention.conversations}") Duration conversations) {
        this.database = database;
        this.media = media;
        this.transaction = transaction;
        this.clock = clock;
        this.conversations = conversations;
    }

    /** For how long conversations are kept; zero: for ever. */
    public Duration conversations() {
        return conversations;
    }

    /** The time of the oldest message that there is; empty: there is none. */
    public Mono<Instant> oldest() {
        return database.sql("select created_at from message order by id limit 1")
                .mapValue(Instant.class)
                .one();
    }

    /** Forgets what is old. */
    @Scheduled(fixedDelay = 6, initialDelay = 1, timeUnit = java.util.concurrent.TimeUnit.HOURS)
    Mono<Void> forgetOld() {
        return conversations.isZero()
                ? Mono.empty()
                : Mono.defer(this::batch)
                        .repeat()
                        .takeUntil(forgotten -> forgotten < BATCH)
                        .reduce(Integer::sum)
                        .filter(forgotten -> forgotten > 0)
                        .doOnNext(forgotten -> LOG.info("{} old messages are forgotten", forgotten))
                        .then(Mono.defer(this::unreadable))
                        .then(Mono.defer(this::guests))
                        .onErrorResume(problem -> {
                            LOG.warn("Old messages could not be forgotten yet, trying again: {}", problem.toString());
                            return Mono.empty();
                        });
    }

    /** What could not be read belongs to nobody. */
    private Mono<Void> unreadable() {
        return database.sql("delete from unreadable where message_id is null and received_at < :before")
                .bind("before", Instant.now(clock).minus(conversations))
                .then();
    }

    /** Who was written down by name at a meeting cannot say themselves that they want to be forgotten. */
    private Mono<Void> guests() {
        return database.sql("delete from guest where at < :before")
                .bind("before", Instant.now(clock).minus(conversations))
                .then();
    }

    private Mono<Integer> batch() {
        return transaction.transactional(database.sql("""
                        select m.id from message m
                        where m.created_at < :before and not exists (
                            select 1 from ticket t where (t.open or t.updated_at >= :before)
                                and (t.id = m.ticket_id
                                    or t.resident_id = m.resident_id and m.created_at >= t.opened_at - interval '1 day'))
                        order by m.id limit :batch for update of m skip locked""")
                .bind("before", Instant.now(clock).minus(conversations))
                .bind("batch", BATCH)
                .mapValue(Long.class)
                .all()
                .collectList()
                .flatMap(ids -> ids.isEmpty()
                        ? Mono.just(0)
                        : forget(ids.toArray(Long[]::new)).thenReturn(ids.size())));
    }

    private Mono<Void> forget(Long[] ids) {
        return Flux.fromIterable(SPEAK_OF_THEM)
                .concatMap(sql -> database.sql(sql).bind("ids", ids).then())
                .thenMany(database.sql("delete from message where id = any(:ids) returning media_id")
                        .bind("ids", ids)
                        .map(row -> row.get("media_id", Long.class) == null ? 0L : row.get("media_id", Long.class))
                        .all())
                .filter(medium -> medium > 0)
                .distinct()
                .collectList()
                .flatMap(media::deleteUnused);
    }
}
