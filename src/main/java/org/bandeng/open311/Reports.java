package org.bandeng.open311;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bandeng.community.Callers;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.community.Position;
import org.bandeng.conversation.Dialogs;
import org.bandeng.conversation.TicketWords;
import org.bandeng.dialog.Script;
import org.bandeng.open311.Open311Api.Refused;
import org.bandeng.outbox.OutboxRelay;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.NewTicket;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.understanding.PlaceReading;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;

/** Takes reports of other systems. */
@Component
class Reports {

    private static final int LONGEST = 4000;
    private static final int LONGEST_NAME = 20;

    /** A point that is farther from everything than this is not here. */
    private static final double FARTHEST_METRES = 1000;

    private final Open311Properties properties;
    private final OpenData data;
    private final Places places;
    private final Dialogs dialogs;
    private final Callers callers;
    private final TicketDesk desk;
    private final TicketWords words;
    private final OutboxRelay relay;
    private final TransactionalOperator transaction;

    Reports(
            Open311Properties properties,
            OpenData data,
            Places places,
            Dialogs dialogs,
            Callers callers,
            TicketDesk desk,
            TicketWords words,
            OutboxRelay relay,
            TransactionalOperator transaction) {
        this.properties = properties;
        this.data = data;
        this.places = places;
        this.dialogs = dialogs;
        this.callers = callers;
        this.desk = desk;
        this.words = words;
        this.relay = relay;
        this.transaction = transaction;
    }

    /** Where something is. */
    private record Where(@Nullable Place place, String text) {}

    /**
     * Opens a ticket.
     *
     * @param given the form
     * @return its number; fails with {@link Refused} if anything is missing
     */
    Mono<Answer> take(MultiValueMap<String, String> given) {
        requireKey(given);
        Script service = service(text(given, "service_code"));
        String description = text(given, "description");
        if (description.length() > LONGEST) {
            throw new Refused(HttpStatus.BAD_REQUEST, "description has more than 4000 characters");
        }
        String said = description.isEmpty() ? service.title() : description;
        return places.directory()
                .map(directory -> where(given, directory))
                .flatMap(where -> transaction.transactional(callers.add(name(given), digits(given))
                        .flatMap(reporter -> desk.open(
                                new NewTicket(
                                        reporter,
                                        service.name(),
                                        service.title(),
                                        said,
                                        description,
                                        where.place() == null
                                                ? null
                                                : where.place().id(),
                                        where.text(),
                                        false),
                                Actor.SYSTEM))))
                .doOnNext(opened -> relay.wake())
                .map(this::created);
    }

    private Answer created(Ticket ticket) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("service_request_id", ticket.number().toString());
        row.put("service_notice", "已转给%s，最晚%s接单".formatted(ticket.office(), words.due(ticket)));
        row.put("account_id", null);
        return new Answer(HttpStatus.CREATED, "service_requests", "request", List.of(row));
    }

    private void requireKey(MultiValueMap<String, String> given) {
        byte[] key = text(given, "api_key").getBytes(StandardCharsets.UTF_8);
        boolean known = properties.apiKeys().stream()
                .anyMatch(each -> !each.isBlank() && MessageDigest.isEqual(each.getBytes(StandardCharsets.UTF_8), key));
        if (!known) {
            throw new Refused(HttpStatus.FORBIDDEN, "Missing or invalid api_key -- can't proceed with create_request.");
        }
    }

    private Script service(String code) {
        if (code.isEmpty()) {
            throw new Refused(HttpStatus.BAD_REQUEST, "service_code was not provided");
        }
        return data.service(code)
                .orElseThrow(() -> new Refused(HttpStatus.NOT_FOUND, "service_code was not found: " + code));
    }

    private Where where(MultiValueMap<String, String> given, Directory directory) {
        String id = text(given, "address_id");
        String address = text(given, "address_string");
        if (!id.isEmpty()) {
            Place place = Optional.of(id)
                    .filter(each -> each.matches("[0-9]{1,18}"))
                    .flatMap(each -> directory.place(new PlaceId(Long.parseLong(each))))
                    .orElseThrow(() -> new Refused(HttpStatus.BAD_REQUEST, "address_id was not found: " + id));
            return new Where(place, place.fullName());
        }
        if (!address.isEmpty()) {
            PlaceReading read = dialogs.edition().placeIn(address, directory);
            return new Where(read.places().size() == 1 ? read.places().get(0) : null, address);
        }
        Position point = Position.parse(text(given, "long") + " " + text(given, "lat"))
                .orElseThrow(() -> new Refused(
                        HttpStatus.BAD_REQUEST,
                        "a location was not provided: lat and long, address_string or address_id"));
        return directory.nearest(point).stream()
                .filter(place -> place.position() != null && place.position().metresTo(point) < FARTHEST_METRES)
                .findFirst()
                .map(place -> new Where(place, place.fullName()))
                .orElseGet(() -> new Where(null, "%.6f, %.6f".formatted(point.latitude(), point.longitude())));
    }

    private static String name(MultiValueMap<String, String> given) {
        String name = text(given, "last_name") + text(given, "first_name");
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private static String digits(MultiValueMap<String, String> given) {
        String digits = text(given, "phone").replaceAll("[^0-9+-]", "");
        return digits.length() > LONGEST_NAME ? "" : digits;
    }

    private static String text(MultiValueMap<String, String> given, String name) {
        String text = given.getFirst(name);
        return text == null ? "" : text.strip();
    }
}
