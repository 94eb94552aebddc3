package org.bandeng.ticket;

import java.time.Instant;
import java.util.Locale;

/**
 * What a ticket waits for.
 *
 * @param since when it began to wait
 */
public record Waiting(For what, Instant since) {

    /** What can be waited for, and what the clock does meanwhile. */
    public enum For {
        /** 等居民: for an answer or to be let in; the clock stands still. */
        RESIDENT(true),
        /** 等配件: for something that was ordered; the clock stands still. */
        PARTS(true),
        /** 等别的单位: the residents care little who of us is slow; the clock goes on. */
        OFFICE(false);

        private final boolean still;

        For(boolean still) {
            this.still = still;
        }

        /** Whether the time that is waited does not count. */
        public boolean stopsTheClock() {
            return still;
        }

        /** The name in the database, in URLs and message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
