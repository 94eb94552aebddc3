package org.bandeng.ticket;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What several parties do for one ticket, and who rings the resident up when it went wrong. */
@Service
public class TicketTasks implements TicketListener {

    private static final String SELECT =
            "select id, ticket_id, kind, title, office, assignee_id, not_by, due_at, done_at, done_by, result from ticket_task ";

    private final DatabaseClient database;
    private final ObjectProvider<TicketDesk> desk;
    private final TransactionalOperator transaction;

    /** @param desk looked up late, because the desk in turn tells this listener */
    TicketTasks(DatabaseClient database, ObjectProvider<TicketDesk> desk, TransactionalOperator transaction) {
        this.database = database;
        this.desk = desk;
        this.transaction = transaction;
    }

    /** The tasks of a ticket, oldest first. */
    public Flux<TicketTask> of(TicketId ticket) {
        return database.sql(SELECT + "where ticket_id = :ticket order by id")
                .bind("ticket", ticket.value())
                .map(TicketTasks::task)
                .all();
    }

    /** The call-backs that are still to be made, what is due first first. */
    public Flux<TicketTask> callBacks(int limit) {
        return database.sql(SELECT + "where done_at is null and kind = 'call-back' order by due_at, id limit :limit")
                .bind("limit", limit)
                .map(TicketTasks::task)
                .all();
    }

    /**
     * Lets another party do something for a ticket, until the ticket itself must be resolved.
     *
     * @param office who answers for it
     * @return the ticket; {@link IllegalTicketActionException} if it is not open
     */
    public Mono<Ticket> add(
            TicketNumber number, String title, String office, @Nullable StaffId assignee, StaffId staff) {
        return transaction.transactional(desk.getObject()
                .change(number, Command.of(TicketAction.ADD_TASK, Actor.staff(staff), office + "：" + title))
                .flatMap(ticket -> insert(
                                ticket,
                                TicketTask.Kind.PART,
                                title,
                                office,
                                assignee,
                                null,
                                ticket.promise().resolveBy() == null
                                        ? ticket.updatedAt()
                                        : ticket.promise().resolveBy())
                        .thenReturn(ticket)));
    }

    /**
     * Notes that a task is done.
     *
     * @return the ticket; empty if there is no such open task of it, or the person must not be the one who does it
     */
    public Mono<Ticket> finish(TicketNumber number, long task, String result, StaffId staff) {
        return transaction.transactional(database.sql("""
                        update ticket_task t set done_at = :now, done_by = :staff, result = :result from ticket k
                        where k.id = t.ticket_id and k.number = :number and t.id = :task and t.done_at is null
                          and t.not_by is distinct from :staff
                        returning t.kind, t.title""")
                .bind("now", desk.getObject().now())
                .bind("staff", staff.value())
                .bind("result", result)
                .bind("number", number.value())
                .bind("task", task)
                .map(row -> row.get("kind", String.class).equals(TicketTask.Kind.CALL_BACK.code())
                        ? Command.of(TicketAction.CALL_BACK, Actor.staff(staff), result)
                                .inPrivate()
                        : Command.of(
                                TicketAction.FINISH_TASK,
                                Actor.staff(staff),
                                row.get("title", String.class) + "：" + result))
                .one()
                .flatMap(command -> desk.getObject().change(number, command)));
    }

    /** Whoever was not content is rung up, by another than the one who had it. */
    @Override
    public Mono<Void> onEvent(Ticket ticket, TicketEvent event) {
        if (event.action() == TicketAction.MERGE && ticket.mergedInto() != null) {
            return database.sql(
                            "update ticket_task set ticket_id = :into where ticket_id = :ticket and done_at is null")
                    .bind("into", ticket.mergedInto().value())
                    .bind("ticket", ticket.id().value())
                    .then();
        }
        if (event.action() == TicketAction.WITHDRAW) {
            return database.sql("delete from ticket_task where ticket_id = :ticket and done_at is null")
                    .bind("ticket", ticket.id().value())
                    .then();
        }
        boolean discontent = event.action() == TicketAction.REOPEN
                && (event.cause() == Cause.LOW_MARK || event.cause() == Cause.NOT_FIXED);
        return discontent
                ? handler(ticket)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(handler -> insert(
                                ticket,
                                TicketTask.Kind.CALL_BACK,
                                "回访",
                                ticket.office(),
                                null,
                                handler.orElse(null),
                                ticket.dueAt() == null ? event.at() : ticket.dueAt()))
                : Mono.empty();
    }

    /** Who resolved it last. */
    private Mono<StaffId> handler(Ticket ticket) {
        return database.sql("""
                        select staff_id from ticket_event where ticket_id = :ticket and type = 'resolve' and staff_id is not null
                        order by version desc limit 1""")
                .bind("ticket", ticket.id().value())
                .mapValue(Long.class)
                .one()
                .map(StaffId::new);
    }

    private Mono<Void> insert(
            Ticket ticket,
            TicketTask.Kind kind,
            String title,
            String office,
            @Nullable StaffId assignee,
            @Nullable StaffId notBy,
            Instant due) {
        return database.sql("""
                        insert into ticket_task (ticket_id, kind, title, office, assignee_id, not_by, created_at, due_at)
                        select :ticket::bigint, :kind, :title, :office, :assignee::bigint, :notBy::bigint, :now::timestamptz,
                            :due::timestamptz
                        where :kind = 'part' or not exists (
                            select 1 from ticket_task where ticket_id = :ticket and kind = :kind and done_at is null)""")
                .bind("ticket", ticket.id().value())
                .bind("kind", kind.code())
                .bind("title", title)
                .bind("office", office)
                .bind("assignee", TicketRows.bigint(assignee, StaffId::value))
                .bind("notBy", TicketRows.bigint(notBy, StaffId::value))
                .bind("now", ticket.updatedAt())
                .bind("due", due)
                .then();
    }

    private static TicketTask task(Readable row) {
        return new TicketTask(
                row.get("id", Long.class),
                new TicketId(row.get("ticket_id", Long.class)),
                TicketTask.Kind.valueOf(
                        row.get("kind", String.class).toUpperCase(Locale.ROOT).replace('-', '_')),
                row.get("title", String.class),
                row.get("office", String.class),
                staff(row.get("assignee_id", Long.class)),
                staff(row.get("not_by", Long.class)),
                row.get("due_at", Instant.class),
                row.get("done_at", Instant.class),
                staff(row.get("done_by", Long.class)),
                row.get("result", String.class));
    }

    private static @Nullable StaffId staff(@Nullable Long id) {
        return id == null ? null : new StaffId(id);
    }
}
