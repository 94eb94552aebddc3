package org.bandeng.works;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.bandeng.community.OfficeCalendar;
import org.bandeng.community.PlaceId;

/**
 * Something that is built or mended: a home that is renovated for some weeks, or pipes that are replaced for a year.
 *
 * @param number what people call it: 施工 101
 * @param place whose residents are told
 * @param venue where it is, in words
 * @param contractor who does it
 * @param phone of whoever answers for it; empty: not known
 * @param endsOn the last day
 * @param noiseHours when it may be loud, as {@link OfficeCalendar#ofDuty} reads it; empty: it is not loud
 * @param categories what reports from there may be about it
 * @param budget the line that it is paid from, and how much; empty: not said
 * @param watched whether residents are asked to watch over it
 * @param outcome what came of it, or why it is cancelled
 */
public record Works(
        long id,
        long number,
        String title,
        PlaceId place,
        String venue,
        String contractor,
        String phone,
        LocalDate startsOn,
        LocalDate endsOn,
        String noiseHours,
        List<String> categories,
        String budget,
        boolean watched,
        Status status,
        String outcome) {

    public Works {
        categories = List.copyOf(categories);
    }

    /** How far it is. */
    public enum Status {
        /** All who live there were told; it is to begin, or has begun. */
        ANNOUNCED,
        DONE,
        CANCELLED;

        /** The name in the database and in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it may be going on. */
    public boolean isOn(LocalDate day) {
        return status == Status.ANNOUNCED && !day.isBefore(startsOn) && !day.isAfter(endsOn);
    }

    /** Whether it must be quiet at a time; what is not loud at all is never out of hours. */
    public boolean isOutOfHours(LocalDateTime now) {
        return !noiseHours.isEmpty()
                && OfficeCalendar.ofDuty(noiseHours)
                        .filter(hours -> !hours.isOpen(now))
                        .isPresent();
    }

    /** When it may be loud, as people read it: 周一至周五 08:00–12:00、14:00–18:00; empty: it is not loud. */
    public String noiseInWords() {
        return noiseHours.isEmpty()
                ? ""
                : OfficeCalendar.ofDuty(noiseHours).map(OfficeCalendar::inWords).orElse("");
    }
}
