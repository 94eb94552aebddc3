package org.bandeng.open311;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.community.Directory;
import org.bandeng.community.Places;
import org.bandeng.dialog.Script;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketLists;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.TicketStatus;
import org.bandeng.ticket.Tickets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The methods of GeoReport v2. There is one jurisdiction, so {@code jurisdiction_id} is taken and not looked at. */
@RestController
class Open311Api {

    private static final Logger LOG = LoggerFactory.getLogger(Open311Api.class);

    /** "Default query limit is a span of 90 days or first 1000 requests returned, whichever is smallest." */
    private static final Duration LONGEST_SPAN = Duration.ofDays(90);

    private static final int MOST = 1000;
    private static final Set<String> STATUSES = Set.of("open", "closed");

    private final OpenData data;
    private final Reports reports;
    private final Tickets tickets;
    private final TicketLists lists;
    private final Places places;
    private final Clock clock;

    Open311Api(OpenData data, Reports reports, Tickets tickets, TicketLists lists, Places places, Clock clock) {
        this.data = data;
        this.reports = reports;
        this.tickets = tickets;
        this.lists = lists;
        this.places = places;
        this.clock = clock;
    }

    /** Something is wrong with a request: its status of the specification's error table, and what. */
    static final class Refused extends RuntimeException {
        private final HttpStatus status;

        Refused(HttpStatus status, String description) {
            super(description);
            this.status = status;
        }
    }

    @GetMapping("/open311/v2/services.{format}")
    Mono<ResponseEntity<String>> services(@PathVariable String format) {
        return answered(
                format,
                () -> Mono.just(Answer.of(
                        "services",
                        "service",
                        data.services().stream().map(data::row).toList())));
    }

    /** No service needs more than the specification's own fields. */
    @GetMapping("/open311/v2/services/{code}.{format}")
    Mono<ResponseEntity<String>> definition(@PathVariable String code, @PathVariable String format) {
        return answered(format, () -> {
            Script service = data.service(code)
                    .orElseThrow(() -> new Refused(HttpStatus.NOT_FOUND, "service_code was not found: " + code));
            return Mono.error(new Refused(
                    HttpStatus.NOT_FOUND,
                    "service_code " + service.name() + " has no definition: its metadata is false"));
        });
    }

    @GetMapping("/open311/v2/requests.{format}")
    Mono<ResponseEntity<String>> requests(
            @PathVariable String format, @RequestParam MultiValueMap<String, String> given) {
        return answered(format, () -> {
            List<String> ids = listed(given, "service_request_id");
            Flux<Ticket> found = ids.isEmpty() ? lists.opened(query(given)) : numbered(ids);
            return rows(found);
        });
    }

    private Flux<Ticket> numbered(List<String> ids) {
        return Flux.fromIterable(ids.subList(0, Math.min(MOST, ids.size())))
                .flatMap(id -> Mono.justOrEmpty(TicketNumber.parse(id)))
                .concatMap(tickets::numbered)
                .filter(this::isToBeSeen);
    }

    private boolean isToBeSeen(Ticket ticket) {
        return ticket.status() != TicketStatus.WITHDRAWN
                && data.service(ticket.category()).isPresent();
    }

    private Mono<Answer> rows(Flux<Ticket> found) {
        return places.directory().flatMap(directory -> found.map(ticket -> row(ticket, directory))
                .collectList()
                .map(rows -> Answer.of("service_requests", "request", rows)));
    }

    private Map<String, @Nullable Object> row(Ticket ticket, Directory directory) {
        return data.row(ticket, directory);
    }

    private TicketLists.Opened query(MultiValueMap<String, String> given) {
        Instant now = Instant.now(clock);
        Optional<Instant> start = time(given, "start_date");
        Optional<Instant> end = time(given, "end_date");
        Instant until = end.orElseGet(
                () -> start.map(from -> earlier(from.plus(LONGEST_SPAN), now)).orElse(now));
        Instant from = start.orElseGet(() -> until.minus(LONGEST_SPAN));
        if (Duration.between(from, until).compareTo(LONGEST_SPAN) > 0) {
            throw new Refused(HttpStatus.BAD_REQUEST, "start_date and end_date may not span more than 90 days");
        }
        Set<String> status = Set.copyOf(listed(given, "status"));
        if (!STATUSES.containsAll(status)) {
            throw new Refused(HttpStatus.BAD_REQUEST, "status is open or closed");
        }
        Set<String> wanted = Set.copyOf(listed(given, "service_code"));
        Set<String> shown = data.services().stream()
                .map(Script::name)
                .filter(name -> wanted.isEmpty() || wanted.contains(name))
                .collect(Collectors.toSet());
        int size = number(given, "page_size", MOST);
        return new TicketLists.Opened(
                shown,
                from,
                until,
                status.size() == 1 ? status.contains("open") : null,
                (number(given, "page", 1) - 1) * size,
                size);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Optional<Instant> time(MultiValueMap<String, String> given, String name) {
        String text = given.getFirst(name);
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            // A plus sign that was not encoded arrives as a blank.
            return Optional.of(
                    OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant());
        } catch (DateTimeException e) {
            throw new Refused(HttpStatus.BAD_REQUEST, name + " must be like 2026-01-01T00:00:00Z");
        }
    }

    private static int number(MultiValueMap<String, String> given, String name, int otherwise) {
        String text = given.getFirst(name);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > MOST) {
            throw new Refused(HttpStatus.BAD_REQUEST, "%s is a number from 1 to %d".formatted(name, MOST));
        }
        return Integer.parseInt(text);
    }

    /** Declared several times, or once with commas between. */
    private static List<String> listed(MultiValueMap<String, String> given, String name) {
        return given.getOrDefault(name, List.of()).stream()
                .flatMap(each -> Stream.of(each.split(",", -1)))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    @GetMapping("/open311/v2/requests/{id}.{format}")
    Mono<ResponseEntity<String>> request(@PathVariable String id, @PathVariable String format) {
        return answered(format, () -> numbered(List.of(id))
                .next()
                .switchIfEmpty(
                        Mono.error(() -> new Refused(HttpStatus.NOT_FOUND, "service_request_id was not found: " + id)))
                .flatMap(ticket -> rows(Flux.just(ticket))));
    }

    /** Every report has its number at once; a token is that number. */
    @GetMapping("/open311/v2/tokens/{token}.{format}")
    Mono<ResponseEntity<String>> token(@PathVariable String token, @PathVariable String format) {
        return answered(format, () -> numbered(List.of(token))
                .next()
                .switchIfEmpty(Mono.error(() -> new Refused(HttpStatus.NOT_FOUND, "token was not found: " + token)))
                .map(ticket -> Answer.of(
                        "service_requests",
                        "request",
                        List.of(Map.of("service_request_id", ticket.number().toString(), "token", token)))));
    }

    @PostMapping("/open311/v2/requests.{format}")
    Mono<ResponseEntity<String>> report(@PathVariable String format, ServerWebExchange exchange) {
        return answered(format, () -> exchange.getFormData().flatMap(reports::take));
    }

    @GetMapping("/open311/v2/discovery.{format}")
    Mono<ResponseEntity<String>> discovery(@PathVariable String format, ServerWebExchange exchange) {
        return answered(
                format, () -> Mono.just(Discovery.of(exchange.getRequest().getURI())));
    }

    /** In the format that the address ends with; whatever goes wrong is told in it, too. */
    private static Mono<ResponseEntity<String>> answered(String format, Supplier<Mono<Answer>> work) {
        Optional<Answer.Format> known = Stream.of(Answer.Format.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(format))
                .findFirst();
        if (known.isEmpty()) {
            return Mono.just(Answer.error(HttpStatus.NOT_FOUND, "the formats are xml and json")
                    .in(Answer.Format.XML));
        }
        return Mono.defer(work)
                .onErrorResume(
                        Refused.class,
                        refused -> Mono.just(Answer.error(refused.status, String.valueOf(refused.getMessage()))))
                .onErrorResume(problem -> {
                    LOG.warn("A call of Open311 could not be answered: {}", problem.toString());
                    return Mono.just(Answer.error(HttpStatus.BAD_REQUEST, "General service error; please tell us"));
                })
                .map(answer -> answer.in(known.get()));
    }
}
