package org.bandeng.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A clock that goes on when it is told to. */
public final class MutableClock extends Clock {

    private final ZoneId zone;
    private volatile Instant now;

    public MutableClock(Instant now) {
        this(now, ZoneOffset.UTC);
    }

    private MutableClock(Instant now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    public void goOn(Duration duration) {
        now = now.plus(duration);
    }

    /** It is that time in the clock's zone now; never earlier than before. */
    public void becomes(String local) {
        Instant next = LocalDateTime.parse(local).atZone(zone).toInstant();
        if (next.isBefore(now)) {
            throw new IllegalArgumentException("Time does not go back to " + local);
        }
        now = next;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return Clock.fixed(now, other);
    }

    /** Programs that go by one clock that can be moved, in Shanghai. Not annotated: all programs of the tests would find it. */
    public static class Time {

        private static final MutableClock CLOCK =
                new MutableClock(Instant.parse("2026-11-23T02:00:00Z"), ZoneId.of("Asia/Shanghai"));

        @Bean
        @Primary
        MutableClock movableClock() {
            return CLOCK;
        }

        public static MutableClock clock() {
            return CLOCK;
        }
    }

    /** Another such clock, for long stories: months that pass there do not pass for other tests. */
    public static class Months {

        private static final MutableClock CLOCK =
                new MutableClock(Instant.parse("2026-11-23T02:00:00Z"), ZoneId.of("Asia/Shanghai"));

        @Bean
        @Primary
        MutableClock movableClock() {
            return CLOCK;
        }

        public static MutableClock clock() {
            return CLOCK;
        }
    }
}
