package org.bandeng.conversation;

import java.util.List;
import java.util.function.Function;
import org.bandeng.community.Directory;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.community.ResidentId;
import org.bandeng.deliberation.Topics;
import org.bandeng.occasion.Occasions;
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
 * Tells everybody who lives where a topic is about, or who may come to an occasion, some at a time: a compound of thousands is not told in one transaction, and
 * whoever was told before a stop of the program is not told again.
 */
@Component
class Tellings {

    private static final Logger LOG = LoggerFactory.getLogger(Tellings.class);

    private static final int AT_ONCE = 100;

    private final DatabaseClient database;
    private final Topics topics;
    private final TopicNotices notices;
    private final Occasions occasions;
    private final OccasionNotices invitations;
    private final Places places;
    private final TransactionalOperator transaction;

    Tellings(
            DatabaseClient database,
            Topics topics,
            TopicNotices notices,
            Occasions occasions,
            OccasionNotices invitations,
            Places places,
            TransactionalOperator transaction) {
        this.database = database;
        this.topics = topics;
        this.notices = notices;
        this.occasions = occasions;
        this.invitations = invitations;
        this.places = places;
        this.transaction = transaction;
    }

    /**
     * @param event of a topic; 0: it is about an occasion
     * @param occasion 0: it is about a topic
     */
    private record Telling(long id, long event, long occasion, String notice, long last) {}

    @Scheduled(fixedDelay = 1_000, initialDelay = 3_000)
    Mono<Void> tell() {
        return Mono.defer(this::some)
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
                .flatMap(directory -> transaction.transactional(next().flatMap(telling -> telling.event > 0
                                ? topics.event(telling.event)
                                        .flatMap(event -> some(
                                                telling,
                                                event.topic().place(),
                                                directory,
                                                resident -> notices.tell(event, telling.notice, resident)))
                                : occasions
                                        .find(telling.occasion)
                                        .flatMap(occasion -> some(
                                                telling,
                                                occasion.place(),
                                                directory,
                                                resident -> invitations.invite(occasion, resident))))
                        .defaultIfEmpty(0)));
    }

    private Mono<Telling> next() {
        return database.sql("""
                        select id, coalesce(event_id, 0) as event_id, coalesce(occasion_id, 0) as occasion_id, notice, last_id
                        from telling where not done order by id limit 1 for update skip locked""")
                .map(row -> new Telling(
                        row.get("id", Long.class),
                        row.get("event_id", Long.class),
                        row.get("occasion_id", Long.class),
                        row.get("notice", String.class),
                        row.get("last_id", Long.class)))
                .one();
    }

    private Mono<Integer> some(
            Telling telling, @Nullable PlaceId around, Directory directory, Function<ResidentId, Mono<Void>> tell) {
        return residents(around, telling.last, directory).collectList().flatMap(some -> Flux.fromIterable(some)
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
}
