package org.bandeng.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/** Writes into the audit log what pages were opened and what forms were sent, by their addresses. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class AuditTrail implements WebFilter {

    private record Rule(HttpMethod method, PathPattern pattern, AuditLog.Action action) {
        static Rule of(HttpMethod method, String pattern, AuditLog.Action action) {
            return new Rule(method, PathPatternParser.defaultInstance.parse(pattern), action);
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of(HttpMethod.GET, "/inbox/tickets/{subject:[0-9]+}", AuditLog.Action.READ_TICKET),
            Rule.of(HttpMethod.GET, "/inbox/tickets/{subject:[0-9]+}/panel", AuditLog.Action.READ_TICKET),
            Rule.of(HttpMethod.GET, "/inbox/residents/{subject}", AuditLog.Action.READ_RESIDENT),
            Rule.of(HttpMethod.GET, "/inbox/residents/{subject}/thread", AuditLog.Action.READ_RESIDENT),
            Rule.of(HttpMethod.GET, "/inbox/media/{subject}", AuditLog.Action.READ_MEDIUM),
            Rule.of(
                    HttpMethod.GET,
                    "/inbox/{subject:tickets\\.csv|tickets\\.xlsx|promises\\.csv}",
                    AuditLog.Action.EXPORT),
            Rule.of(HttpMethod.GET, "/inbox/directory/{subject:.+\\.csv}", AuditLog.Action.EXPORT),
            Rule.of(HttpMethod.GET, "/inbox/{subject:care}", AuditLog.Action.READ_CARE),
            Rule.of(HttpMethod.POST, "/inbox/care/{*subject}", AuditLog.Action.CARE),
            Rule.of(HttpMethod.POST, "/inbox/staff/{*subject}", AuditLog.Action.STAFF),
            Rule.of(HttpMethod.POST, "/inbox/directory/{*subject}", AuditLog.Action.DIRECTORY),
            Rule.of(HttpMethod.POST, "/inbox/dialogs/{subject}", AuditLog.Action.DIALOGS),
            Rule.of(HttpMethod.POST, "/inbox/wechat/{*subject}", AuditLog.Action.WECHAT),
            Rule.of(HttpMethod.POST, "/inbox/qr/{*subject}", AuditLog.Action.WECHAT),
            Rule.of(HttpMethod.POST, "/inbox/account/{*subject}", AuditLog.Action.ACCOUNT));

    private final AuditLog audit;

    AuditTrail(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Noted noted = noted(exchange);
        if (noted == null) {
            return chain.filter(exchange);
        }
        // Before anything is shown: who hangs up in the middle of a file has most of it.
        return noted.action.isReading()
                ? write(noted, exchange).then(chain.filter(exchange))
                : chain.filter(exchange).then(Mono.defer(() -> write(noted, exchange)));
    }

    private record Noted(AuditLog.Action action, String subject) {}

    private static @Nullable Noted noted(ServerWebExchange exchange) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        for (Rule rule : RULES) {
            PathPattern.PathMatchInfo match =
                    rule.method.equals(exchange.getRequest().getMethod()) ? rule.pattern.matchAndExtract(path) : null;
            if (match != null) {
                Map<String, String> variables = match.getUriVariables();
                return new Noted(
                        rule.action, variables.getOrDefault("subject", "").replaceFirst("^/", ""));
            }
        }
        return null;
    }

    private static String decoded(String query) {
        try {
            return URLDecoder.decode(query, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return query;
        }
    }

    private Mono<Void> write(Noted noted, ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        if (status != null && status.isError()) {
            return Mono.empty();
        }
        String asked = Optional.ofNullable(exchange.getRequest().getURI().getRawQuery())
                .orElse("");
        String detail =
                "%s %s".formatted(AuditLog.told(exchange), decoded(asked)).strip();
        return StaffUser.current()
                .flatMap(user ->
                        audit.record(noted.action, user, noted.subject, detail, LoginManager.addressOf(exchange)));
    }
}
