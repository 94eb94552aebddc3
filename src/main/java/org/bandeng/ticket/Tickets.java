package org.bandeng.ticket;

import static org.bandeng.ticket.TicketRows.COLUMNS;
import static org.bandeng.ticket.TicketRows.STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All tickets and their histories, for reading; {@link TicketDesk} changes them. */
@Repository
public class Tickets {

    /** What was reported longer before is no recurrence. */
    private static final Duration RECURS = Duration.ofDays(92);

    private final DatabaseClient database;

    Tickets(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Ticket> numbered(TicketNumber number) {
        return database.sql("select" + COLUMNS + "from ticket where number = :number")
                .bind("number", number.value())
                .map(TicketRows::ticket)
                .one();
    }

    public Mono<Ticket> find(TicketId id) {
        return database.sql("select" + COLUMNS + "from ticket where id = :id")
                .bind("id", id.value())
                .map(TicketRows::ticket)
                .one();
    }

    /** The tickets that the resident reported, latest first. */
    public Flux<Ticket> of(ResidentId resident, int limit) {
        return database.sql(
                        "select" + COLUMNS + "from ticket where resident_id = :resident order by id desc limit :limit")
                .bind("resident", resident.value())
                .bind("limit", limit)
                .map(TicketRows::ticket)
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
                .map(TicketRows::ticket)
                .all();
    }

    /** The open tickets that somebody has or is asked to take, what is due first first. */
    public Flux<Ticket> heldBy(StaffId staff) {
        return database.sql("select" + COLUMNS + "from ticket where assignee_id = :staff and open order by due_at, id")
                .bind("staff", staff.value())
                .map(TicketRows::ticket)
                .all();
    }

    /** What somebody has and did something to since then, the latest first. */
    public Flux<Ticket> workedOn(StaffId staff, Instant since) {
        return database.sql("select" + COLUMNS + """
                        from ticket where assignee_id = :staff and status in ('accepted', 'in_progress', 'waiting', 'resolved')
                          and id in (select ticket_id from ticket_event where staff_id = :staff and at >= :since)
                        order by updated_at desc, id desc limit 9""")
                .bind("staff", staff.value())
                .bind("since", since)
                .map(TicketRows::ticket)
                .all();
    }

    /** What was said when something was done to it last; empty: it was not. */
    Mono<String> lastNote(Ticket ticket, TicketAction action) {
        return database.sql(
                        "select note from ticket_event where ticket_id = :id and type = :type order by version desc limit 1")
                .bind("id", ticket.id().value())
                .bind("type", action.code())
                .mapValue(String.class)
                .one();
    }

    /** Whether somebody has it, or ever had or was asked to take it. */
    public Mono<Boolean> wasGivenTo(Ticket ticket, StaffId staff) {
        return database.sql("select exists (select 1 from ticket_event where ticket_id = :id and assignee_id = :staff)")
                .bind("id", ticket.id().value())
                .bind("staff", staff.value())
                .mapValue(Boolean.class)
                .one();
    }

    /** Everybody to whom a ticket was given at some time. */
    public Mono<Set<StaffId>> givenTo(Ticket ticket) {
        return database.sql(
                        "select distinct assignee_id from ticket_event where ticket_id = :id and assignee_id is not null")
                .bind("id", ticket.id().value())
                .mapValue(Long.class)
                .all()
                .map(StaffId::new)
                .collect(Collectors.toSet());
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
                .map(TicketRows::ticket)
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

    /** The whole history, oldest first. */
    public Flux<TicketEvent> history(Ticket ticket) {
        return database.sql("select id, version, type, actor, staff_id, cause, note, private, at," + STATE
                        + "from ticket_event where ticket_id = :id order by version")
                .bind("id", ticket.id().value())
                .map(row -> TicketRows.event(row, ticket))
                .all();
    }

    /** Tickets for which something has to happen by itself now, the longest overdue first. */
    Flux<TicketNumber> withTimeUp(Instant now, Set<TicketNumber> except, int limit) {
        return database.sql("""
                        select number from ticket where least(remind_at, due_at) <= :now
                          and (remind_at is not null or due_at is not null) and number <> all(:except)
                        order by least(remind_at, due_at) limit :limit""")
                .bind("now", now)
                .bind("except", except.stream().map(TicketNumber::value).toArray(Long[]::new))
                .bind("limit", limit)
                .mapValue(Long.class)
                .all()
                .map(TicketNumber::new);
    }

    /** The tickets that belong together with one, oldest first: those linked, merged into it, and what it was merged into. */
    public Flux<Ticket> relatedTo(Ticket ticket) {
        return database.sql("select" + COLUMNS + """
                        from ticket where id in (
                            select other_id from ticket_link where ticket_id = :id
                            union select ticket_id from ticket_link where other_id = :id
                            union select id from ticket where merged_into = :id
                            union select merged_into from ticket where id = :id)
                        order by id limit 20""")
                .bind("id", ticket.id().value())
                .map(TicketRows::ticket)
                .all();
    }

    /** The how-manieth of its kind it was at its very place within three months; 1: the first, or its place is not known. */
    public Mono<Long> recurrence(Ticket ticket) {
        return ticket.place() == null
                ? Mono.just(1L)
                : database.sql("""
                                select count(*) from ticket where place_id = :place and category = :category and id <= :id
                                  and opened_at > :since and status not in ('withdrawn', 'merged')""")
                        .bind("place", ticket.place().value())
                        .bind("category", ticket.category())
                        .bind("id", ticket.id().value())
                        .bind("since", ticket.openedAt().minus(RECURS))
                        .mapValue(Long.class)
                        .one()
                        .map(count -> Math.max(1, count));
    }
}
