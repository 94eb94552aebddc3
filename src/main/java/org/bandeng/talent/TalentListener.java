package org.bandeng.talent;

import org.bandeng.community.ResidentId;
import org.bandeng.ticket.Ticket;
import reactor.core.publisher.Mono;

/** Whoever tells those who can do something; called in the transaction that brings it about. */
public interface TalentListener {

    /** Something that one of them must know; {@code note} has words of the staff, or nothing. */
    Mono<Void> news(Ticket ticket, ResidentId resident, News what, String note);

    /** What they must know. */
    enum News {
        /** Can they help? Where exactly is told to who says yes. */
        ASKED,
        /** Somebody else was first. */
        LATE,
        THANKED
    }
}
