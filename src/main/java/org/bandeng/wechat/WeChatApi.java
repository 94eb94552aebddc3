package org.bandeng.wechat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bandeng.community.OpenId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The calls that we make; each with the shared token, and once more with a fresh one if that was refused. */
@Component
class WeChatApi {

    private final AccessTokens tokens;
    private final WeChatHttp http;

    WeChatApi(AccessTokens tokens, WeChatHttp http) {
        this.tokens = tokens;
        this.http = http;
    }

    /** Sends a text ("客服接口-发消息", WeChat docs). */
    Mono<Void> sendText(OpenId to, String text) {
        return send(to, "text", Map.of("content", PassiveReply.cut(text)));
    }

    /** Sends a menu of answers; a tap comes back as text with {@code bizmsgmenuid}. */
    Mono<Void> sendMenu(OpenId to, String head, Map<String, String> choices) {
        List<Map<String, String>> list = new ArrayList<>();
        choices.forEach((id, caption) -> list.add(Map.of("id", id, "content", caption)));
        return send(to, "msgmenu", Map.of("head_content", PassiveReply.cut(head), "list", list, "tail_content", ""));
    }

    private Mono<Void> send(OpenId to, String type, Map<String, ?> content) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("touser", to.value());
        body.put("msgtype", type);
        body.put(type, content);
        return withToken(token -> http.post("/cgi-bin/message/custom/send", token, body))
                .then();
    }

    /** The bytes of a resident's media ("获取临时素材", WeChat docs). */
    Mono<byte[]> media(String mediaId) {
        return withToken(token -> http.download("/cgi-bin/media/get", token, mediaId));
    }

    private <T> Mono<T> withToken(Function<String, Mono<T>> call) {
        return beforeTheCall(tokens.token()).flatMap(token -> call.apply(token)
                .onErrorResume(WeChatApi::isTokenRefused, refused -> beforeTheCall(tokens.instead(token))
                        .flatMap(call)));
    }

    private static Mono<String> beforeTheCall(Mono<String> token) {
        return token.onErrorMap(NoTokenException::new);
    }

    /** There was no access token to make the call with, so it was not made. */
    static final class NoTokenException extends RuntimeException {
        NoTokenException(Throwable cause) {
            super("there is no access token: " + cause.getMessage(), cause);
        }
    }

    private static boolean isTokenRefused(Throwable problem) {
        return problem instanceof WeChatException refused
                && ErrorClass.of(refused.errcode()) == ErrorClass.REFRESH_TOKEN;
    }
}
