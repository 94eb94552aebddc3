package org.bandeng.understanding;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The time in a message: from when to when, in the community's zone. A moment begins and ends at once; a day lasts to the next
 * midnight.
 *
 * @param every the days of the week on which it happens again and again, {@code from} and {@code to} being the first time from
 *     today on; empty: once
 * @param text as people say it: 昨天11月24日（周二）晚上10点到11点
 * @param past whether it began before the moment of the message
 */
public record TimeReading(LocalDateTime from, LocalDateTime to, Set<DayOfWeek> every, String text, boolean past) {

    public TimeReading {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("%s is before %s".formatted(to, from));
        }
        every = Set.copyOf(every);
    }

    /**
     * In ISO form: {@code 2026-11-25} for a day, {@code 2026-11-25T20:00} for a moment, else the two ends with a slash between; what
     * happens again and again has the days of the week behind it, as in iCalendar: {@code 2026-11-28;BYDAY=SA,SU}.
     */
    public String value() {
        String days =
                every.stream().sorted().map(day -> day.name().substring(0, 2)).collect(Collectors.joining(","));
        return days.isEmpty() ? once() : once() + ";BYDAY=" + days;
    }

    private String once() {
        if (from.equals(to)) {
            return from.toString();
        }
        boolean day = from.toLocalTime().equals(LocalTime.MIDNIGHT) && to.equals(from.plusDays(1));
        return day ? from.toLocalDate().toString() : from + "/" + to;
    }
}
