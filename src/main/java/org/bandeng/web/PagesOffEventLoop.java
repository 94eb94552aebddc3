package org.bandeng.web;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Whatever makes a page runs on threads that may be kept busy. Who is logged in was read from Redis, and without this the page would be
 * made by the thread that hands on what Redis answers: the first page after a start takes seconds on a small machine, and other
 * commands would time out meanwhile.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class PagesOffEventLoop implements WebFilter {

    private static final String WEBHOOK = "/wechat";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return exchange.getRequest().getPath().value().equals(WEBHOOK)
                ? chain.filter(exchange)
                : Mono.just(exchange).publishOn(Schedulers.boundedElastic()).flatMap(chain::filter);
    }
}
