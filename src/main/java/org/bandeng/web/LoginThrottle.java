package org.bandeng.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Slows down who guesses passwords. Counted over Redis, by account and address together, by account, and by address, so that
 * neither one who tries many accounts nor many who try one get far, and somebody who only mistypes is not shut out by others. A
 * try counts from its beginning on, so that many at once do not slip through together, and is taken back when it was right.
 */
@Component
public class LoginThrottle {

    /** How long after the last try tries count. */
    static final Duration REMEMBERED = Duration.ofMinutes(15);

    private static final long MOST_TOGETHER = 8;
    private static final long MOST_FOR_ACCOUNT = 60;
    private static final long MOST_FROM_ADDRESS = 60;

    private final ReactiveStringRedisTemplate redis;

    LoginThrottle(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /** Begins a try; false: there were too many, and this one must not go on. */
    Mono<Boolean> begin(String account, String address) {
        return Flux.fromIterable(counters(account, address))
                .concatMap(counter -> redis.opsForValue()
                        .increment(counter.key)
                        // Each time: a counter that never ended would shut somebody out for ever.
                        .flatMap(count -> redis.expire(counter.key, REMEMBERED).thenReturn(count <= counter.most)))
                .collectList()
                .map(within -> within.stream().allMatch(may -> may));
    }

    /** A try was right: whoever mistyped before begins anew, and it counts for nobody else. */
    Mono<Void> succeeded(String account, String address) {
        List<Counter> counters = counters(account, address);
        return redis.delete(counters.get(0).key)
                .thenMany(Flux.fromIterable(counters.subList(1, counters.size()))
                        .concatMap(counter -> redis.opsForValue().decrement(counter.key)))
                .then();
    }

    /** An administrator knows who it was: whoever mistyped too often need not wait. */
    public Mono<Void> forgive(String account) {
        String name = account.toLowerCase(Locale.ROOT);
        return redis.scan(ScanOptions.scanOptions()
                        .match("bandeng:login:both:* " + name)
                        .count(1_000)
                        .build())
                .concatWithValues("bandeng:login:account:" + name)
                .flatMap(redis::delete)
                .then();
    }

    private record Counter(String key, long most) {}

    /** Addresses stand first and have no blank in them, so that no name is taken for another counter. */
    private static List<Counter> counters(String account, String address) {
        String name = account.toLowerCase(Locale.ROOT);
        return List.of(
                new Counter("bandeng:login:both:%s %s".formatted(address, name), MOST_TOGETHER),
                new Counter("bandeng:login:account:" + name, MOST_FOR_ACCOUNT),
                new Counter("bandeng:login:address:" + address, MOST_FROM_ADDRESS));
    }
}
