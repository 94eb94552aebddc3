package org.bandeng.open311;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.Position;
import org.bandeng.conversation.Dialogs;
import org.bandeng.conversation.TicketWords;
import org.bandeng.dialog.Script;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tickets and categories as anybody may see them: what, at which building, how far; no words, no rooms, no names. */
@Component
class OpenData {

    private final Dialogs dialogs;
    private final Open311Properties properties;
    private final Clock clock;

    OpenData(Dialogs dialogs, Open311Properties properties, Clock clock) {
        this.dialogs = dialogs;
        this.properties = properties;
        this.clock = clock;
    }

    /** The categories that may be seen. */
    List<Script> services() {
        return dialogs.scripts().all().stream()
                .filter(Script::isMatter)
                .filter(script -> !properties.hidden().contains(script.name()))
                .toList();
    }

    Optional<Script> service(String code) {
        return services().stream().filter(script -> script.name().equals(code)).findFirst();
    }

    Map<String, @Nullable Object> row(Script script) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("service_code", script.name());
        row.put("service_name", script.title());
        row.put("description", script.head().purpose());
        row.put("metadata", false);
        row.put("type", "realtime");
        row.put("keywords", String.join(", ", script.head().about()));
        row.put("group", script.head().owner());
        return row;
    }

    Map<String, @Nullable Object> row(Ticket ticket, Directory directory) {
        Optional<Place> building =
                Optional.ofNullable(ticket.place()).flatMap(directory::place).map(place -> outside(place, directory));
        Position position = building.map(place -> position(place, directory)).orElse(null);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("service_request_id", ticket.number().toString());
        row.put("status", isOpen(ticket) ? "open" : "closed");
        row.put(
                "status_notes",
                ticket.status() == TicketStatus.RESOLVED ? "已办结" : TicketWords.status(ticket, dialogs.notices()));
        row.put("service_name", ticket.title());
        row.put("service_code", ticket.category());
        row.put(
                "description",
                building.map(place -> ticket.title() + "，" + place.fullName()).orElse(ticket.title()));
        row.put("agency_responsible", ticket.office());
        row.put("service_notice", null);
        row.put("requested_datetime", time(ticket.openedAt()));
        row.put("updated_datetime", time(ticket.updatedAt()));
        row.put("expected_datetime", time(ticket.promise().resolveBy()));
        row.put("address", building.map(Place::fullName).orElse(null));
        row.put(
                "address_id",
                building.map(place -> String.valueOf(place.id().value())).orElse(null));
        row.put("zipcode", null);
        row.put("lat", position == null ? null : position.latitude());
        row.put("long", position == null ? null : position.longitude());
        row.put("media_url", null);
        return row;
    }

    /** What is resolved is closed for everybody but those who reported it. */
    private static boolean isOpen(Ticket ticket) {
        return ticket.status().isOpen();
    }

    /** Not whose stairwell it is, nor what is in it: the building, or a spot in the open. */
    private static Place outside(Place place, Directory directory) {
        List<Place> around = directory.around(place);
        return around.stream().noneMatch(each -> each.kind() == Place.Kind.UNIT)
                ? place
                : around.stream()
                        .filter(each -> each.kind() == Place.Kind.BUILDING)
                        .findFirst()
                        .orElse(place);
    }

    private static @Nullable Position position(Place place, Directory directory) {
        return directory.around(place).stream()
                .map(Place::position)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String time(@Nullable Instant instant) {
        return instant == null
                ? null
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        instant.truncatedTo(ChronoUnit.SECONDS).atZone(clock.getZone()));
    }
}
