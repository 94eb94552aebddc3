package org.bandeng.ticket;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All tickets and their histories, for reading; {@link TicketDesk} changes them. */
@Repository
public class Tickets {

    private static final String COLUMNS =
            " id, number, resident_id, category, title, summary, words, place_id, place_text, urgent, status, "
                    + "office, assignee_id, version, opened_at, updated_at ";

    private final DatabaseClient database;

    Tickets(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Ticket> numbered(TicketNumber number) {
        return database.sql("select" + COLUMNS + "from ticket where number = :number")
                .bind("number", number.value())
                .map(Tickets::ticket)
                .one();
    }

    /** The tickets that the resident reported, latest first. */
    public Flux<Ticket> of(ResidentId resident, int limit) {
        return database.sql(
                        "select" + COLUMNS + "from ticket where resident_id = :resident order by id desc limit :limit")
                .bind("resident", resident.value())
                .bind("limit", limit)
                .map(Tickets::ticket)
                .all();
    }

    /** The tickets that the resident reported or follows, latest first. */
    public Flux<Ticket> concerning(ResidentId resident, int limit) {
        return database.sql("select" + COLUMNS + """
                        from ticket where resident_id = :resident
                          or id in (select ticket_id from ticket_follower where resident_id = :resident)
                        order by id desc limit :limit""")
                .bind("resident", resident.value())
                .bind("limit", limit)
                .map(Tickets::ticket)
                .all();
    }

    /** The tickets about one problem that were opened since then and not withdrawn, oldest first; if there are more, the latest. */
    public Flux<Ticket> ofIssue(long issue, Instant since, int limit) {
        return database.sql("select * from (select" + COLUMNS + """
                        from ticket where issue_id = :issue and opened_at > :since and status <> 'withdrawn' order by id desc limit :limit) latest
                        order by id""")
                .bind("issue", issue)
                .bind("since", since)
                .bind("limit", limit)
                .map(Tickets::ticket)
                .all();
    }

    /** The neighbours who follow a ticket. */
    public Flux<ResidentId> followersOf(TicketId ticket) {
        return database.sql("select resident_id from ticket_follower where ticket_id = :ticket order by joined_at")
                .bind("ticket", ticket.value())
                .mapValue(Long.class)
                .all()
                .map(ResidentId::new);
    }

    /** Whether a resident reported or follows a ticket. */
    public Mono<Boolean> concerns(Ticket ticket, ResidentId resident) {
        return ticket.resident().equals(resident)
                ? Mono.just(true)
                : followersOf(ticket.id()).any(resident::equals);
    }

    /** Tickets that fit: first those for which somebody must go at once, then the latest change first. */
    public Flux<Ticket> list(TicketFilter filter, int limit) {
        return database.sql("select" + COLUMNS + """
                        from ticket
                        where (not :onlyOpen or status in ('opened', 'dispatched', 'accepted', 'in_progress'))
                          and (:status = '' or status = :status) and (:category = '' or category = :category)
                          and (:assignee = 0 or assignee_id = :assignee)
                          and (:text = '' or number::text like :like or place_text ilike :like or summary ilike :like)
                        order by urgent and status in ('opened', 'dispatched', 'accepted', 'in_progress') desc,
                            updated_at desc, id desc limit :limit""")
                .bind("onlyOpen", filter.onlyOpen())
                .bind("status", filter.status() == null ? "" : filter.status().stored())
                .bind("category", filter.category())
                .bind(
                        "assignee",
                        filter.assignee() == null ? 0L : filter.assignee().value())
                .bind("text", filter.text())
                .bind("like", "%" + filter.text().replaceAll("([\\\\%_])", "\\\\$1") + "%")
                .bind("limit", limit)
                .map(Tickets::ticket)
                .all();
    }

    /** How many tickets wait for somebody to do something. */
    public Mono<Long> countOpen() {
        return database.sql(
                        "select count(*) from ticket where status in ('opened', 'dispatched', 'accepted', 'in_progress')")
                .mapValue(Long.class)
                .one();
    }

    /** The categories that there are tickets of: the title of each, by id. */
    public Mono<Map<String, String>> categories() {
        return database.sql("select category, max(title) as title from ticket group by category order by category")
                .map(row -> Map.entry(row.get("category", String.class), row.get("title", String.class)))
                .all()
                .collect(LinkedHashMap::new, (titles, entry) -> titles.put(entry.getKey(), entry.getValue()));
    }

    /** The whole history, oldest first. */
    public Flux<TicketEvent> history(TicketId ticket) {
        return database.sql(
                        "select id, version, type, actor, staff_id, note, at from ticket_event where ticket_id = :id order by version")
                .bind("id", ticket.value())
                .map(Tickets::event)
                .all();
    }

    // For TicketDesk, inside its transactions.

    Mono<Ticket> insert(NewTicket ticket, Instant now) {
        return database.sql("select nextval('ticket_serial')")
                .mapValue(Long.class)
                .one()
                .flatMap(serial -> database.sql("""
                                insert into ticket (number, resident_id, category, title, summary, words, place_id, place_text, urgent,
                                    status, office, version, opened_at, updated_at)
                                values (:number, :resident, :category, :title, :summary, :words, :place, :placeText, :urgent, 'opened',
                                    :office, 1, :now, :now)
                                returning""" + COLUMNS)
                        .bind("number", TicketNumber.ofSerial(serial).value())
                        .bind("resident", ticket.resident().value())
                        .bind("category", ticket.category())
                        .bind("title", ticket.title())
                        .bind("summary", ticket.summary())
                        .bind("words", ticket.words())
                        .bind(
                                "place",
                                bigint(
                                        ticket.place() == null
                                                ? null
                                                : ticket.place().value()))
                        .bind("placeText", ticket.placeText())
                        .bind("urgent", ticket.urgent())
                        .bind("office", ticket.office())
                        .bind("now", now)
                        .map(Tickets::ticket)
                        .one());
    }

    /** Lets a resident follow a ticket; true if they did not before. */
    Mono<Boolean> follow(TicketId ticket, ResidentId resident, Instant now) {
        return database.sql("""
                        insert into ticket_follower (ticket_id, resident_id, joined_at) values (:ticket, :resident, :now)
                        on conflict do nothing""")
                .bind("ticket", ticket.value())
                .bind("resident", resident.value())
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Writes the next version; empty if the one before it is no longer the latest. */
    Mono<Ticket> update(Ticket next) {
        return database.sql("""
                        update ticket set status = :status, assignee_id = :assignee, category = :category, title = :title,
                            place_id = :place, place_text = :placeText, office = :office, version = :version, updated_at = :now
                        where id = :id and version = :version - 1""")
                .bind("status", next.status().stored())
                .bind(
                        "assignee",
                        bigint(next.assignee() == null ? null : next.assignee().value()))
                .bind("category", next.category())
                .bind("title", next.title())
                .bind("place", bigint(next.place() == null ? null : next.place().value()))
                .bind("placeText", next.placeText())
                .bind("office", next.office())
                .bind("version", next.version())
                .bind("now", next.updatedAt())
                .bind("id", next.id().value())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .map(rows -> next);
    }

    Mono<TicketEvent> append(Ticket ticket, @Nullable TicketAction action, Actor actor, String note) {
        TicketEvent event = new TicketEvent(0, ticket.version(), action, actor, note, ticket.updatedAt());
        return database.sql("""
                        insert into ticket_event (ticket_id, version, type, actor, staff_id, note, at)
                        values (:ticket, :version, :type, :actor, :staff, :note, :at)
                        returning id, version, type, actor, staff_id, note, at""")
                .bind("ticket", ticket.id().value())
                .bind("version", event.version())
                .bind("type", event.type())
                .bind("actor", actor.kind().name().toLowerCase(Locale.ROOT))
                .bind(
                        "staff",
                        bigint(actor.staff() == null ? null : actor.staff().value()))
                .bind("note", note)
                .bind("at", event.at())
                .map(Tickets::event)
                .one();
    }

    private static io.r2dbc.spi.Parameter bigint(@Nullable Long value) {
        return value == null ? Parameters.in(R2dbcType.BIGINT) : Parameters.in(R2dbcType.BIGINT, value);
    }

    private static Ticket ticket(Readable row) {
        Long place = row.get("place_id", Long.class);
        return new Ticket(
                new TicketId(row.get("id", Long.class)),
                new TicketNumber(row.get("number", Long.class)),
                new ResidentId(row.get("resident_id", Long.class)),
                row.get("category", String.class),
                row.get("title", String.class),
                row.get("summary", String.class),
                row.get("words", String.class),
                place == null ? null : new PlaceId(place),
                row.get("place_text", String.class),
                row.get("urgent", Boolean.class),
                TicketStatus.ofStored(row.get("status", String.class)),
                row.get("office", String.class),
                staff(row.get("assignee_id", Long.class)),
                row.get("version", Integer.class),
                row.get("opened_at", Instant.class),
                row.get("updated_at", Instant.class));
    }

    private static TicketEvent event(Readable row) {
        Actor.Kind kind = Actor.Kind.valueOf(row.get("actor", String.class).toUpperCase(Locale.ROOT));
        return new TicketEvent(
                row.get("id", Long.class),
                row.get("version", Integer.class),
                TicketEvent.actionOf(row.get("type", String.class)),
                new Actor(kind, staff(row.get("staff_id", Long.class))),
                row.get("note", String.class),
                row.get("at", Instant.class));
    }

    private static @Nullable StaffId staff(@Nullable Long id) {
        return id == null ? null : new StaffId(id);
    }
}
