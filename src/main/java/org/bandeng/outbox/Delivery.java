package org.bandeng.outbox;

import java.time.Duration;
import org.bandeng.community.OpenId;
import reactor.core.publisher.Mono;

/** The way out to residents; the platform's side implements it. */
public interface Delivery {

    /** Tries once, one way. Does not fail: whatever goes wrong is an {@link Outcome}. */
    Mono<Outcome> deliver(Envelope envelope, Way way);

    /** Shows the resident that somebody is writing; whether it worked does not matter. */
    Mono<Void> typing(OpenId openId);

    /** What came of one try. */
    sealed interface Outcome {

        /** In a few words, for the staff; empty: all is well. */
        String problem();

        /**
         * The platform took it.
         *
         * @param platformId its id for it, by which it may report later what became of it; empty: none
         */
        record Sent(String platformId) implements Outcome {
            @Override
            public String problem() {
                return "";
            }
        }

        /**
         * The platform certainly did not take it, and a later try may do better.
         *
         * @param after at least so long before the next try
         */
        record Retry(String problem, Duration after) implements Outcome {}

        /**
         * This way is out of order for everybody, perhaps for long; another one may do.
         *
         * @param after at least so long before the next try
         */
        record Unavailable(String problem, Duration after) implements Outcome {}

        /** The platform takes nothing for this resident this way. */
        record Closed(String problem, Reach.Closed why) implements Outcome {}

        /** No try this way will ever do better. */
        record Failed(String problem) implements Outcome {}

        /**
         * The platform may or may not have taken it.
         *
         * @param repeatable the platform tells the same try from another, so that a second one does no harm
         */
        record Unconfirmed(String problem, boolean repeatable) implements Outcome {}
    }
}
