package org.bandeng.ticket;

import reactor.core.publisher.Mono;

/** Somebody who must know of each change of a ticket. */
public interface TicketListener {

    /**
     * Called once for each event, in the transaction that writes it: what the listener writes stands or falls with it.
     *
     * @param ticket as it is after the event
     */
    Mono<Void> onEvent(Ticket ticket, TicketEvent event);
}
