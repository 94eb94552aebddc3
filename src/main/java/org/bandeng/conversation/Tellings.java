package org.bandeng.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.bandeng.community.Directory;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.community.ResidentId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells everybody who lives where a topic, an occasion, works or a canvass are about, some at a time: a compound of thousands is not told in
 * one transaction, and whoever was told before a stop of the program is not told again. What fails is tried again after the others, and what
 * is new at night waits for the morning.
 */
@Component
class Tellings {

    private static final Logger LOG = LoggerFactory.getLogger(Tellings.class);

    private static final int AT_ONCE = 100;

    private static final Duration LATER = Duration.ofMinutes(1);

    private final DatabaseClient database;
    private final Map<Crier.Subject, Crier> criers = new EnumMap<>(Crier.Subject.class);
    private final Places places;
    private final TransactionalOperator transaction;
    private final ConversationProperties properties;
    private final Clock clock;

    Tellings(
            DatabaseClient database,
            List<Crier> criers,
            Places places,
            TransactionalOperator transaction,
            ConversationProperties properties,
            Clock clock) {
        this.database = database;
        criers.forEach(crier -> this.criers.put(crier.subject(), crier));
        this.places = places;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Something that is being told.
     *
     * @param about the id of the subject
     * @param last who was told last
     */
    private record Telling(long id, Crier.Subject subject, long about, String notice, long last) {}

    /** One of them failed; the others go on. */
    private static final class FailedTellingException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long id;

        FailedTellingException(long id, Throwable cause) {
            super(cause);
            this.id = id;
        }
    }

    @Scheduled(fixedDelay = 1_000, initialDelay = 3_000)
    Mono<Void> tell() {
        return Mono.defer(() -> properties.isDay(LocalTime.now(clock)) ? some() : Mono.just(0))
                .repeat()
                .takeUntil(told -> told == 0)
                .then()
                .onErrorResume(problem -> {
                    LOG.warn("Not all have been told of something yet, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }

    /** @return how many there were to tell; 0: none are left */
    private Mono<Integer> some() {
        return places.directory()
                .flatMap(directory -> transaction.transactional(next().flatMap(telling -> some(telling, directory)
                                .onErrorMap(problem -> new FailedTellingException(telling.id, problem)))
                        .defaultIfEmpty(0)))
                .onErrorResume(FailedTellingException.class, failed -> {
                    LOG.warn("Telling {} failed, trying again later: {}", failed.id, failed.toString());
                    return later(failed.id).thenReturn(1);
                });
    }

    private Mono<Telling> next() {
        return database.sql("""
                        select id, notice, last_id, coalesce(event_id, occasion_id, works_id, canvass_id) as about,
                            case when event_id is not null then 'event' when occasion_id is not null then 'occasion'
                                when works_id is not null then 'works' else 'canvass' end as subject
                        from telling where not done and again_at <= :now order by id limit 1 for update skip locked""")
                .bind("now", Instant.now(clock))
                .map(row -> new Telling(
                        row.get("id", Long.class),
                        Crier.Subject.valueOf(row.get("subject", String.class).toUpperCase(Locale.ROOT)),
                        row.get("about", Long.class),
                        row.get("notice", String.class),
                        row.get("last_id", Long.class)))
                .one();
    }

    private Mono<Integer> some(Telling telling, Directory directory) {
        return Mono.justOrEmpty(criers.get(telling.subject))
                .flatMap(crier -> crier.cry(telling.about, telling.notice))
                .flatMap(cry -> some(telling, cry, directory))
                .switchIfEmpty(Mono.defer(() -> advance(telling, List.of()).thenReturn(1)));
    }

    private Mono<Integer> some(Telling telling, Crier.Cry cry, Directory directory) {
        Function<ResidentId, Mono<Void>> tell = cry.tell();
        return residents(cry.around(), telling.last, directory).collectList().flatMap(some -> Flux.fromIterable(some)
                .concatMap(tell)
                .then(advance(telling, some))
                .thenReturn(Math.max(1, some.size())));
    }

    private Flux<ResidentId> residents(@Nullable PlaceId around, long after, Directory directory) {
        Long[] within = directory.places().stream()
                .filter(place -> around == null
                        || directory
                                .place(around)
                                .filter(outer -> directory.isWithin(place, outer))
                                .isPresent())
                .map(place -> place.id().value())
                .toArray(Long[]::new);
        return database.sql("""
                        select id from resident where id > :after and followed and erased_at is null
                          and (:everybody or home_id = any(:within)) order by id limit :limit""")
                .bind("after", after)
                .bind("everybody", around == null)
                .bind("within", within)
                .bind("limit", AT_ONCE)
                .mapValue(Long.class)
                .all()
                .map(ResidentId::new);
    }

    private Mono<Void> advance(Telling telling, List<ResidentId> told) {
        boolean done = told.size() < AT_ONCE;
        long last = told.isEmpty() ? telling.last : told.get(told.size() - 1).value();
        return database.sql("update telling set last_id = :last, done = :done where id = :id")
                .bind("last", last)
                .bind("done", done)
                .bind("id", telling.id)
                .then();
    }

    private Mono<Void> later(long telling) {
        return database.sql("update telling set again_at = :again where id = :id")
                .bind("again", Instant.now(clock).plus(LATER))
                .bind("id", telling)
                .then();
    }
}
