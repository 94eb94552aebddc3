package org.bandeng.issue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.Tickets;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The problems that several people reported. */
@Repository
public class Issues {

    private static final Duration SHOWN = Duration.ofDays(60);
    private static final int TICKETS = 50;

    private final DatabaseClient database;
    private final Tickets tickets;
    private final Clock clock;

    Issues(DatabaseClient database, Tickets tickets, Clock clock) {
        this.database = database;
        this.tickets = tickets;
        this.clock = clock;
    }

    private record Row(long id, long count, long people, long open, Instant from, Instant to, double heat) {}

    /** The problems of the last two months that more than one resident reported or follows, the hottest first. */
    public Flux<Issue> hottest(int limit) {
        return database.sql("""
                        with recent as (
                            select t.id, t.issue_id, t.resident_id, t.open, t.opened_at from ticket t
                            where t.opened_at > :since and t.issue_id is not null and t.status <> 'withdrawn'),
                        several as (
                            select issue_id, count(*) as reports, min(opened_at) as first, max(opened_at) as latest,
                                count(*) filter (where recent.open) as open
                            from recent group by issue_id
                            having count(distinct resident_id) > 1 or bool_or(exists (select 1 from ticket_follower f where f.ticket_id = recent.id))),
                        concerned as (
                            select r.issue_id, r.resident_id, r.opened_at as since from recent r join several s using (issue_id)
                            union all
                            select r.issue_id, f.resident_id, f.joined_at from recent r join several s using (issue_id)
                                join ticket_follower f on f.ticket_id = r.id),
                        heat as (
                            select issue_id, count(distinct resident_id) as people,
                                sum(power(0.5, extract(epoch from (:now - since)) / 604800)) as heat
                            from concerned group by issue_id)
                        select s.*, h.people, h.heat::float8 as heat from several s join heat h using (issue_id)
                        order by h.heat desc, s.issue_id desc limit :limit""")
                .bind("since", Instant.now(clock).minus(SHOWN))
                .bind("now", Instant.now(clock))
                .bind("limit", limit)
                .map(row -> new Row(
                        row.get("issue_id", Long.class),
                        row.get("reports", Long.class),
                        row.get("people", Long.class),
                        row.get("open", Long.class),
                        row.get("first", Instant.class),
                        row.get("latest", Instant.class),
                        row.get("heat", Double.class)))
                .all()
                .concatMap(this::issue);
    }

    private Mono<Issue> issue(Row row) {
        return tickets.ofIssue(row.id(), Instant.now(clock).minus(SHOWN), TICKETS)
                .collectList()
                .filter(reports -> !reports.isEmpty())
                .map(reports -> new Issue(
                        row.id(), reports, row.count(), row.people(), row.open(), row.from(), row.to(), row.heat()));
    }

    /** The other tickets about the same problem as one, oldest first. */
    public Flux<Ticket> besides(Ticket ticket) {
        return database.sql("select coalesce(issue_id, 0) from ticket where id = :id")
                .bind("id", ticket.id().value())
                .mapValue(Long.class)
                .one()
                .filter(issue -> issue > 0)
                .flatMapMany(issue -> tickets.ofIssue(issue, Instant.now(clock).minus(SHOWN), TICKETS))
                .filter(other -> !other.id().equals(ticket.id()));
    }
}
