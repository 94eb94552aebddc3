package org.bandeng.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.bandeng.wechat.SandboxMode;
import org.bandeng.wechat.WeChatAccount;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What all of the platform's APIs share: tokens, the shape of answers, and the faults that are switched on. */
@Component
@Conditional(SandboxMode.class)
class Platform {

    private static final Map<Integer, String> ERRMSG = Map.ofEntries(
            Map.entry(-1, "system error"),
            Map.entry(0, "ok"),
            Map.entry(40001, "invalid credential, access_token is invalid or not latest"),
            Map.entry(40003, "invalid openid"),
            Map.entry(40007, "invalid media_id"),
            Map.entry(40008, "invalid message type"),
            Map.entry(40013, "invalid appid"),
            Map.entry(40029, "invalid code"),
            Map.entry(40125, "invalid appsecret"),
            Map.entry(40163, "code been used"),
            Map.entry(40164, "invalid ip 127.0.0.1, not in whitelist"),
            Map.entry(41001, "access_token missing"),
            Map.entry(42001, "access_token expired"),
            Map.entry(43004, "require subscribe"),
            Map.entry(43101, "user refuse to accept the msg"),
            Map.entry(45009, "reach max api daily quota limit"),
            Map.entry(45015, "response out of time limit or subscription is canceled"),
            Map.entry(45047, "out of response count limit"),
            Map.entry(46003, "menu no exist"),
            Map.entry(47001, "data format error"),
            Map.entry(47003, "argument invalid"));

    private final WeChatAccount account;
    private final SandboxProperties properties;
    private final Faults faults;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();

    Platform(WeChatAccount account, SandboxProperties properties, Faults faults, JsonMapper json, Clock clock) {
        this.account = account;
        this.properties = properties;
        this.faults = faults;
        this.json = json;
        this.clock = clock;
    }

    /** A new access token, for who knows the secret. */
    Map<String, Object> token(JsonNode request) {
        if (faults.has(Fault.ADDRESS_NOT_LISTED)) {
            return answer(40164);
        }
        if (!account.appId().equals(request.path("appid").asString(""))) {
            return answer(40013);
        }
        if (!account.secret().equals(request.path("secret").asString(""))) {
            return answer(40125);
        }
        String token = "sandbox-" + UUID.randomUUID();
        tokens.values().removeIf(until -> until.isBefore(Instant.now(clock)));
        tokens.put(token, Instant.now(clock).plus(properties.tokenLife()));
        return Map.of(
                "access_token", token, "expires_in", properties.tokenLife().toSeconds());
    }

    /** Lets a call through to its work, unless its token is no good or something is made to go wrong. */
    Mono<Map<String, Object>> call(String token, Supplier<Map<String, Object>> work) {
        return callLater(token, () -> Mono.fromSupplier(work));
    }

    Mono<Map<String, Object>> callLater(String token, Supplier<Mono<Map<String, Object>>> work) {
        if (faults.has(Fault.DOWN)) {
            return Mono.error(new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE));
        }
        int refused = refusal(token);
        if (refused != 0) {
            return Mono.just(answer(refused));
        }
        Mono<Map<String, Object>> done = Mono.defer(work);
        return faults.has(Fault.SILENT)
                ? done.flatMap(answer -> Mono.delay(Faults.NO_ANSWER).thenReturn(answer))
                : done;
    }

    private int refusal(String token) {
        if (faults.has(Fault.BUSY)) {
            return -1;
        }
        if (faults.has(Fault.QUOTA)) {
            return 45009;
        }
        if (token.isEmpty()) {
            return 41001;
        }
        Instant until = tokens.get(token);
        if (until == null || faults.has(Fault.TOKENS_REFUSED)) {
            return 40001;
        }
        return until.isBefore(Instant.now(clock)) ? 42001 : 0;
    }

    JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            return json.createObjectNode();
        }
    }

    static Map<String, Object> answer(int errcode) {
        return answer(errcode, Map.of());
    }

    static Map<String, Object> answer(int errcode, Map<String, Object> more) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("errcode", errcode);
        answer.put("errmsg", ERRMSG.getOrDefault(errcode, "error"));
        answer.putAll(more);
        return answer;
    }
}
