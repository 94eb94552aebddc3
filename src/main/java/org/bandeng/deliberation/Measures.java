package org.bandeng.deliberation;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.LocalDate;
import org.bandeng.ticket.TicketNumber;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads measures: 清单, what was promised and how far it is. */
@Repository
public class Measures {

    /** A ticket that was closed without being mended says why; one that was taken back was not done either. */
    static final String SELECT = """
            select m.id, t.number as topic, m.position, m.what, m.who, m.due_on, k.number as ticket, m.struck,
                case when m.struck <> '' then 'STRUCK'
                     when k.status in ('resolved', 'closed') and k.outcome is distinct from 'explained' then 'DONE'
                     when k.status in ('resolved', 'closed', 'withdrawn') then 'EXPLAINED'
                     when m.due_on < :today then 'LATE'
                     else 'OPEN' end as state
            from measure m join topic t on t.id = m.topic_id join ticket w on w.id = m.ticket_id join ticket k on k.id = coalesce(w.merged_into, w.id)
            """;

    private final DatabaseClient database;
    private final Clock clock;

    Measures(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Of a topic, the first first. */
    public Flux<Measure> of(TopicId topic) {
        return database.sql(SELECT + "where m.topic_id = :topic order by m.position")
                .bind("topic", topic.value())
                .bind("today", LocalDate.now(clock))
                .map(Measures::measure)
                .all();
    }

    /** The measure that a ticket carries out; empty: none. */
    public Mono<Measure> of(TicketNumber ticket) {
        return database.sql(SELECT + "where w.number = :ticket or k.number = :ticket")
                .bind("ticket", ticket.value())
                .bind("today", LocalDate.now(clock))
                .map(Measures::measure)
                .one();
    }

    /**
     * A measure on the public list.
     *
     * @param forum the id of the forum that decided it
     * @param title of the topic
     */
    public record Listed(String forum, String title, Measure measure) {}

    /** What was decided from one day until before another, by forum and then by what is due first. */
    public Flux<Listed> decided(LocalDate from, LocalDate before, int limit) {
        return database.sql(SELECT.replace("select m.id", "select t.forum, t.title, m.id")
                        + "where m.at >= :from and m.at < :before order by t.forum, m.due_on, m.id limit :limit")
                .bind("from", from.atStartOfDay(clock.getZone()).toInstant())
                .bind("before", before.atStartOfDay(clock.getZone()).toInstant())
                .bind("today", LocalDate.now(clock))
                .bind("limit", limit)
                .map(row -> new Listed(row.get("forum", String.class), row.get("title", String.class), measure(row)))
                .all();
    }

    /** Whose day is over, and nobody was told so. */
    Flux<Long> late() {
        return database.sql("""
                        select m.id from measure m join ticket w on w.id = m.ticket_id
                        join ticket k on k.id = coalesce(w.merged_into, w.id)
                        where not m.told_late and m.struck = '' and m.due_on < :today
                          and k.status not in ('resolved', 'closed', 'withdrawn') order by m.id""")
                .bind("today", LocalDate.now(clock))
                .mapValue(Long.class)
                .all()
                .collectList()
                .flatMapIterable(ids -> ids);
    }

    /** Marks that they are told, in the caller's transaction; empty: they were. */
    Mono<Measure> markTold(long id) {
        return database.sql("update measure set told_late = true where id = :id and not told_late")
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(rows -> find(id));
    }

    Mono<Measure> find(long id) {
        return database.sql(SELECT + "where m.id = :id")
                .bind("id", id)
                .bind("today", LocalDate.now(clock))
                .map(Measures::measure)
                .one();
    }

    private static Measure measure(Readable row) {
        return new Measure(
                row.get("id", Long.class),
                row.get("topic", Long.class),
                row.get("position", Integer.class),
                row.get("what", String.class),
                row.get("who", String.class),
                row.get("due_on", LocalDate.class),
                new TicketNumber(row.get("ticket", Long.class)),
                Measure.State.valueOf(row.get("state", String.class)),
                row.get("struck", String.class));
    }
}
