package org.bandeng.web;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/** Ends the sessions of those who work here no longer, some seconds after they left. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class StillHere implements WebFilter {

    private static final Duration MAX_AGE = Duration.ofSeconds(5);

    private final StaffAccounts accounts;
    private final AsyncCache<StaffId, Boolean> here =
            Caffeine.newBuilder().expireAfterWrite(MAX_AGE).buildAsync();

    StillHere(StaffAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(context -> context.getAuthentication())
                .map(authentication -> authentication.getPrincipal())
                .ofType(StaffUser.class)
                .flatMap(user -> isHere(user.id()))
                .defaultIfEmpty(true)
                .flatMap(isHere -> isHere ? chain.filter(exchange) : toLogin(exchange));
    }

    private Mono<Boolean> isHere(StaffId id) {
        return Mono.fromFuture(
                () -> here.get(id, (key, executor) -> accounts.isHere(key).toFuture()));
    }

    private static Mono<Void> toLogin(ServerWebExchange exchange) {
        return exchange.getSession().flatMap(WebSession::invalidate).then(Mono.fromRunnable(() -> {
            exchange.getResponse().setStatusCode(HttpStatus.FOUND);
            exchange.getResponse().getHeaders().setLocation(URI.create("/login"));
        }));
    }
}
