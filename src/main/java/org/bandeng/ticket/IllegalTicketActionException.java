package org.bandeng.ticket;

/** The action is not possible as the ticket stands, or not for whoever tried it. */
public final class IllegalTicketActionException extends RuntimeException {

    private final TicketStatus status;
    private final TicketAction action;

    IllegalTicketActionException(Ticket ticket, TicketAction action, Actor actor) {
        super("Ticket %s is %s; it cannot be changed by %s of %s"
                .formatted(ticket.number(), ticket.status(), action, actor.kind()));
        this.status = ticket.status();
        this.action = action;
    }

    public TicketStatus status() {
        return status;
    }

    public TicketAction action() {
        return action;
    }
}
