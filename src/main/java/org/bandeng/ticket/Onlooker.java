package org.bandeng.ticket;

import reactor.core.publisher.Mono;

/** Somebody who shows tickets, and must show what nobody did: what time brought about. */
public interface Onlooker {

    /** Called after the change is kept. Never fails. */
    Mono<Void> sees(Ticket ticket);
}
