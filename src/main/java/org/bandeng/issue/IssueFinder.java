package org.bandeng.issue;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketEvent;
import org.bandeng.ticket.TicketListener;
import org.bandeng.understanding.Gist;
import org.bandeng.understanding.Grouping;
import org.bandeng.understanding.Likeness;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Finds which problem each new ticket is about, one ticket after the other and soon after it was opened. A ticket is compared with
 * those of its kind around its place alone, so that its cost does not grow with the number of all tickets.
 */
@Component
class IssueFinder implements TicketListener {

    private static final Logger LOG = LoggerFactory.getLogger(IssueFinder.class);

    /** What was last reported longer before is another problem of the same kind. */
    private static final Duration LASTS = Duration.ofDays(60);

    private static final int COMPARED = 500;
    private static final int AT_ONCE = 20;

    /** In PostgreSQL, among all instances: two that look for the same group at once would each found one. */
    private static final long LOCK = 0x6261_6e64_656e_6701L;

    private final DatabaseClient database;
    private final Places places;
    private final Comparison comparison;
    private final TransactionalOperator transaction;

    IssueFinder(DatabaseClient database, Places places, Comparison comparison, TransactionalOperator transaction) {
        this.database = database;
        this.places = places;
        this.comparison = comparison;
        this.transaction = transaction;
    }

    private record Fresh(long id, String category, @Nullable PlaceId place, Instant openedAt, Gist gist) {}

    /** What was put right is looked at again. */
    @Override
    public Mono<Void> onEvent(Ticket ticket, TicketEvent event) {
        boolean other = event.action() == TicketAction.RECATEGORIZE || event.action() == TicketAction.RELOCATE;
        return other
                ? database.sql("update ticket set issue_id = null where id = :id")
                        .bind("id", ticket.id().value())
                        .then()
                : Mono.empty();
    }

    @Scheduled(fixedDelay = 2_000, initialDelay = 4_000)
    Mono<Void> find() {
        return findSome().repeat().takeUntil(found -> found < AT_ONCE).then().onErrorResume(problem -> {
            LOG.warn("Tickets about one problem could not be found, trying again: {}", problem.toString());
            return Mono.empty();
        });
    }

    /** How many tickets were looked at; 0 if there is none, or another instance is at it. */
    Mono<Long> findSome() {
        return places.directory()
                .flatMap(directory -> transaction.transactional(mine().flatMap(mine -> mine
                        ? fresh().concatMap(ticket -> settle(ticket, directory)).count()
                        : Mono.just(0L))));
    }

    private Mono<Boolean> mine() {
        return database.sql("select pg_try_advisory_xact_lock(:key)")
                .bind("key", LOCK)
                .mapValue(Boolean.class)
                .one();
    }

    private Flux<Fresh> fresh() {
        Likeness likeness = comparison.likeness();
        return database.sql("select t.id, t.category, t.place_id, t.opened_at," + Gists.COLUMNS + Gists.FROM
                        + "where t.issue_id is null and not t.words_forgotten order by t.id limit :limit")
                .bind("limit", AT_ONCE)
                .map(row -> row(row, likeness))
                .all()
                .collectList()
                // Nothing is read from the database while a sentence is.
                .publishOn(Schedulers.boundedElastic())
                .flatMapIterable(all -> all);
    }

    private static Fresh row(Readable row, Likeness likeness) {
        Long place = row.get("place_id", Long.class);
        return new Fresh(
                row.get("id", Long.class),
                row.get("category", String.class),
                place == null ? null : new PlaceId(place),
                row.get("opened_at", Instant.class),
                Gists.of(row, likeness));
    }

    private Mono<Long> settle(Fresh ticket, Directory directory) {
        return compared(ticket, directory)
                .collectList()
                .map(others -> Grouping.place(ticket.gist(), others).groups())
                .flatMap(groups -> write(ticket, groups));
    }

    /** Tickets of the same kind around the same place at that time; those of which nobody knows where are among themselves. */
    private Flux<Grouping.Member> compared(Fresh ticket, Directory directory) {
        Place place =
                ticket.place() == null ? null : directory.place(ticket.place()).orElse(null);
        Long[] around = place == null
                ? new Long[0]
                : Nearby.of(place, directory, comparison.spreads(ticket.category()))
                        .toArray(Long[]::new);
        Likeness likeness = comparison.likeness();
        return database.sql("select t.issue_id," + Gists.COLUMNS + Gists.FROM + """
                        where t.issue_id is not null and t.id <> :id and t.category = :category and t.status <> 'withdrawn'
                          and not t.words_forgotten and t.opened_at between :since and :until
                          and case when :nowhere then t.place_id is null else t.place_id = any(:places) end
                        order by t.opened_at desc limit :limit""")
                .bind("id", ticket.id())
                .bind("category", ticket.category())
                .bind("since", ticket.openedAt().minus(LASTS))
                .bind("until", ticket.openedAt().plus(LASTS))
                .bind("nowhere", place == null)
                .bind("places", around)
                .bind("limit", COMPARED)
                .map(row -> new Grouping.Member(row.get("issue_id", Long.class), Gists.of(row, likeness)))
                .all();
    }

    private Mono<Long> write(Fresh ticket, List<Long> groups) {
        long issue = groups.isEmpty() ? ticket.id() : groups.get(0);
        Mono<Long> merged = groups.size() < 2
                ? Mono.just(0L)
                : database.sql("update ticket set issue_id = :issue where issue_id = any(:others)")
                        .bind("issue", issue)
                        .bind("others", groups.toArray(Long[]::new))
                        .fetch()
                        .rowsUpdated();
        return merged.then(database.sql("update ticket set issue_id = :issue where id = :id")
                        .bind("issue", issue)
                        .bind("id", ticket.id())
                        .then())
                .then(database.sql("""
                                insert into ticket_gist (ticket_id, meaning) values (:id, :meaning)
                                on conflict (ticket_id) do update set meaning = excluded.meaning""")
                        .bind("id", ticket.id())
                        .bind("meaning", ByteBuffer.wrap(ticket.gist().meaningInBytes()))
                        .then())
                .thenReturn(ticket.id());
    }
}
