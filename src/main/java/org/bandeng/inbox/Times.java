package org.bandeng.inbox;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;

/** Points in time as a person at a desk reads them: no date for today, no year for this year. */
@Component
class Times {

    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Clock clock;

    Times(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return Instant.now(clock);
    }

    /** Where the office is. */
    ZoneId zone() {
        return clock.getZone();
    }

    /** With its date, for what is printed. */
    String full(Instant instant) {
        return instant.atZone(clock.getZone()).format(FULL);
    }

    String show(Instant instant) {
        ZonedDateTime time = instant.atZone(clock.getZone());
        LocalDate today = LocalDate.now(clock);
        if (time.toLocalDate().equals(today)) {
            return time.format(TODAY);
        }
        return time.format(time.getYear() == today.getYear() ? THIS_YEAR : EARLIER);
    }
}
