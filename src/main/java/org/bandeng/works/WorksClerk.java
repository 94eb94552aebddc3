package org.bandeng.works;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks those who watch over works to look, in the morning of the day. */
@Component
class WorksClerk {

    private static final Logger LOG = LoggerFactory.getLogger(WorksClerk.class);

    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private final DatabaseClient database;
    private final WorksRegister register;
    private final List<WorksListener> listeners;
    private final TransactionalOperator transaction;
    private final Clock clock;

    WorksClerk(
            DatabaseClient database,
            WorksRegister register,
            List<WorksListener> listeners,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.register = register;
        this.listeners = List.copyOf(listeners);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What is to be looked at. */
    private record Due(long works, int position) {}

    @Scheduled(fixedDelay = 10_000, initialDelay = 8_000)
    Mono<Void> ask() {
        return Mono.defer(() -> LocalTime.now(clock).isBefore(MORNING) ? Mono.<Void>empty() : askDue())
                .onErrorResume(problem -> {
                    LOG.warn("Not all who watch over works have been asked, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> askDue() {
        return database.sql("""
                        select c.works_id, c.position from works_check c join works w on w.id = c.works_id
                        where w.status = 'announced' and not c.told and c.due_on <= :today
                          and exists (select 1 from works_watcher m where m.works_id = w.id) order by c.works_id, c.position""")
                .bind("today", LocalDate.now(clock))
                .map(row -> new Due(row.get("works_id", Long.class), row.get("position", Integer.class)))
                .all()
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(due -> transaction.transactional(ask(due)).onErrorResume(problem -> {
                    LOG.warn("Nobody could be asked to look at {}, trying again: {}", due, problem.toString());
                    return Mono.empty();
                }))
                .then();
    }

    private Mono<Void> ask(Due due) {
        return database.sql("""
                        update works_check set told = true where works_id = :works and position = :position and not told""")
                .bind("works", due.works)
                .bind("position", due.position)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(rows -> register.find(due.works))
                .flatMap(works -> Mono.zip(
                                register.checks(works)
                                        .filter(check -> check.position() == due.position)
                                        .next(),
                                register.watchers(works).collectList())
                        .flatMapMany(both -> Flux.fromIterable(both.getT2())
                                .concatMap(watcher -> Flux.fromIterable(listeners)
                                        .concatMap(listener -> listener.ask(works, both.getT1(), watcher))))
                        .then());
    }
}
