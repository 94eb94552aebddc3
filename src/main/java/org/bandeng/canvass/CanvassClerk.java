package org.bandeng.canvass;

import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Closes canvasses whose time is up. */
@Component
class CanvassClerk {

    private static final Logger LOG = LoggerFactory.getLogger(CanvassClerk.class);

    private final DatabaseClient database;
    private final CanvassDesk desk;
    private final Clock clock;

    CanvassClerk(DatabaseClient database, CanvassDesk desk, Clock clock) {
        this.database = database;
        this.desk = desk;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 10_000, initialDelay = 9_000)
    Mono<Void> close() {
        return Mono.defer(() -> database.sql(
                                "select number from canvass where status = 'open' and until <= :now order by id")
                        .bind("now", Instant.now(clock))
                        .mapValue(Long.class)
                        .all()
                        .collectList()
                        .flatMapIterable(due -> due)
                        .concatMap(number -> desk.close(number).onErrorResume(problem -> {
                            LOG.warn("Canvass {} could not be closed, trying again: {}", number, problem.toString());
                            return Mono.empty();
                        }))
                        .then())
                .onErrorResume(problem -> {
                    LOG.warn("Canvasses could not be looked after, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }
}
