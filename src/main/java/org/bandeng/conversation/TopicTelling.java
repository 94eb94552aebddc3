package org.bandeng.conversation;

import java.util.List;
import org.bandeng.community.Directory;
import org.bandeng.community.Places;
import org.bandeng.community.ResidentId;
import org.bandeng.deliberation.Topic;
import org.bandeng.deliberation.TopicDesk;
import org.bandeng.deliberation.TopicEvent;
import org.bandeng.deliberation.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells everybody who lives where a topic is about, some at a time: a compound of thousands is not told in one transaction, and
 * whoever was told before a stop of the program is not told again.
 */
@Component
class TopicTelling {

    private static final Logger LOG = LoggerFactory.getLogger(TopicTelling.class);

    private static final int AT_ONCE = 100;

    private final DatabaseClient database;
    private final Topics topics;
    private final TopicNotices notices;
    private final Places places;
    private final TransactionalOperator transaction;

    TopicTelling(
            DatabaseClient database,
            Topics topics,
            TopicNotices notices,
            Places places,
            TransactionalOperator transaction) {
        this.database = database;
        this.topics = topics;
        this.notices = notices;
        this.places = places;
        this.transaction = transaction;
    }

    private record Telling(long event, String notice, long last) {}

    @Scheduled(fixedDelay = 1_000, initialDelay = 3_000)
    Mono<Void> tell() {
        return Mono.defer(this::some)
                .repeat()
                .takeUntil(told -> told == 0)
                .then()
                .onErrorResume(problem -> {
                    LOG.warn("Not all have been told of a topic yet, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }

    /** @return how many there were to tell; 0: none are left */
    private Mono<Integer> some() {
        return places.directory()
                .flatMap(directory -> transaction.transactional(next().flatMap(telling ->
                                topics.event(telling.event).flatMap(event -> some(telling, event, directory)))
                        .defaultIfEmpty(0)));
    }

    private Mono<Telling> next() {
        return database.sql("""
                        select event_id, notice, last_id from topic_telling where not done
                        order by event_id limit 1 for update skip locked""")
                .map(row -> new Telling(
                        row.get("event_id", Long.class),
                        row.get("notice", String.class),
                        row.get("last_id", Long.class)))
                .one();
    }

    private Mono<Integer> some(Telling telling, TopicEvent event, Directory directory) {
        return residents(event.topic(), telling.last, directory).collectList().flatMap(some -> Flux.fromIterable(some)
                .concatMap(resident -> notices.tell(event, telling.notice, resident))
                .then(advance(telling, some))
                .thenReturn(Math.max(1, some.size())));
    }

    private Flux<ResidentId> residents(Topic topic, long after, Directory directory) {
        Long[] within = directory.places().stream()
                .filter(place -> TopicDesk.concerns(topic, place, directory))
                .map(place -> place.id().value())
                .toArray(Long[]::new);
        return database.sql("""
                        select id from resident where id > :after and followed and erased_at is null
                          and (:everybody or home_id = any(:within)) order by id limit :limit""")
                .bind("after", after)
                .bind("everybody", topic.place() == null)
                .bind("within", within)
                .bind("limit", AT_ONCE)
                .mapValue(Long.class)
                .all()
                .map(ResidentId::new);
    }

    private Mono<Void> advance(Telling telling, List<ResidentId> told) {
        boolean done = told.size() < AT_ONCE;
        long last = told.isEmpty() ? telling.last : told.get(told.size() - 1).value();
        return database.sql("update topic_telling set last_id = :last, done = :done where event_id = :event")
                .bind("last", last)
                .bind("done", done)
                .bind("event", telling.event)
                .then();
    }
}
