package org.bandeng.ticket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a ticket's history. With it is kept where the ticket stood after it, so that a ticket is what its last event says.
 *
 * @param id 0: not written down yet
 * @param ticket as it was after it
 * @param cause why; null: it needs no reason
 * @param note words that belong to it: the result, the office, the mark
 * @param isPrivate whether it is for the staff alone
 */
public record TicketEvent(
        long id,
        TicketAction action,
        Actor actor,
        Ticket ticket,
        @Nullable Cause cause,
        String note,
        boolean isPrivate) {

    /** The ticket's version that it led to. */
    public int version() {
        return ticket.version();
    }

    public Instant at() {
        return ticket.updatedAt();
    }

    /** The name in message keys. */
    public String type() {
        return action.code();
    }
}
