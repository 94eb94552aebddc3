package org.bandeng.occasion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bandeng.occasion.OccasionListener.News;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Reminds those who signed up a day and an hour before, and ends what is over; what comes every month is planned again. */
@Component
class OccasionClerk {

    private static final Logger LOG = LoggerFactory.getLogger(OccasionClerk.class);

    private static final Duration DAY = Duration.ofDays(1);
    /** So long others wait before a duty that nobody has come to. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration HOUR = Duration.ofHours(1);

    private final DatabaseClient database;
    private final Occasions occasions;
    private final OccasionDesk desk;
    private final Rosters rosters;
    private final TransactionalOperator transaction;
    private final Clock clock;

    OccasionClerk(
            DatabaseClient database,
            Occasions occasions,
            OccasionDesk desk,
            Rosters rosters,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.occasions = occasions;
        this.desk = desk;
        this.rosters = rosters;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 5_000, initialDelay = 5_000)
    Mono<Void> work() {
        return Mono.defer(() -> remind("hour_told", "hour_told = true, day_told = true", HOUR, News.SOON))
                .then(Mono.defer(() -> remind("day_told", "day_told = true", DAY, News.TOMORROW)))
                .then(Mono.defer(() -> rosters.tellGaps(PATIENCE)))
                .then(Mono.defer(this::endWhatIsOver))
                .onErrorResume(problem -> {
                    LOG.warn("Occasions could not be looked after, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }

    /** Each once; who is told an hour before need not be told of the day before then. */
    private Mono<Void> remind(String mark, String told, Duration before, News news) {
        return transaction
                .transactional(database.sql("""
                                update occasion set %s
                                where id in (select id from occasion where status = 'planned' and not %s
                                    and starts_at > :now and starts_at <= :until for update skip locked) returning id""".formatted(told, mark))
                        .bind("now", Instant.now(clock))
                        .bind("until", Instant.now(clock).plus(before))
                        .mapValue(Long.class)
                        .all()
                        .collectList()
                        .flatMapIterable(ids -> ids)
                        .concatMap(occasions::find)
                        .concatMap(occasion -> occasions
                                .attendances(occasion)
                                .filter(each -> each.status() == Attendance.Status.SIGNED_UP)
                                .concatMap(each ->
                                        desk.tell(listener -> listener.news(occasion, each.resident(), news, "")))
                                .then()))
                .then();
    }

    /** A meeting that is held ends when its convenor says so. */
    private Mono<Void> endWhatIsOver() {
        return database.sql("select id from occasion where status = 'planned' and ends_at <= :now order by id")
                .bind("now", Instant.now(clock))
                .mapValue(Long.class)
                .all()
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(occasions::find)
                .concatMap(occasion -> desk.close(occasion).onErrorResume(problem -> {
                    LOG.warn("Occasion {} could not be ended: {}", occasion.number(), problem.toString());
                    return Mono.empty();
                }))
                .then();
    }
}
