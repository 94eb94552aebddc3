package org.bandeng.ticket;

import reactor.core.publisher.Mono;

/** Pictures of what was done; whoever keeps pictures implements it. */
public interface Proof {

    /** Whether anybody who works on a ticket has put a picture to it since it was accepted. */
    Mono<Boolean> isShown(Ticket ticket);
}
