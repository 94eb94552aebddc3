package org.bandeng.care;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bandeng.care.CareListener.News;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Asks stewards to go, once more where nobody answered, and does not let a visit of which nothing is heard be forgotten. */
@Component
class CareClerk {

    private static final Logger LOG = LoggerFactory.getLogger(CareClerk.class);

    private static final int MORNING = 7;
    private static final int EVENING = 21;

    private final DatabaseClient database;
    private final CareList list;
    private final CareDesk desk;
    private final TransactionalOperator transaction;
    private final Clock clock;

    CareClerk(DatabaseClient database, CareList list, CareDesk desk, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.list = list;
        this.desk = desk;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 5_000, initialDelay = 7_000)
    Mono<Void> work() {
        return step(this::ask)
                .then(step(() -> each("status = 'again' and again_at <= :now", visit -> database.sql(
                                "update care_visit set again_at = null, asked_at = :now where id = :id")
                        .bind("now", Instant.now(clock))
                        .bind("id", visit.id())
                        .then()
                        .then(desk.tell(visit, visit.person().steward(), News.AGAIN)))))
                // So long a steward may say nothing.
                .then(step(() -> each(
                        "status in ('asked', 'again') and again_at is null and asked_at <= :now - interval '6 hours'",
                        visit -> desk.call(visit, News.SILENT).then())))
                .then(step(() -> each("status in ('call', 'alarm') and call_by <= :now", visit -> desk.move(
                                visit, visit.status(), CareDesk.SOON)
                        .flatMap(moved -> desk.tellBoth(
                                moved, moved.status() == CareVisit.Status.CALL ? News.OVERDUE : News.ALARM)))));
    }

    /** One that fails keeps none of the others from being taken. */
    private static Mono<Void> step(Supplier<Mono<Void>> step) {
        return Mono.defer(step).onErrorResume(problem -> {
            LOG.warn("Visits could not be looked after, trying again: {}", problem.toString());
            return Mono.empty();
        });
    }

    /** By day: nobody is sent to a door at night because the program was down. */
    private Mono<Void> ask() {
        LocalDateTime now = LocalDateTime.now(clock);
        if (now.getHour() < MORNING || now.getHour() >= EVENING) {
            return Mono.empty();
        }
        return list.due(now)
                .collectList()
                .flatMapIterable(due -> due)
                .concatMap(person -> transaction
                        .transactional(database.sql("""
                                        insert into care_visit (person_id, due_on, status, asked_at)
                                        values (:person, :today, 'asked', :now) on conflict do nothing returning id""")
                                .bind("person", person)
                                .bind("today", now.toLocalDate())
                                .bind("now", Instant.now(clock))
                                .mapValue(Long.class)
                                .one()
                                .flatMap(list::visit)
                                .flatMap(
                                        visit -> desk.tell(visit, visit.person().steward(), News.VISIT)))
                        .onErrorResume(problem -> {
                            LOG.warn("Nobody could be asked to visit {}, trying again: {}", person, problem.toString());
                            return Mono.empty();
                        }))
                .then();
    }

    /** Each alone, and locked, so that no two instances do the same. */
    private Mono<Void> each(String which, Function<CareVisit, Mono<Void>> what) {
        return database.sql("select id from care_visit where ended_at is null and " + which + " order by id")
                .bind("now", Instant.now(clock))
                .mapValue(Long.class)
                .all()
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(id -> transaction
                        .transactional(database.sql("select id from care_visit where id = :id and ended_at is null and "
                                        + which + " for update skip locked")
                                .bind("id", id)
                                .bind("now", Instant.now(clock))
                                .mapValue(Long.class)
                                .one()
                                .flatMap(list::visit)
                                .flatMap(what))
                        .onErrorResume(problem -> {
                            LOG.warn("Visit {} could not be looked after, trying again: {}", id, problem.toString());
                            return Mono.empty();
                        }))
                .then();
    }
}
