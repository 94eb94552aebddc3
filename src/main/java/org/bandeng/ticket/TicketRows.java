package org.bandeng.ticket;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;

/** Tickets and events as rows. */
final class TicketRows {

    /** What an event keeps of where the ticket stood after it. */
    static final String STATE =
            " category, title, place_id, place_text, status, level, office, assignee_id, remind_at, due_at, resolve_by, "
                    + "outcome, waiting_for, waiting_since, priority, tags, merged_into ";

    static final String COLUMNS =
            " id, number, resident_id, summary, words, urgent, version, opened_at, updated_at," + STATE;

    private TicketRows() {}

    static DatabaseClient.GenericExecuteSpec bindState(DatabaseClient.GenericExecuteSpec sql, Ticket ticket) {
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
                .bind("waitingSince", time(waiting == null ? null : waiting.since()))
                .bind("priority", ticket.labels().priority().code())
                .bind("tags", ticket.labels().tags().toArray(String[]::new))
                .bind("mergedInto", bigint(ticket.mergedInto(), TicketId::value));
    }

    static <T> Parameter bigint(@Nullable T id, ToLongFunction<T> value) {
        return Parameters.in(R2dbcType.BIGINT, id == null ? null : value.applyAsLong(id));
    }

    static Parameter text(@Nullable String value) {
        return Parameters.in(R2dbcType.VARCHAR, value);
    }

    static Parameter time(@Nullable Instant value) {
        return Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, value == null ? null : value.atOffset(ZoneOffset.UTC));
    }

    static Ticket ticket(Readable row) {
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
    static TicketEvent event(Readable row, Ticket present) {
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
                row.get("note", String.class),
                row.get("private", Boolean.class));
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
        Long mergedInto = row.get("merged_into", Long.class);
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
                new Labels(
                        Labels.Priority.of(row.get("priority", String.class)),
                        List.of(row.get("tags", String[].class))),
                mergedInto == null ? null : new TicketId(mergedInto),
                row.get("version", Integer.class),
                openedAt,
                updatedAt);
    }

    private static @Nullable StaffId staff(@Nullable Long id) {
        return id == null ? null : new StaffId(id);
    }
}
