package org.bandeng.deliberation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bandeng.ticket.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Closes topics some time after it was reported what came of them; whoever wants to can still say how it is. */
@Component
class ReportedTopics {

    private static final Logger LOG = LoggerFactory.getLogger(ReportedTopics.class);

    /** So long people are asked how it is. */
    private static final Duration ASKED = Duration.ofDays(30);

    private final DatabaseClient database;
    private final TopicDesk desk;
    private final Clock clock;

    ReportedTopics(DatabaseClient database, TopicDesk desk, Clock clock) {
        this.database = database;
        this.desk = desk;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 20_000, initialDelay = 25_000)
    Mono<Void> close() {
        return Mono.defer(() -> database.sql("""
                                select number from topic where status = 'reported' and updated_at <= :then order by number limit 100""")
                        .bind("then", Instant.now(clock).minus(ASKED))
                        .mapValue(Long.class)
                        .all()
                        .collectList()
                        .flatMapIterable(numbers -> numbers)
                        .concatMap(number -> desk.note(number, TopicAction.CLOSE, Actor.SYSTEM, "")
                                .onErrorResume(problem -> {
                                    LOG.warn("Topic {} could not be closed: {}", number, problem.toString());
                                    return Mono.empty();
                                }))
                        .then())
                .onErrorResume(problem -> {
                    LOG.warn("Topics could not be closed, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }
}
