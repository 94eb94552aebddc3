package org.bandeng.occasion;

import java.util.List;
import org.bandeng.community.ResidentId;
import reactor.core.publisher.Mono;

/** Whoever tells those who take turns; called in the transaction that brings it about. */
public interface RosterListener {

    /** These duties are somebody's, the next first. */
    Mono<Void> planned(ResidentId resident, List<Occasion> duties);

    /** Something about a duty that somebody must know. */
    Mono<Void> news(Occasion duty, ResidentId resident, News what);

    /** What they must know. */
    enum News {
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
