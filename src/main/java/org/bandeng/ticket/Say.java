package org.bandeng.ticket;

import reactor.core.publisher.Mono;

/** What those who reported a ticket say of its resolution; whoever asks them implements it. */
public interface Say {

    /** What they said since it was last resolved. */
    Mono<Verdict> of(Ticket ticket);

    /**
     * The answers so far.
     *
     * @param asked how many were asked
     */
    record Verdict(int asked, int fixed, int notFixed) {

        private static final int ALL = 100;

        /** Whether enough of them say that it is fixed. */
        boolean confirms(int share) {
            return fixed > 0 && fixed * ALL >= share * asked;
        }

        /** Whether so many say that it is not that enough can no longer say it is. */
        boolean refutes(int share) {
            return notFixed > 0 && (asked - notFixed) * ALL < share * asked;
        }
    }
}
