package org.bandeng.ticket;

/** Somebody else changed the ticket since it was looked at. */
public final class TicketChangedException extends RuntimeException {
    TicketChangedException(TicketNumber number) {
        super("Ticket %s was changed by somebody else meanwhile".formatted(number));
    }
}
