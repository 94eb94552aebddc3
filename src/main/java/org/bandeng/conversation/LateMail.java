package org.bandeng.conversation;

import reactor.core.publisher.Mono;

/**
 * What must not be forgotten about a call that is answered before its work is done: a program that dies in the work finds it
 * again. Whoever takes the calls implements it.
 */
public interface LateMail {

    /** Keeps the call; the platform is told "success" only after that. */
    Mono<Void> keep();

    /** The work is done, the call can be forgotten. Does not fail. */
    Mono<Void> taken();

    /** For calls that are kept anyway. */
    LateMail KEPT = new LateMail() {
        @Override
        public Mono<Void> keep() {
            return Mono.empty();
        }

        @Override
        public Mono<Void> taken() {
            return Mono.empty();
        }
    };
}
