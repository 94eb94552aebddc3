package org.bandeng.wechat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.bandeng.community.OpenId;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Asks WeChat whose phone a page is open on ("网页授权", scope {@code snsapi_base}: it asks the person nothing). */
@Component
public class WeChatLogin {

    private static final String PATH = "/sns/oauth2/access_token";

    /** Browsers ask twice: prefetching, or going back. The second gets the answer of the first. */
    private static final Duration SAME_ANSWER = Duration.ofMinutes(1);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
    private static final int USED = 40163;

    private final WeChatAccount account;
    private final WeChatHttp http;
    private final ReactiveStringRedisTemplate redis;

    WeChatLogin(WeChatAccount account, WeChatHttp http, ReactiveStringRedisTemplate redis) {
        this.account = account;
        this.http = http;
        this.redis = redis;
    }

    /**
     * Where to send the phone. The order of the parameters and the fragment are as WeChat wants them.
     *
     * @param callback where it comes back to, with {@code code} and {@code state}
     * @param state letters and digits, at most 128
     */
    public URI authorize(String callback, String state) {
        return URI.create(
                "%s/connect/oauth2/authorize?appid=%s&redirect_uri=%s&response_type=code&scope=snsapi_base&state=%s#wechat_redirect"
                        .formatted(
                                account.pageBaseUrl().get(),
                                account.appId(),
                                UriUtils.encode(callback, StandardCharsets.UTF_8),
                                state));
    }

    /** Whose phone it is. */
    public sealed interface Who {

        /** Somebody's. */
        record Known(OpenId openId) implements Who {}

        /** A preview of the page that WeChat shows without telling whose it is ("快照页"). */
        record Preview() implements Who {}

        /** The code is no longer good; the phone may be sent to WeChat once more. */
        record Again() implements Who {}
    }

    /**
     * Exchanges a code, good once and for five minutes; any problem of the platform's is an error.
     *
     * @param state with which this browser was sent; the same code from another browser is refused
     */
    public Mono<Who> who(String code, String state) {
        if (!code.matches("[A-Za-z0-9_-]{1,128}")) {
            return Mono.just(new Who.Again());
        }
        String key = key(code, state);
        return remembered(key)
                .switchIfEmpty(Mono.defer(() -> exchange(code, key)))
                .onErrorResume(WeChatException.class, problem -> refused(key, problem));
    }

    private Mono<Who> exchange(String code, String key) {
        return http.get(
                        PATH,
                        "",
                        Map.of(
                                "appid",
                                account.appId(),
                                "secret",
                                account.secret(),
                                "code",
                                code,
                                "grant_type",
                                "authorization_code"))
                .flatMap(answer -> remember(key, answer));
    }

    private Mono<Who> remember(String key, JsonNode answer) {
        if (answer.path("is_snapshotuser").asInt(0) == 1) {
            return Mono.just(new Who.Preview());
        }
        OpenId openId = new OpenId(answer.path("openid").asString(""));
        return redis.opsForValue().set(key, openId.value(), SAME_ANSWER).thenReturn(new Who.Known(openId));
    }

    private Mono<Who> remembered(String key) {
        return redis.opsForValue().get(key).map(openId -> new Who.Known(new OpenId(openId)));
    }

    /** A code that was used just now: whoever used it may not have written its answer down yet. */
    private Mono<Who> refused(String key, WeChatException problem) {
        if (ErrorClass.of(problem.errcode()) != ErrorClass.LOGIN_AGAIN) {
            return Mono.error(problem);
        }
        Mono<Who> again = Mono.just(new Who.Again());
        return problem.errcode() == USED
                ? Mono.delay(LOOK_AGAIN).then(Mono.defer(() -> remembered(key))).switchIfEmpty(again)
                : again;
    }

    private String key(String code, String state) {
        return "bandeng:{wechat:" + account.appId() + "}:code:" + code + ":" + state;
    }
}
