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

        /** What counts when nobody is asked any longer: the share of those who answered. */
        Last atLast(int share) {
            int answered = fixed + notFixed;
            if (answered == 0) {
                return Last.SILENCE;
            }
            return fixed * ALL >= share * answered ? Last.FIXED : Last.NOT_FIXED;
        }

        /** The end of all asking. */
        enum Last {
            FIXED,
            NOT_FIXED,
            SILENCE
        }

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
