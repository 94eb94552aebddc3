package org.bandeng.works;

import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Scope;
import org.bandeng.ticket.TicketId;
import org.bandeng.ticket.TicketNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads works. */
@Repository
public class WorksRegister {

    static final String COLUMNS = """
             id, number, title, place_id, venue, contractor, phone, starts_on, ends_on, noise_hours, categories, budget, watched,
            status, outcome\s""";

    private final DatabaseClient database;

    WorksRegister(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Works> numbered(long number) {
        return database.sql("select" + COLUMNS + "from works where number = :number")
                .bind("number", number)
                .map(WorksRegister::works)
                .one();
    }

    /** By its id. */
    public Mono<Works> find(long id) {
        return database.sql("select" + COLUMNS + "from works where id = :id")
                .bind("id", id)
                .map(WorksRegister::works)
                .one();
    }

    /** What a ticket hangs on; empty: nothing. */
    public Mono<Works> of(TicketId ticket) {
        return database.sql(
                        "select" + COLUMNS
                                + "from works where id = (select works_id from works_ticket where ticket_id = :ticket and not off)")
                .bind("ticket", ticket.value())
                .map(WorksRegister::works)
                .one();
    }

    /**
     * What is announced and concerns somebody, the next first.
     *
     * @param around the ids of where they live and of what is around it
     */
    public Flux<Works> concerning(Long[] around, LocalDate today, int limit) {
        return database.sql("select" + COLUMNS + """
                        from works where status = 'announced' and place_id = any(:around) and ends_on >= :today
                        order by starts_on, id limit :limit""")
                .bind("around", around)
                .bind("today", today)
                .bind("limit", limit)
                .map(WorksRegister::works)
                .all();
    }

    /** What may be going on and has to do with such reports. */
    Flux<Works> on(LocalDate today, String category) {
        return database.sql("select" + COLUMNS + """
                        from works where status = 'announced' and starts_on <= :today and ends_on >= :today
                          and :category = any(categories) order by id""")
                .bind("today", today)
                .bind("category", category)
                .map(WorksRegister::works)
                .all();
    }

    /** Those of places that somebody of the staff sees, the next first, and what is over last. */
    public Flux<Works> seen(Scope scope, boolean over, int limit) {
        return database.sql("select" + COLUMNS + """
                        from works where (:everywhere or place_id = any(:seen)) and (:over or status = 'announced')
                        order by status = 'announced' desc, case when status = 'announced' then starts_on end, id desc
                        limit :limit""")
                .bind("everywhere", scope.isEverywhere())
                .bind("seen", scope.ids())
                .bind("over", over)
                .bind("limit", limit)
                .map(WorksRegister::works)
                .all();
    }

    public Flux<Milestone> milestones(Works works) {
        return database.sql(
                        "select position, name, due_on, done_on, words from works_milestone where works_id = :id order by position")
                .bind("id", works.id())
                .map(row -> new Milestone(
                        row.get("position", Integer.class),
                        row.get("name", String.class),
                        row.get("due_on", LocalDate.class),
                        row.get("done_on", LocalDate.class),
                        row.get("words", String.class)))
                .all();
    }

    /**
     * A report that hangs on works.
     *
     * @param status as in message keys: in-progress
     * @param isOutOfHours whether it came when it must not be loud
     */
    public record Hanging(TicketNumber ticket, String summary, String status, boolean isOutOfHours) {}

    /** The reports that hang on it, what is open first. */
    public Flux<Hanging> hanging(Works works) {
        return database.sql("""
                        select t.number, t.summary, t.status, w.out_of_hours from works_ticket w join ticket t on t.id = w.ticket_id
                        where w.works_id = :id and not w.off order by t.status in ('resolved', 'closed', 'withdrawn', 'merged'), t.id""")
                .bind("id", works.id())
                .map(row -> new Hanging(
                        new TicketNumber(row.get("number", Long.class)),
                        row.get("summary", String.class),
                        row.get("status", String.class).replace('_', '-'),
                        row.get("out_of_hours", Boolean.class)))
                .all();
    }

    /** Who watches over it. */
    public Flux<ResidentId> watchers(Works works) {
        return database.sql("select resident_id from works_watcher where works_id = :id order by at, resident_id")
                .bind("id", works.id())
                .mapValue(Long.class)
                .all()
                .map(ResidentId::new);
    }

    /** What those who watch over it are asked to look at, with what they saw. */
    public Flux<Check> checks(Works works) {
        return database.sql("""
                        select c.position, c.what, c.due_on, f.resident_id, f.good, f.words, f.media_id, t.number
                        from works_check c left join works_finding f on f.works_id = c.works_id and f.position = c.position
                        left join ticket t on t.id = f.ticket_id
                        where c.works_id = :id order by c.position, f.at""")
                .bind("id", works.id())
                .map(WorksRegister::check)
                .all()
                .collectList()
                .flatMapIterable(WorksRegister::together);
    }

    private static List<Check> together(List<Check> rows) {
        Map<Integer, Check> checks = new LinkedHashMap<>();
        rows.forEach(row -> checks.merge(row.position(), row, (all, one) -> {
            List<Check.Finding> findings = new ArrayList<>(all.findings());
            findings.addAll(one.findings());
            return new Check(all.position(), all.what(), all.dueOn(), findings);
        }));
        return List.copyOf(checks.values());
    }

    private static Check check(Readable row) {
        Long resident = row.get("resident_id", Long.class);
        Long ticket = row.get("number", Long.class);
        @Nullable Boolean good = row.get("good", Boolean.class);
        return new Check(
                row.get("position", Integer.class),
                row.get("what", String.class),
                row.get("due_on", LocalDate.class),
                resident == null || good == null
                        ? List.of()
                        : List.of(new Check.Finding(
                                new ResidentId(resident),
                                good,
                                row.get("words", String.class),
                                row.get("media_id", Long.class),
                                ticket == null ? null : new TicketNumber(ticket))));
    }

    static Works works(Readable row) {
        return new Works(
                row.get("id", Long.class),
                row.get("number", Long.class),
                row.get("title", String.class),
                new PlaceId(row.get("place_id", Long.class)),
                row.get("venue", String.class),
                row.get("contractor", String.class),
                row.get("phone", String.class),
                row.get("starts_on", LocalDate.class),
                row.get("ends_on", LocalDate.class),
                row.get("noise_hours", String.class),
                List.of(row.get("categories", String[].class)),
                row.get("budget", String.class),
                row.get("watched", Boolean.class),
                Works.Status.valueOf(row.get("status", String.class).toUpperCase(Locale.ROOT)),
                row.get("outcome", String.class));
    }
}
