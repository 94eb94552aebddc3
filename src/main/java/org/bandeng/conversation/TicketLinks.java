package org.bandeng.conversation;

import java.util.Optional;
import org.bandeng.ticket.Ticket;

/** Where residents find the page of a ticket of theirs; whoever shows such pages implements it. */
public interface TicketLinks {

    /** A link for the resident of the ticket alone; empty if the program does not know its public address. */
    Optional<String> pageOf(Ticket ticket);
}
