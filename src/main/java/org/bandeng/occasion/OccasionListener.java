package org.bandeng.occasion;

import org.bandeng.community.ResidentId;
import reactor.core.publisher.Mono;

/** Whoever tells people of occasions; each is called in the transaction that brings it about. */
public interface OccasionListener {

    /** It is planned: all who may come are to hear of it. */
    Mono<Void> planned(Occasion occasion);

    /** Something that one of those who signed up must know. */
    Mono<Void> news(Occasion occasion, ResidentId resident, News what, String note);

    /** What they must know. */
    enum News {
        /** Somebody cancelled, and they have the place. */
        MOVED_UP,
        TOMORROW,
        SOON,
        CANCELLED,
        /** It is over: how was it? */
        OVER
    }
}
