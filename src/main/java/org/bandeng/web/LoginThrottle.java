package org.bandeng.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Slows down who guesses passwords. Counted over Redis, by account and address together, by account, and by address, so that
 * neither one who tries many accounts nor many who try one get far, and somebody who only mistypes is not shut out by others.
 */
@Component
class LoginThrottle {

    /** How long a wrong password counts. */
    static final Duration REMEMBERED = Duration.ofMinutes(15);

    private static final long MOST_TOGETHER = 8;
    private static final long MOST_FOR_ACCOUNT = 60;
    private static final long MOST_FROM_ADDRESS = 60;

    private final ReactiveStringRedisTemplate redis;

    LoginThrottle(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /** Whether another try is allowed now. */
    Mono<Boolean> mayTry(String account, String address) {
        return Flux.fromIterable(counters(account, address))
                .concatMap(counter -> redis.opsForValue()
                        .get(counter.key)
                        .map(Long::parseLong)
                        .defaultIfEmpty(0L)
                        .map(count -> count < counter.most))
                .all(may -> may);
    }

    /** A try was wrong. */
    Mono<Void> failed(String account, String address) {
        return Flux.fromIterable(counters(account, address))
                .concatMap(counter -> redis.opsForValue()
                        .increment(counter.key)
                        .flatMap(count -> count == 1 ? redis.expire(counter.key, REMEMBERED) : Mono.just(true)))
                .then();
    }

    /** A try was right: whoever mistyped before begins anew. */
    Mono<Void> succeeded(String account, String address) {
        return redis.delete(counters(account, address).get(0).key).then();
    }

    private record Counter(String key, long most) {}

    private static List<Counter> counters(String account, String address) {
        String name = account.toLowerCase(Locale.ROOT);
        return List.of(
                new Counter("bandeng:login:" + name + "@" + address, MOST_TOGETHER),
                new Counter("bandeng:login:" + name, MOST_FOR_ACCOUNT),
                new Counter("bandeng:login:@" + address, MOST_FROM_ADDRESS));
    }
}
