package org.bandeng.conversation;

import org.bandeng.live.LiveFeed;
import org.bandeng.outbox.OutboxRelay;
import org.bandeng.ticket.Onlooker;
import org.bandeng.ticket.Ticket;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Refreshes the pages of staff, and sends what is to be told, as soon as time has changed a ticket. */
@Component
class TimerOnlooker implements Onlooker {

    private final LiveFeed live;
    private final OutboxRelay relay;

    TimerOnlooker(LiveFeed live, OutboxRelay relay) {
        this.live = live;
        this.relay = relay;
    }

    @Override
    public Mono<Void> sees(Ticket ticket) {
        return live.changed(ticket.resident()).then(Mono.fromRunnable(relay::wake));
    }
}
