package org.bandeng.community;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;

/**
 * Time as an office counts it: only while it is open.
 *
 * @param calendar when that is
 */
public record WorkingTime(OfficeCalendar calendar) {

    /** A calendar that is shut for longer is a mistake; nobody's promise may depend on it. */
    private static final int DAYS_AHEAD = 400;

    /** A day's hours end with it if they say so to the second: there is no 24:00 in {@link LocalTime}. */
    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    private record Span(LocalDateTime from, LocalDateTime to) {}

    /**
     * The moment by which so much working time is over.
     *
     * @param from the moment at which it begins to run, at any hour
     * @param working not negative; zero: the first moment from then on at which the office is open
     * @throws IllegalStateException if the office does not open so often within the next 400 days
     */
    public LocalDateTime deadline(LocalDateTime from, Duration working) {
        Duration left = working;
        for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
            for (Span open : spans(from.toLocalDate().plusDays(ahead))) {
                LocalDateTime begin = open.from().isBefore(from) ? from : open.from();
                if (!begin.isBefore(open.to())) {
                    continue;
                }
                Duration here = Duration.between(begin, open.to());
                if (left.compareTo(here) <= 0) {
                    return begin.plus(left);
                }
                left = left.minus(here);
            }
        }
        throw new IllegalStateException(
                "The office has not %s of working time in the %d days after %s; look into calendar.yaml"
                        .formatted(working, DAYS_AHEAD, from));
    }

    /** How much working time lies between two moments; none if the second is not later. */
    public Duration between(LocalDateTime from, LocalDateTime to) {
        Duration sum = Duration.ZERO;
        for (LocalDate day = from.toLocalDate(); !day.isAfter(to.toLocalDate()); day = day.plusDays(1)) {
            for (Span open : spans(day)) {
                LocalDateTime begin = open.from().isBefore(from) ? from : open.from();
                LocalDateTime end = open.to().isAfter(to) ? to : open.to();
                if (begin.isBefore(end)) {
                    sum = sum.plus(Duration.between(begin, end));
                }
            }
        }
        return sum;
    }

    private List<Span> spans(LocalDate day) {
        return calendar.hoursOn(day).stream()
                .map(hours -> new Span(
                        day.atTime(hours.from()),
                        hours.to().isBefore(LAST_SECOND)
                                ? day.atTime(hours.to())
                                : day.plusDays(1).atStartOfDay()))
                .toList();
    }
}
