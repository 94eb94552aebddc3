package org.bandeng.inbox;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bandeng.community.ResidentId;
import org.bandeng.web.AuditLog;
import org.bandeng.web.StaffUser;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Stands before every page and form about one ticket, resident, medium or topic, whatever they are called: what is in another part of
 * the community is answered as if it were not there, so that nobody learns by guessing that it is.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class ScopeGuard implements WebFilter {

    private static final PathPattern TICKET = pattern("/inbox/tickets/{number}/{*rest}");
    private static final PathPattern RESIDENT = pattern("/inbox/residents/{id}/{*rest}");
    private static final PathPattern MEDIUM = pattern("/inbox/media/{id}");
    private static final PathPattern TOPIC = pattern("/inbox/topics/{id}/{*rest}");

    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private static final Mono<Boolean> NOT_THERE = Mono.just(false);

    private final Access access;
    private final AuditLog audit;

    ScopeGuard(Access access, AuditLog audit) {
        this.access = access;
        this.audit = audit;
    }

    private static PathPattern pattern(String pattern) {
        return PathPatternParser.defaultInstance.parse(pattern);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        // Matched as controllers match it: decoded, whatever way it was written.
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        return StaffUser.current()
                .flatMap(user -> sees(user, path))
                .defaultIfEmpty(true)
                .flatMap(sees -> sees
                        ? chain.filter(exchange)
                        : audit.refused(exchange)
                                .then(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))));
    }

    private Mono<Boolean> sees(StaffUser user, PathContainer path) {
        Map<String, String> ticket = variables(TICKET, path);
        if (!ticket.isEmpty()) {
            return access.seesTicket(user, ticket.getOrDefault("number", ""));
        }
        Map<String, String> resident = variables(RESIDENT, path);
        if (!resident.isEmpty()) {
            return id(resident)
                    .map(id -> access.seesResident(user, new ResidentId(id)))
                    .orElse(NOT_THERE);
        }
        Map<String, String> topic = variables(TOPIC, path);
        if (!topic.isEmpty()) {
            return id(topic).map(number -> access.seesTopic(user, number)).orElse(NOT_THERE);
        }
        Map<String, String> medium = variables(MEDIUM, path);
        return medium.isEmpty()
                ? Mono.just(true)
                : id(medium).map(id -> access.seesMedium(user, id)).orElse(NOT_THERE);
    }

    private static Map<String, String> variables(PathPattern pattern, PathContainer path) {
        PathPattern.PathMatchInfo match = pattern.matchAndExtract(path);
        return match == null ? Map.of() : match.getUriVariables();
    }

    /** Written as we write it; whatever else could be read as a number is none. */
    private static Optional<Long> id(Map<String, String> variables) {
        return Optional.of(variables.getOrDefault("id", ""))
                .filter(id -> ID.matcher(id).matches())
                .map(Long::valueOf);
    }
}
