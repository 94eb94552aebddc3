package org.bandeng.ticket;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of a ticket's history.
 *
 * @param version the ticket's version that it led to
 * @param action what was done; null for the opening
 * @param note words that belong to it: the result, the office, the mark
 */
public record TicketEvent(long id, int version, @Nullable TicketAction action, Actor actor, String note, Instant at) {

    private static final String OPENED = "opened";

    /** The name in the database and in message keys. */
    public String type() {
        return action == null ? OPENED : action.code();
    }

    static @Nullable TicketAction actionOf(String type) {
        return OPENED.equals(type) ? null : TicketAction.valueOf(type.toUpperCase(Locale.ROOT));
    }
}
