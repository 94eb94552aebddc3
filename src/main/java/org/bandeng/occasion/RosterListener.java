package org.bandeng.occasion;

import org.bandeng.community.ResidentId;
import reactor.core.publisher.Mono;

/** Whoever tells those who take turns; called in the transaction that brings it about. */
public interface RosterListener {

    /** Something about a duty that somebody must know. */
    Mono<Void> news(Occasion duty, ResidentId resident, News what);

    /** What they must know. */
    enum News {
        /** It is theirs. */
        YOURS,
        /** Whoever has it asks them to take it. */
        SWAP_ASKED,
        /** Somebody has taken it from them. */
        TAKEN,
        /** It has begun, and they are not there. */
        MISSED,
        /** It has begun, and nobody is there: can they go? */
        GAP
    }
}
