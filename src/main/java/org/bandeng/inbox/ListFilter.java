package org.bandeng.inbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bandeng.ticket.TicketCursor;
import org.bandeng.ticket.TicketFilter;
import org.bandeng.ticket.TicketStatus;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the filter form of the list asks for; null and empty mean any.
 *
 * @param view open, mine, late, or empty
 * @param after where the page begins
 */
record ListFilter(
        @Nullable String view,
        @Nullable String status,
        @Nullable String category,
        @Nullable String text,
        @Nullable String after) {

    TicketFilter asTicketFilter(StaffUser user) {
        TicketStatus wanted = Stream.of(TicketStatus.values())
                .filter(each -> each.code().equals(status))
                .findFirst()
                .orElse(null);
        TicketFilter.View part =
                switch (view == null ? "" : view) {
                    case "open" -> TicketFilter.View.OPEN;
                    case "late" -> TicketFilter.View.OVERDUE;
                    default -> TicketFilter.View.ALL;
                };
        return new TicketFilter(
                part,
                wanted,
                category == null ? "" : category,
                "mine".equals(view) ? user.id() : null,
                text == null ? "" : text.strip());
    }

    public @Nullable TicketCursor cursor() {
        return after == null ? null : TicketCursor.parse(after).orElse(null);
    }

    /** The same list as an address; with where it goes on. */
    public String query(@Nullable TicketCursor next) {
        Map<String, String> parts = new TreeMap<>();
        put(parts, "view", view);
        put(parts, "status", status);
        put(parts, "category", category);
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
