package org.bandeng.works;

import org.bandeng.community.ResidentId;
import org.bandeng.ticket.Ticket;
import reactor.core.publisher.Mono;

/** Whoever tells people of works; called in the transaction that brings it about. */
public interface WorksListener {

    /** Something that all who live there must know. */
    Mono<Void> news(Works works, News what);

    /** A report is about it. */
    Mono<Void> linked(Works works, Ticket ticket, boolean outOfHours);

    /** Something that one of those who reported something about it, or watch over it, must know. */
    Mono<Void> progress(Works works, ResidentId resident, String words);

    /** One of those who watch over it is asked to look at something. */
    Mono<Void> ask(Works works, Check check, ResidentId watcher);

    /** What all must know. */
    enum News {
        ANNOUNCED,
        /** It ends on another day. */
        MOVED,
        DONE,
        CANCELLED
    }
}
