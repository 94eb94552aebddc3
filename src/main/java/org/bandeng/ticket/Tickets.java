package org.bandeng.ticket;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
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

    /** What an event keeps of where the ticket stood after it. */
    private static final String STATE =
            " category, title, place_id, place_text, status, level, office, assignee_id, remind_at, due_at, resolve_by, "
                    + "outcome, waiting_for, waiting_since ";

    private static final String COLUMNS =
            " id, number, resident_id, summary, words, urgent, version, opened_at, updated_at," + STATE;

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

    /** The open tickets that somebody has or is asked to take, what is due first first. */
    public Flux<Ticket> heldBy(StaffId staff) {
        return database.sql("select" + COLUMNS
                        + "from ticket where assignee_id = :staff and open order by due_at, id limit 50")
                .bind("staff", staff.value())
                .map(Tickets::ticket)
                .all();
    }

    /** Whether somebody has it, or ever had or was asked to take it. */
    public Mono<Boolean> wasGivenTo(Ticket ticket, StaffId staff) {
        return database.sql("select exists (select 1 from ticket_event where ticket_id = :id and assignee_id = :staff)")
                .bind("id", ticket.id().value())
                .bind("staff", staff.value())
                .mapValue(Boolean.class)
                .one();
    }

    /** Who had it, or was asked to take it, before its last event; empty: nobody. */
    public Mono<StaffId> assigneeBefore(Ticket ticket) {
        return database.sql("""
                        select assignee_id from ticket_event where ticket_id = :id and version = :before and assignee_id is not null""")
                .bind("id", ticket.id().value())
                .bind("before", ticket.version() - 1)
                .mapValue(Long.class)
                .one()
                .map(StaffId::new);
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
                        where (not :onlyOpen or open)
                          and (:status = '' or status = :status) and (:category = '' or category = :category)
                          and (:assignee = 0 or assignee_id = :assignee)
                          and (:text = '' or number::text like :like or place_text ilike :like or summary ilike :like)
                        order by urgent and open desc, updated_at desc, id desc limit :limit""")
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
        return database.sql("select count(*) from ticket where open")
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
    public Flux<TicketEvent> history(Ticket ticket) {
        return database.sql("select id, version, type, actor, staff_id, cause, note, at," + STATE
                        + "from ticket_event where ticket_id = :id order by version")
                .bind("id", ticket.id().value())
                .map(row -> event(row, ticket))
                .all();
    }

    /** Tickets for which something has to happen by itself now, the longest overdue first. */
    Flux<TicketNumber> withTimeUp(Instant now, int limit) {
        return database.sql("""
                        select number from ticket where least(remind_at, due_at) <= :now
                        order by least(remind_at, due_at) limit :limit""")
                .bind("now", now)
                .bind("limit", limit)
                .mapValue(Long.class)
                .all()
                .map(TicketNumber::new);
    }

    // For TicketDesk, inside its transactions.

    /** Everybody who has been asked to take it since it came to its present level. */
    Mono<Set<StaffId>> askedAt(Ticket ticket) {
        return database.sql("""
                        select distinct assignee_id from ticket_event e
                        where ticket_id = :id and assignee_id is not null and version > coalesce((
                            select max(version) from ticket_event before
                            where before.ticket_id = :id and (before.level <> :level or before.status in ('resolved', 'closed'))), 0)""")
                .bind("id", ticket.id().value())
                .bind("level", ticket.level().code())
                .mapValue(Long.class)
                .all()
                .map(StaffId::new)
                .collect(Collectors.toSet());
    }

    Mono<Ticket> insert(NewTicket ticket, Promise promise, Instant now) {
        return database.sql("select nextval('ticket_serial')")
                .mapValue(Long.class)
                .one()
                .flatMap(serial -> database.sql("""
                                insert into ticket (number, resident_id, category, title, summary, words, place_id, place_text, urgent,
                                    status, level, office, remind_at, due_at, resolve_by, version, opened_at, updated_at)
                                values (:number, :resident, :category, :title, :summary, :words, :place, :placeText, :urgent, 'opened',
                                    :level, :office, :remind, :due, :resolve, 1, :now, :now)
                                returning""" + COLUMNS)
                        .bind("number", TicketNumber.ofSerial(serial).value())
                        .bind("resident", ticket.resident().value())
                        .bind("category", ticket.category())
                        .bind("title", ticket.title())
                        .bind("summary", ticket.summary())
                        .bind("words", ticket.words())
                        .bind("place", bigint(ticket.place(), PlaceId::value))
                        .bind("placeText", ticket.placeText())
                        .bind("urgent", ticket.urgent())
                        .bind("level", promise.level().code())
                        .bind("office", promise.office())
                        .bind("remind", time(promise.remindAt()))
                        .bind("due", time(promise.dueAt()))
                        .bind("resolve", time(promise.resolveBy()))
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
        return bindState(database.sql("""
                                update ticket set status = :status, level = :level, office = :office, assignee_id = :assignee,
                                    remind_at = :remind, due_at = :due, resolve_by = :resolve, outcome = :outcome,
                                    waiting_for = :waitingFor, waiting_since = :waitingSince, category = :category, title = :title,
                                    place_id = :place, place_text = :placeText, version = :version, updated_at = :now
                                where id = :id and version = :version - 1"""), next)
                .bind("version", next.version())
                .bind("now", next.updatedAt())
                .bind("id", next.id().value())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .map(rows -> next);
    }

    Mono<TicketEvent> append(TicketEvent event) {
        Actor actor = event.actor();
        return bindState(
                        database.sql(
                                "insert into ticket_event (ticket_id, version, type, actor, staff_id, cause, note, at,"
                                        + STATE + ")" + """
                                 values (:ticket, :version, :type, :actor, :staff, :cause, :note, :at, :category, :title, :place,
                                    :placeText, :status, :level, :office, :assignee, :remind, :due, :resolve, :outcome, :waitingFor,
                                    :waitingSince)
                                returning id"""),
                        event.ticket())
                .bind("ticket", event.ticket().id().value())
                .bind("version", event.version())
                .bind("type", event.action().code())
                .bind("actor", actor.kind().code())
                .bind("staff", bigint(actor.staff(), StaffId::value))
                .bind("cause", text(event.cause() == null ? null : event.cause().code()))
                .bind("note", event.note())
                .bind("at", event.at())
                .mapValue(Long.class)
                .one()
                .map(id -> new TicketEvent(id, event.action(), actor, event.ticket(), event.cause(), event.note()));
    }

    private static DatabaseClient.GenericExecuteSpec bindState(DatabaseClient.GenericExecuteSpec sql, Ticket ticket) {
        Promise promise = ticket.promise();
        Waiting waiting = ticket.waiting();
        return sql.bind("category", ticket.category())
                .bind("title", ticket.title())
                .bind("place", bigint(ticket.place(), PlaceId::value))
                .bind("placeText", ticket.placeText())
                .bind("status", ticket.status().stored())
                .bind("level", promise.level().code())
                .bind("office", promise.office())
                .bind("assignee", bigint(promise.assignee(), StaffId::value))
                .bind("remind", time(promise.remindAt()))
                .bind("due", time(promise.dueAt()))
                .bind("resolve", time(promise.resolveBy()))
                .bind(
                        "outcome",
                        text(ticket.outcome() == null ? null : ticket.outcome().code()))
                .bind("waitingFor", text(waiting == null ? null : waiting.what().code()))
                .bind("waitingSince", time(waiting == null ? null : waiting.since()));
    }

    private static <T> Parameter bigint(@Nullable T id, ToLongFunction<T> value) {
        return Parameters.in(R2dbcType.BIGINT, id == null ? null : value.applyAsLong(id));
    }

    private static Parameter text(@Nullable String value) {
        return Parameters.in(R2dbcType.VARCHAR, value);
    }

    private static Parameter time(@Nullable Instant value) {
        return Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, value == null ? null : value.atOffset(ZoneOffset.UTC));
    }

    private static Ticket ticket(Readable row) {
        return state(
                row,
                new TicketId(row.get("id", Long.class)),
                new TicketNumber(row.get("number", Long.class)),
                new ResidentId(row.get("resident_id", Long.class)),
                row.get("summary", String.class),
                row.get("words", String.class),
                row.get("urgent", Boolean.class),
                row.get("opened_at", Instant.class),
                row.get("updated_at", Instant.class));
    }

    /** The ticket as it was after an event; what never changes is as it is. */
    private static TicketEvent event(Readable row, Ticket present) {
        Actor.Kind kind = Actor.Kind.valueOf(row.get("actor", String.class).toUpperCase(Locale.ROOT));
        return new TicketEvent(
                row.get("id", Long.class),
                TicketAction.ofCode(row.get("type", String.class)),
                new Actor(kind, staff(row.get("staff_id", Long.class))),
                state(
                        row,
                        present.id(),
                        present.number(),
                        present.resident(),
                        present.summary(),
                        present.words(),
                        present.urgent(),
                        present.openedAt(),
                        row.get("at", Instant.class)),
                Cause.of(row.get("cause", String.class)),
                row.get("note", String.class));
    }

    private static Ticket state(
            Readable row,
            TicketId id,
            TicketNumber number,
            ResidentId resident,
            String summary,
            String words,
            boolean urgent,
            Instant openedAt,
            Instant updatedAt) {
        Long place = row.get("place_id", Long.class);
        String waitingFor = row.get("waiting_for", String.class);
        return new Ticket(
                id,
                number,
                resident,
                row.get("category", String.class),
                row.get("title", String.class),
                summary,
                words,
                place == null ? null : new PlaceId(place),
                row.get("place_text", String.class),
                urgent,
                TicketStatus.ofStored(row.get("status", String.class)),
                new Promise(
                        Level.of(row.get("level", String.class)).orElseThrow(),
                        row.get("office", String.class),
                        staff(row.get("assignee_id", Long.class)),
                        row.get("remind_at", Instant.class),
                        row.get("due_at", Instant.class),
                        row.get("resolve_by", Instant.class)),
                Outcome.of(row.get("outcome", String.class)),
                waitingFor == null
                        ? null
                        : new Waiting(
                                Waiting.For.valueOf(waitingFor.toUpperCase(Locale.ROOT)),
                                row.get("waiting_since", Instant.class)),
                row.get("version", Integer.class),
                openedAt,
                updatedAt);
    }

    private static @Nullable StaffId staff(@Nullable Long id) {
        return id == null ? null : new StaffId(id);
    }
}
