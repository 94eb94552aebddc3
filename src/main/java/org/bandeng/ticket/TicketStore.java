package org.bandeng.ticket;

import static org.bandeng.ticket.TicketRows.COLUMNS;
import static org.bandeng.ticket.TicketRows.STATE;
import static org.bandeng.ticket.TicketRows.bigint;
import static org.bandeng.ticket.TicketRows.bindState;
import static org.bandeng.ticket.TicketRows.text;
import static org.bandeng.ticket.TicketRows.time;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Writes tickets, for {@link TicketDesk}, inside its transactions. */
@Repository
class TicketStore {

    private final DatabaseClient database;

    TicketStore(DatabaseClient database) {
        this.database = database;
    }

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

    /** Who would not or could not do it, whoever wrote that down. */
    Mono<Set<StaffId>> declinedBy(Ticket ticket) {
        return database.sql("""
                        select distinct had.assignee_id from ticket_event e
                            join ticket_event had on had.ticket_id = e.ticket_id and had.version = e.version - 1
                        where e.ticket_id = :id and e.cause = 'declined' and had.assignee_id is not null""")
                .bind("id", ticket.id().value())
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
                        .map(TicketRows::ticket)
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
                                    place_id = :place, place_text = :placeText, priority = :priority, tags = :tags,
                                    merged_into = :mergedInto, version = :version, updated_at = :now
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
                                "insert into ticket_event (ticket_id, version, type, actor, staff_id, cause, note, private, at,"
                                        + STATE + ")" + """
                                 values (:ticket, :version, :type, :actor, :staff, :cause, :note, :private, :at, :category, :title, :place,
                                    :placeText, :status, :level, :office, :assignee, :remind, :due, :resolve, :outcome, :waitingFor,
                                    :waitingSince, :priority, :tags, :mergedInto)
                                returning id"""),
                        event.ticket())
                .bind("ticket", event.ticket().id().value())
                .bind("version", event.version())
                .bind("type", event.action().code())
                .bind("actor", actor.kind().code())
                .bind("staff", bigint(actor.staff(), StaffId::value))
                .bind("cause", text(event.cause() == null ? null : event.cause().code()))
                .bind("note", event.note())
                .bind("private", event.isPrivate())
                .bind("at", event.at())
                .mapValue(Long.class)
                .one()
                .map(id -> new TicketEvent(
                        id, event.action(), actor, event.ticket(), event.cause(), event.note(), event.isPrivate()));
    }

    /** Lets everybody who reported or follows one ticket follow another. */
    Mono<Void> followToo(Ticket merged, Ticket into, Instant now) {
        return database.sql("""
                        insert into ticket_follower (ticket_id, resident_id, joined_at)
                        select :into, resident_id, :now from (
                            select resident_id from ticket where id = :merged
                            union select resident_id from ticket_follower where ticket_id = :merged) reporter
                        where resident_id <> :reporter on conflict do nothing""")
                .bind("into", into.id().value())
                .bind("now", now)
                .bind("merged", merged.id().value())
                .bind("reporter", into.resident().value())
                .then();
    }

    Mono<Void> link(TicketId one, TicketId other, Instant now) {
        return database.sql("""
                        insert into ticket_link (ticket_id, other_id, linked_at)
                        values (least(:one::bigint, :other::bigint), greatest(:one::bigint, :other::bigint), :now) on conflict do nothing""")
                .bind("one", one.value())
                .bind("other", other.value())
                .bind("now", now)
                .then();
    }

    /** How many parts of a ticket are not done. */
    Mono<Long> openParts(TicketId ticket) {
        return database.sql(
                        "select count(*) from ticket_task where ticket_id = :ticket and kind = 'part' and done_at is null")
                .bind("ticket", ticket.value())
                .mapValue(Long.class)
                .one();
    }
}
