package org.bandeng.ticket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;

/**
 * What a ticket waits for.
 *
 * @param since when it began to wait
 */
public record Waiting(For what, Instant since) {

    private static final LocalTime END_OF_DAY = LocalTime.of(18, 0);

    /** The end of work on a day from now on. */
    public static Instant evening(LocalDate day, ZoneId zone) {
        return day.atTime(END_OF_DAY).atZone(zone).toInstant();
    }

    /** The end of work in so many days, but never later than the longest that may be waited. */
    public static Instant untilEvening(int days, Duration longest, Clock clock) {
        long whole = Math.max(1, Math.min(days, longest.toDays()));
        return evening(LocalDate.now(clock).plusDays(whole), clock.getZone());
    }

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
