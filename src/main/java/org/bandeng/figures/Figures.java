package org.bandeng.figures;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bandeng.community.PlaceId;
import org.bandeng.community.StaffId;
import org.bandeng.ticket.Sight;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads cases out of the history: only what really happened, and when, is counted. */
@Repository
public class Figures {

    /** A large district's year. */
    private static final int MOST = 200_000;

    private final DatabaseClient database;
    private final Clock clock;

    Figures(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The cases that were opened in that time, of those that somebody sees; at most 200,000. */
    public Flux<Case> opened(Instant from, Instant until, Sight sight) {
        return database.sql("""
                        select t.title, t.place_id, t.assignee_id, t.opened_at, t.open,
                            (select min(e.at) from ticket_event e where e.ticket_id = t.id and e.type = 'accept') as accepted_at,
                            (select min(e.at) from ticket_event e where e.ticket_id = t.id and e.type = 'resolve') as resolved_at,
                            exists (select 1 from ticket_event e where e.ticket_id = t.id and (e.type = 'overdue'
                                or e.type in ('escalate', 'dispatch') and e.cause in ('not-accepted', 'not-resolved'))) as late,
                            (select s.score from survey s where s.ticket_id = t.id and s.score is not null order by s.id desc limit 1) as mark
                        from ticket t
                        where t.opened_at >= :from and t.opened_at < :until and t.status not in ('withdrawn', 'merged')
                          and (:everywhere or t.place_id = any(:seen))
                        order by t.opened_at limit :most""")
                .bind("from", from)
                .bind("until", until)
                .bind("everywhere", sight.scope().isEverywhere())
                .bind("seen", sight.scope().ids())
                .bind("most", MOST)
                .map(row -> {
                    Long place = row.get("place_id", Long.class);
                    Long assignee = row.get("assignee_id", Long.class);
                    return new Case(
                            row.get("title", String.class),
                            place == null ? null : new PlaceId(place),
                            assignee == null ? null : new StaffId(assignee),
                            row.get("opened_at", Instant.class),
                            row.get("accepted_at", Instant.class),
                            row.get("resolved_at", Instant.class),
                            row.get("open", Boolean.class),
                            row.get("late", Boolean.class),
                            row.get("mark", Integer.class));
                })
                .all();
    }

    /** How many tickets are open now, by how long they have been: up to a day, three days, a week, two weeks, longer. */
    public Mono<Map<String, Long>> openByAge(Sight sight) {
        return database.sql("""
                        select count(*) filter (where age < interval '1 day') as day,
                            count(*) filter (where age >= interval '1 day' and age < interval '3 days') as three_days,
                            count(*) filter (where age >= interval '3 days' and age < interval '7 days') as week,
                            count(*) filter (where age >= interval '7 days' and age < interval '14 days') as two_weeks,
                            count(*) filter (where age >= interval '14 days') as longer
                        from (select :now::timestamptz - opened_at as age from ticket
                            where open and (:everywhere or place_id = any(:seen))) as opened""")
                .bind("now", Instant.now(clock))
                .bind("everywhere", sight.scope().isEverywhere())
                .bind("seen", sight.scope().ids())
                .map(row -> {
                    Map<String, Long> ages = new LinkedHashMap<>();
                    for (String age : new String[] {"day", "three_days", "week", "two_weeks", "longer"}) {
                        ages.put(age.replace('_', '-'), row.get(age, Long.class));
                    }
                    return ages;
                })
                .one();
    }
}
