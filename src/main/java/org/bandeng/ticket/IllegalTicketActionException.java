package org.bandeng.ticket;

/** The action is not possible as the ticket stands. */
public final class IllegalTicketActionException extends RuntimeException {

    private final TicketStatus status;
    private final TicketAction action;

    IllegalTicketActionException(TicketNumber number, TicketStatus status, TicketAction action) {
        super("Ticket %s is %s; it cannot be changed by %s".formatted(number, status, action));
        this.status = status;
        this.action = action;
    }

    public TicketStatus status() {
        return status;
    }

    public TicketAction action() {
        return action;
    }
}
