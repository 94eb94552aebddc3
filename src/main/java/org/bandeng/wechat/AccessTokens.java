package org.bandeng.wechat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The access token, fetched once and shared by all instances through Redis, renewed ahead of its end.
 *
 * <p>One caller at a time asks the platform: callers within a program share one request, programs take a short lock and
 * look again after they have it. A token that the platform refused is dropped only if it is still the shared one.
 */
@Component
class AccessTokens {

    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);

    static final String PATH = "/cgi-bin/stable_token";

    /** WeChat renews a token in its last five minutes ("获取稳定版接口调用凭据"); we ask a little earlier. */
    private static final Duration RENEW_BEFORE_END = Duration.ofMinutes(8);

    private static final Duration SAFETY = Duration.ofSeconds(30);
    private static final Duration LOCK = Duration.ofSeconds(15);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private static final RedisScript<Long> UNLOCK =
            script("if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0");
    private static final RedisScript<Long> DROP = script(
            "local t = redis.call('GET', KEYS[1]) if t and string.find(t, ARGV[1], 1, true) then return redis.call('DEL', KEYS[1]) end return 0");

    private final WeChatAccount account;
    private final WeChatHttp http;
    private final ReactiveStringRedisTemplate redis;
    private final JsonMapper json;
    private final Clock clock;
    private final AtomicReference<@Nullable Mono<String>> underWay = new AtomicReference<>();

    AccessTokens(
            WeChatAccount account, WeChatHttp http, ReactiveStringRedisTemplate redis, JsonMapper json, Clock clock) {
        this.account = account;
        this.http = http;
        this.redis = redis;
        this.json = json;
        this.clock = clock;
    }

    /** A token, and until when it is good. */
    record Shared(String token, Instant until) {}

    /** A token that is good now. */
    Mono<String> token() {
        return shared().filter(this::isGood).map(Shared::token).switchIfEmpty(Mono.defer(() -> fetchOnce("")));
    }

    /** Another token than this one, which the platform has refused. */
    Mono<String> instead(String refused) {
        return redis.execute(DROP, List.of(key()), List.of(refused)).then(Mono.defer(() -> shared().filter(this::isGood)
                .map(Shared::token)
                .switchIfEmpty(Mono.defer(() -> fetchOnce(refused)))));
    }

    /** Renews a token that is about to end, before anybody has to wait for it. */
    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    Mono<Void> renewAhead() {
        return shared().filter(token -> token.until.isBefore(Instant.now(clock).plus(RENEW_BEFORE_END)))
                .flatMap(ending -> fetchOnce(ending.token))
                .then()
                .onErrorResume(problem -> {
                    LOG.warn("The access token could not be renewed yet: {}", problem.toString());
                    return Mono.empty();
                });
    }

    private boolean isGood(Shared shared) {
        return shared.until.isAfter(Instant.now(clock).plus(SAFETY));
    }

    private Mono<Shared> shared() {
        return redis.opsForValue().get(key()).map(stored -> json.readValue(stored, Shared.class));
    }

    /** Callers of this program share one request. */
    private Mono<String> fetchOnce(String other) {
        Mono<String> mine = Mono.defer(() -> fetchLocked(other))
                .doFinally(end -> underWay.set(null))
                .cache();
        Mono<String> first = underWay.compareAndExchange(null, mine);
        return first == null ? mine : first;
    }

    /** Programs take turns, and look again when it is theirs. */
    private Mono<String> fetchLocked(String other) {
        String owner = UUID.randomUUID().toString();
        return redis.opsForValue()
                .setIfAbsent(key() + ":lock", owner, LOCK)
                .filter(locked -> locked)
                .flatMap(locked -> anotherThan(other)
                        .switchIfEmpty(Mono.defer(() -> fetch(other)))
                        .flatMap(token -> unlock(owner).thenReturn(token))
                        .onErrorResume(problem -> unlock(owner).then(Mono.error(problem))))
                .switchIfEmpty(Mono.defer(() -> Mono.delay(LOOK_AGAIN).then(anotherThan(other))))
                .repeatWhenEmpty(again -> again.delayElements(LOOK_AGAIN))
                .timeout(LOCK.multipliedBy(2));
    }

    private Mono<String> anotherThan(String other) {
        return shared().filter(this::isGood).map(Shared::token).filter(token -> !token.equals(other));
    }

    /** The platform gives the same token while it thinks it good; if just that was refused, it must be forced. */
    private Mono<String> fetch(String refused) {
        return request(false)
                .flatMap(
                        shared -> shared.token.equals(refused) && !isEnding(shared) ? request(true) : Mono.just(shared))
                .flatMap(shared -> redis.opsForValue()
                        .set(key(), json.writeValueAsString(shared), Duration.between(Instant.now(clock), shared.until))
                        .thenReturn(shared.token));
    }

    private boolean isEnding(Shared shared) {
        return shared.until.isBefore(Instant.now(clock).plus(RENEW_BEFORE_END));
    }

    private Mono<Shared> request(boolean force) {
        Map<String, Object> body = Map.of(
                "grant_type",
                "client_credential",
                "appid",
                account.appId(),
                "secret",
                account.secret(),
                "force_refresh",
                force);
        return http.post(PATH, "", body).map(this::shared);
    }

    private Shared shared(JsonNode answer) {
        return new Shared(
                answer.path("access_token").asString(),
                Instant.now(clock).plusSeconds(answer.path("expires_in").asLong()));
    }

    private Mono<Long> unlock(String owner) {
        return redis.execute(UNLOCK, List.of(key() + ":lock"), List.of(owner))
                .next()
                .defaultIfEmpty(0L);
    }

    private String key() {
        return "bandeng:{wechat:" + account.appId() + "}:token";
    }

    private static RedisScript<Long> script(String text) {
        return new DefaultRedisScript<>(text, Long.class);
    }
}
