package org.bandeng.wechat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Counts the calls of all instances and keeps them from an API that will not answer: one whose day's calls are used up, or that
 * somebody must put right at the console first. While Redis is away every call passes, uncounted.
 */
@Component
public class ApiGate {

    private static final Logger LOG = LoggerFactory.getLogger(ApiGate.class);

    /** Quotas begin anew at midnight there. */
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private static final Duration COUNTS_KEPT = Duration.ofDays(3);
    private static final Duration UNTIL_PUT_RIGHT = Duration.ofMinutes(5);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration PROBLEMS_KEPT = Duration.ofDays(1);

    /** Counts the call and says why it must not be made; KEYS counts, closed for this, closed for all. */
    private static final RedisScript<String> PASS = new DefaultRedisScript<>("""
            local closed = redis.call('GET', KEYS[3]) or redis.call('GET', KEYS[2])
            if closed then return closed end
            redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
            redis.call('EXPIRE', KEYS[1], ARGV[2])
            return ''""", String.class);

    private final ReactiveStringRedisTemplate redis;
    private final WeChatAccount account;
    private final Clock clock;

    ApiGate(ReactiveStringRedisTemplate redis, WeChatAccount account, Clock clock) {
        this.redis = redis;
        this.account = account;
        this.clock = clock;
    }

    /**
     * Makes a call, if the API is open.
     *
     * @param path of the API, such as {@code /cgi-bin/message/custom/send}
     * @param part what may be closed by itself, such as a template; empty: the API as a whole
     */
    <T> Mono<T> through(String path, String part, Mono<T> call) {
        return pass(path, part)
                .flatMap(closed -> closed.isEmpty() ? call : Mono.error(new ClosedException(path, closed)))
                .onErrorResume(problem -> Mono.justOrEmpty(answerIn(problem))
                        .flatMap(answer -> close(path, part, answer))
                        .then(Mono.error(problem)));
    }

    /** What the platform answered, to this call or to the one for its token. */
    private static Optional<WeChatException> answerIn(Throwable problem) {
        Throwable answer = problem instanceof WeChatApi.NoTokenException ? problem.getCause() : problem;
        return answer instanceof WeChatException known && known.errcode() != WeChatException.NO_ERRCODE
                ? Optional.of(known)
                : Optional.empty();
    }

    private Mono<String> pass(String path, String part) {
        return redis.execute(
                        PASS,
                        List.of(counts(LocalDate.now(clock.withZone(BEIJING))), closed(path + part), closed("all")),
                        List.of(path, String.valueOf(COUNTS_KEPT.toSeconds())))
                .next()
                .defaultIfEmpty("")
                .onErrorResume(away -> Mono.just(""));
    }

    /** Notes the problem for the staff, and closes what it says is closed. */
    private Mono<Void> close(String path, String part, WeChatException problem) {
        // Asked for a token, "invalid credential" means that the secret is wrong.
        boolean ofToken = problem.path().equals(AccessTokens.PATH);
        boolean wrongSecret = problem.path().equals(AccessTokens.PATH)
                && ErrorClass.of(problem.errcode()) == ErrorClass.REFRESH_TOKEN;
        ErrorClass meaning = wrongSecret ? ErrorClass.TELL_STAFF : ErrorClass.of(problem.errcode());
        boolean ours = meaning == ErrorClass.OUR_MISTAKE || meaning == ErrorClass.TEMPLATE_GONE;
        Mono<Void> close =
                switch (meaning) {
                    case TELL_STAFF ->
                        shut(
                                wrongSecret || ofTheWholeAccount(problem.errcode()) ? "all" : path,
                                problem,
                                UNTIL_PUT_RIGHT);
                    case TEMPLATE_GONE -> shut(path + part, problem, UNTIL_PUT_RIGHT);
                    case DAILY_QUOTA -> ofToken ? note(path, problem) : shut(path, problem, untilMidnight());
                    case SLOW_DOWN -> ofToken ? note(path, problem) : shut(path, problem, A_MINUTE);
                    default -> ours ? note(path, problem) : Mono.empty();
                };
        return close.onErrorResume(away -> Mono.empty());
    }

    /** Whether it is about the account, the secret or our address, and not about one API. */
    private static boolean ofTheWholeAccount(int errcode) {
        return switch (errcode) {
            case 40013, 40125, 40164, 40243, 48004, 50004, 50007, 61004 -> true;
            default -> errcode >= 89501 && errcode <= 89507;
        };
    }

    private Mono<Void> shut(String what, WeChatException problem, Duration how) {
        LOG.error("WeChat is closed for {} for {}: {}", what, how, problem.getMessage());
        return redis.opsForValue()
                .set(closed(what), String.valueOf(problem.getMessage()), how)
                .then(note(what, problem));
    }

    private Mono<Void> note(String what, WeChatException problem) {
        String line =
                Instant.now(clock).truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + " " + problem.getMessage();
        return redis.opsForHash()
                .put(name("problems"), what, line)
                .then(redis.expire(name("problems"), PROBLEMS_KEPT))
                .then();
    }

    private Duration untilMidnight() {
        Instant midnight = LocalDate.now(clock.withZone(BEIJING))
                .plusDays(1)
                .atStartOfDay(BEIJING)
                .toInstant();
        return Duration.between(Instant.now(clock), midnight).plusSeconds(5);
    }

    /** How often each API was called today, by path. */
    public Mono<Map<String, Long>> callsToday() {
        return redis.<String, String>opsForHash()
                .entries(counts(LocalDate.now(clock.withZone(BEIJING))))
                .collectMap(Map.Entry::getKey, entry -> Long.valueOf(entry.getValue()), TreeMap::new);
    }

    /** What went wrong within a day that somebody should look at, with when, by what it concerns. */
    public Mono<Map<String, String>> problems() {
        return redis.<String, String>opsForHash()
                .entries(name("problems"))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new);
    }

    /** Somebody has put things right: everything is tried again at once. */
    public Mono<Void> reopen() {
        return redis.keys(closed("*"))
                .concatWith(Mono.just(name("problems")))
                .concatMap(redis::delete)
                .then();
    }

    private String counts(LocalDate day) {
        return name("calls:" + day);
    }

    private String closed(String what) {
        return name("closed:" + what);
    }

    private String name(String what) {
        return "bandeng:{wechat:" + account.appId() + "}:" + what;
    }

    /** The call was not made. */
    static final class ClosedException extends RuntimeException {
        ClosedException(String path, String reason) {
            super("%s is closed for now, because %s".formatted(path, reason));
        }
    }
}
