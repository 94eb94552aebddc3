package org.bandeng.web;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebSession;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Ends the sessions of those who work here no longer, may do something else now or have another password or second factor, some
 * seconds after that was changed, and those that have lasted too long.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 2)
class StillHere implements WebFilter {

    private static final List<PathPattern> FOR_EVERYBODY = Stream.of("/assets/**", "/webjars/**", "/r/**", "/wechat")
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

    private static final Duration MAX_AGE = Duration.ofSeconds(5);

    private final StaffAccounts accounts;
    private final Duration longest;
    private final Clock clock;
    private final AsyncCache<StaffId, Optional<StaffAccounts.Standing>> standings =
            Caffeine.newBuilder().expireAfterWrite(MAX_AGE).buildAsync();

    StillHere(StaffAccounts accounts, @Value("${bandeng.session.longest}") Duration longest, Clock clock) {
        this.accounts = accounts;
        this.longest = longest;
        this.clock = clock;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        // A stylesheet must not wait for Redis.
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        if (FOR_EVERYBODY.stream().anyMatch(pattern -> pattern.matches(path))) {
            return chain.filter(exchange);
        }
        return StaffUser.current()
                .flatMap(user -> stands(user).zipWith(isFresh(exchange)).map(both -> both.getT1() && both.getT2()))
                .defaultIfEmpty(true)
                .flatMap(stands -> stands ? chain.filter(exchange) : toLogin(exchange));
    }

    /** What was looked up before is only good for yes: whoever has just logged in with another password is not sent away. */
    private Mono<Boolean> stands(StaffUser user) {
        Optional<StaffAccounts.Standing> wanted = Optional.of(user.standing());
        return standing(user.id()).flatMap(known -> {
            if (known.equals(wanted)) {
                return Mono.just(true);
            }
            standings.synchronous().invalidate(user.id());
            return standing(user.id()).map(wanted::equals);
        });
    }

    private Mono<Optional<StaffAccounts.Standing>> standing(StaffId id) {
        return Mono.fromFuture(
                () -> standings.get(id, (key, executor) -> accounts.standing(key)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .toFuture()),
                true);
    }

    /** Whether the session has not lasted too long, however busy it was. */
    private Mono<Boolean> isFresh(ServerWebExchange exchange) {
        return exchange.getSession()
                .map(session -> session.getCreationTime().plus(longest).isAfter(Instant.now(clock)));
    }

    private static Mono<Void> toLogin(ServerWebExchange exchange) {
        return exchange.getSession().flatMap(WebSession::invalidate).then(Mono.fromRunnable(() -> {
            LoginPage.sendThere(exchange);
        }));
    }
}
