package org.bandeng.inbox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.Scope;
import org.bandeng.community.StaffId;
import org.bandeng.ticket.Level;
import org.bandeng.ticket.Sight;
import org.bandeng.ticket.TicketCursor;
import org.bandeng.ticket.TicketFilter;
import org.bandeng.ticket.TicketStatus;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the filter form of the list asks for; null and empty mean any.
 *
 * @param view {@code mine}, or a {@link TicketFilter.View}
 * @param place a part of the full name of a place, or the whole
 * @param person who has it, our id
 * @param mark 1 to 5
 * @param from the first day on which it was opened
 * @param until the last
 * @param order {@code due}: by deadline
 * @param after where the page begins
 */
record ListFilter(
        @Nullable String view,
        @Nullable String status,
        @Nullable String category,
        @Nullable String place,
        @Nullable String level,
        @Nullable Long person,
        @Nullable Integer mark,
        @Nullable String from,
        @Nullable String until,
        @Nullable String tag,
        @Nullable String order,
        @Nullable String text,
        @Nullable String after) {

    static final String MINE = "mine";
    private static final String DUE = "due";

    /** The list for somebody, as far as {@code sight} reaches. */
    TicketFilter asTicketFilter(StaffUser user, Sight sight, Directory directory, ZoneId zone) {
        boolean mine = MINE.equals(view);
        TicketFilter.View part = mine
                ? TicketFilter.View.OPEN
                : Stream.of(TicketFilter.View.values())
                        .filter(each -> each.code().equals(view))
                        .findFirst()
                        .orElse(TicketFilter.View.ALL);
        StaffId chosen = person == null ? null : new StaffId(person);
        Instant last = day(until, zone, 1);
        return TicketFilter.in(part, sight)
                .status(Stream.of(TicketStatus.values())
                        .filter(each -> each.code().equals(status))
                        .findFirst()
                        .orElse(null))
                .category(text(category))
                .assignee(mine ? sight.staff() : chosen)
                .level(Stream.of(Level.values())
                        .filter(each -> each.code().equals(level))
                        .findFirst()
                        .orElse(null))
                .places(places(directory))
                .mark(mark)
                .opened(day(from, zone, 0), last)
                .tag(text(tag))
                .text(text(text))
                .byReporter(user.isHandler())
                .byDeadline(DUE.equals(order))
                .build();
    }

    /** The places that are meant, with all that is in them; null: any. */
    private @Nullable Scope places(Directory directory) {
        String wanted = text(place);
        if (wanted.isEmpty()) {
            return null;
        }
        Set<Place> outer = directory.places().stream()
                .filter(each -> each.fullName().equals(wanted))
                .collect(Collectors.toSet());
        Set<Place> meant = outer.isEmpty()
                ? directory.places().stream()
                        .filter(each -> Stream.of(wanted.split("\\s+")).allMatch(each.fullName()::contains))
                        .collect(Collectors.toSet())
                : outer;
        return Scope.of(directory.places().stream()
                .filter(each -> directory.around(each).stream().anyMatch(meant::contains))
                .map(Place::id)
                .collect(Collectors.toSet()));
    }

    private static @Nullable Instant day(@Nullable String day, ZoneId zone, int later) {
        try {
            return text(day).isEmpty()
                    ? null
                    : LocalDate.parse(text(day))
                            .plusDays(later)
                            .atStartOfDay(zone)
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    public @Nullable TicketCursor cursor() {
        return after == null ? null : TicketCursor.parse(after).orElse(null);
    }

    /** Whether more than a view and words is asked for. */
    public boolean isNarrowed() {
        return Stream.of(status, category, place, level, from, until, tag)
                        .anyMatch(each -> !text(each).isEmpty())
                || person != null
                || mark != null;
    }

    /** The same list as an address; with where it goes on. */
    public String query(@Nullable TicketCursor next) {
        Map<String, String> parts = new TreeMap<>();
        put(parts, "view", view);
        put(parts, "status", status);
        put(parts, "category", category);
        put(parts, "place", place);
        put(parts, "level", level);
        put(parts, "person", person == null ? null : person.toString());
        put(parts, "mark", mark == null ? null : mark.toString());
        put(parts, "from", from);
        put(parts, "until", until);
        put(parts, "tag", tag);
        put(parts, "order", order);
        put(parts, "text", text);
        put(parts, "after", next == null ? null : next.toString());
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        parts.forEach((name, value) -> query.queryParam(name, "{" + name + "}"));
        return query.encode().buildAndExpand(parts).toUriString();
    }

    private static void put(Map<String, String> parts, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            parts.put(name, value);
        }
    }
}
