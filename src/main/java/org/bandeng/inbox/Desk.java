package org.bandeng.inbox;

import org.bandeng.live.LiveFeed;
import org.bandeng.outbox.OutboxRelay;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketNumber;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The ticket desk with what follows a change: the resident is told at once, and open pages are refreshed. */
@Component
class Desk {

    private final TicketDesk desk;
    private final OutboxRelay relay;
    private final LiveFeed live;

    Desk(TicketDesk desk, OutboxRelay relay, LiveFeed live) {
        this.desk = desk;
        this.relay = relay;
        this.live = live;
    }

    Mono<Ticket> change(TicketNumber number, int version, TicketDesk.Command command) {
        return desk.change(number, version, command)
                .doOnNext(changed -> relay.wake())
                .flatMap(changed -> live.changed(changed.resident()).thenReturn(changed));
    }
}
