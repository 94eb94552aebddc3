package org.bandeng.agreement;

import reactor.core.publisher.Mono;

/** Whoever tells the parties; called in the transaction that brings it about. */
public interface AgreementListener {

    /** Something that one of them must know. */
    Mono<Void> news(Agreement agreement, Agreement.Party party, News what, String note);

    /** What they must know. */
    enum News {
        /** A time, a place, or another word from who leads it. */
        WORD,
        /** The other side has made an offer. */
        OFFER,
        /** The terms are put to them: do they confirm? */
        FROZEN,
        /** Somebody does not agree; they talk on. */
        REFUSED,
        AGREED,
        FAILED,
        /** Is it kept? */
        FOLLOW_UP,
        CLOSED
    }
}
