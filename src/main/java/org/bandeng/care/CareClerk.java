package org.bandeng.care;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.function.Function;
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

    /** So often it is asked for again what must be done now. */
    private static final Duration SOON = Duration.ofMinutes(30);

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
        return Mono.defer(this::ask)
                .then(Mono.defer(() -> each("status = 'again' and again_at <= :now", visit -> database.sql(
                                "update care_visit set again_at = null, asked_at = :now where id = :id")
                        .bind("now", Instant.now(clock))
                        .bind("id", visit.id())
                        .then()
                        .then(desk.tell(visit, visit.person().steward(), News.AGAIN)))))
                // So long a steward may say nothing.
                .then(Mono.defer(() -> each(
                        "status in ('asked', 'again') and again_at is null and asked_at <= :now - interval '6 hours'",
                        visit -> desk.call(visit, News.SILENT).then())))
                .then(Mono.defer(() -> each("status in ('call', 'alarm') and call_by <= :now", visit -> desk.move(
                                visit, visit.status(), SOON)
                        .flatMap(moved -> desk.tellBoth(
                                moved, moved.status() == CareVisit.Status.CALL ? News.OVERDUE : News.ALARM)))))
                .onErrorResume(problem -> {
                    LOG.warn("Visits could not be looked after, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> ask() {
        LocalDate today = LocalDate.now(clock);
        return list.due(today, LocalTime.now(clock))
                .collectList()
                .flatMapIterable(due -> due)
                .concatMap(person -> transaction.transactional(database.sql("""
                                insert into care_visit (person_id, due_on, status, asked_at) values (:person, :today, 'asked', :now)
                                on conflict do nothing returning id""")
                        .bind("person", person.id())
                        .bind("today", today)
                        .bind("now", Instant.now(clock))
                        .mapValue(Long.class)
                        .one()
                        .flatMap(list::visit)
                        .flatMap(visit -> desk.tell(visit, person.steward(), News.VISIT))))
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
