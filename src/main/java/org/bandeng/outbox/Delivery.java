package org.bandeng.outbox;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** The way out to residents; the platform's side implements it. */
public interface Delivery {

    /** Tries once. Does not fail: whatever goes wrong is an {@link Outcome}. */
    Mono<Outcome> deliver(Envelope envelope);

    /** What came of one try. */
    sealed interface Outcome {

        /** The platform took it. */
        record Sent() implements Outcome {}

        /**
         * The platform did not take it, and a later try may do better.
         *
         * @param after at least so long before the next try
         */
        record Retry(String problem, Duration after) implements Outcome {}

        /** The platform takes nothing for this resident until they write again. */
        record Held(String problem) implements Outcome {}

        /** No try will ever do better. */
        record Failed(String problem) implements Outcome {}

        /** The platform may or may not have taken it; a second try could tell the resident twice. */
        record Unconfirmed(String problem) implements Outcome {}
    }
}
