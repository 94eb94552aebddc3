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

    private static final String CANDIDATES = "select t.issue_id," + Gists.COLUMNS + Gists.FROM + """
            where t.issue_id is not null and t.id <> :id and t.category = :category and t.status <> 'withdrawn'
              and not t.words_forgotten and t.opened_at between :since and :until and %s
            order by t.opened_at desc limit :limit""";

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

    private record Fresh(long id, String category, @Nullable PlaceId place, Instant openedAt, Gists.Kept kept) {}

    private record Candidate(long issue, Gists.Kept kept) {}

    private record Settled(Gist gist, List<Long> issues) {}

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

    /** How many tickets were settled, the latest first: yesterday's problem matters less than today's. */
    Mono<Long> findSome() {
        return places.directory().flatMap(directory -> fresh().concatMap(ticket -> settleAlone(ticket, directory))
                .count());
    }

    private Flux<Fresh> fresh() {
        return database.sql("select t.id, t.category, t.place_id, t.opened_at," + Gists.COLUMNS + Gists.FROM
                        + "where t.issue_id is null and not t.words_forgotten order by t.id desc limit :limit")
                .bind("limit", AT_ONCE)
                .map(IssueFinder::row)
                .all()
                .collectList()
                .flatMapIterable(all -> all);
    }

    private static Fresh row(Readable row) {
        Long place = row.get("place_id", Long.class);
        return new Fresh(
                row.get("id", Long.class),
                row.get("category", String.class),
                place == null ? null : new PlaceId(place),
                row.get("opened_at", Instant.class),
                Gists.kept(row));
    }

    /** Each by itself: one that cannot be settled must not keep the others waiting. */
    private Mono<Long> settleAlone(Fresh ticket, Directory directory) {
        return transaction
                .transactional(mine().filter(mine -> mine).flatMap(mine -> settle(ticket, directory)))
                .onErrorResume(problem -> {
                    LOG.warn("Ticket {} is taken for a problem of its own: {}", ticket.id(), problem.toString());
                    return number().flatMap(issue -> put(ticket, issue)).thenReturn(ticket.id());
                });
    }

    private Mono<Boolean> mine() {
        return database.sql("select pg_try_advisory_xact_lock(:key)")
                .bind("key", LOCK)
                .mapValue(Boolean.class)
                .one();
    }

    private Mono<Long> settle(Fresh ticket, Directory directory) {
        Likeness likeness = comparison.likeness();
        return candidates(ticket, directory)
                .collectList()
                // Comparing takes milliseconds, during which nobody else could be answered here.
                .publishOn(Schedulers.boundedElastic())
                .map(candidates -> settled(ticket, candidates, likeness))
                .flatMap(settled -> write(ticket, settled));
    }

    private static Settled settled(Fresh ticket, List<Candidate> candidates, Likeness likeness) {
        Gist gist = ticket.kept().gist(likeness);
        List<Grouping.Member> members = candidates.stream()
                .map(each -> new Grouping.Member(each.issue(), each.kept().gist(likeness)))
                .toList();
        return new Settled(gist, Grouping.place(gist, members).groups());
    }

    /** Tickets of the same kind around the same place at that time; those of which nobody knows where are among themselves. */
    private Flux<Candidate> candidates(Fresh ticket, Directory directory) {
        Place place =
                ticket.place() == null ? null : directory.place(ticket.place()).orElse(null);
        DatabaseClient.GenericExecuteSpec query = place == null
                ? database.sql(CANDIDATES.formatted("t.place_id is null"))
                : database.sql(CANDIDATES.formatted("t.place_id = any(:places)"))
                        .bind(
                                "places",
                                Nearby.of(place, directory, comparison.spreads(ticket.category()))
                                        .toArray(Long[]::new));
        return query.bind("id", ticket.id())
                .bind("category", ticket.category())
                .bind("since", ticket.openedAt().minus(LASTS))
                .bind("until", ticket.openedAt().plus(LASTS))
                .bind("limit", COMPARED)
                .map(row -> new Candidate(row.get("issue_id", Long.class), Gists.kept(row)))
                .all();
    }

    private Mono<Long> write(Fresh ticket, Settled settled) {
        Mono<Long> issue = settled.issues().isEmpty()
                ? number()
                : Mono.just(settled.issues().get(0));
        return issue.flatMap(found -> put(ticket, found)
                        .filter(still -> still)
                        .flatMap(still -> merge(settled.issues(), found).then(keep(ticket, settled.gist()))))
                .thenReturn(ticket.id());
    }

    private Mono<Long> number() {
        return database.sql("select nextval('issue_serial')")
                .mapValue(Long.class)
                .one();
    }

    /** Not if it was put right, or its words forgotten, meanwhile. */
    private Mono<Boolean> put(Fresh ticket, long issue) {
        return database.sql("""
                        update ticket set issue_id = :issue
                        where id = :id and issue_id is null and category = :category and not words_forgotten
                          and place_id is not distinct from nullif(:place, 0)""")
                .bind("issue", issue)
                .bind("id", ticket.id())
                .bind("category", ticket.category())
                .bind("place", ticket.place() == null ? 0L : ticket.place().value())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private Mono<Void> merge(List<Long> issues, long one) {
        return issues.size() < 2
                ? Mono.empty()
                : database.sql("update ticket set issue_id = :issue where issue_id = any(:others)")
                        .bind("issue", one)
                        .bind("others", issues.toArray(Long[]::new))
                        .then();
    }

    private Mono<Void> keep(Fresh ticket, Gist gist) {
        return database.sql("""
                        insert into ticket_gist (ticket_id, text, meaning) values (:id, :text, :meaning)
                        on conflict (ticket_id) do update set text = excluded.text, meaning = excluded.meaning""")
                .bind("id", ticket.id())
                .bind("text", ticket.kept().told())
                .bind("meaning", ByteBuffer.wrap(gist.meaningInBytes()))
                .then();
    }
}
