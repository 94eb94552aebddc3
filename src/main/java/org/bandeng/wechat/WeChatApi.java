package org.bandeng.wechat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.bandeng.community.OpenId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The calls that we make; each with the shared token, and once more with a fresh one if that was refused. */
@Component
class WeChatApi {

    private static final String CUSTOM_SEND = "/cgi-bin/message/custom/send";
    private static final String TEMPLATE_SEND = "/cgi-bin/message/template/send";
    private static final String SUBSCRIBE_SEND = "/cgi-bin/message/subscribe/bizsend";

    /** What /cgi-bin/menu/get answers when there is none. */
    private static final int NO_MENU = 46003;

    private final AccessTokens tokens;
    private final WeChatHttp http;
    private final ApiGate gate;

    WeChatApi(AccessTokens tokens, WeChatHttp http, ApiGate gate) {
        this.tokens = tokens;
        this.http = http;
        this.gate = gate;
    }

    Mono<Void> send(OpenId to, ServiceMessage message, boolean aiMade) {
        return post(CUSTOM_SEND, "", message.bodyFor(to, aiMade)).then();
    }

    /** Shows "对方正在输入…"; the resident must have written within 30 s ("客服输入状态", WeChat docs). */
    Mono<Void> typing(OpenId to) {
        return post("/cgi-bin/message/custom/typing", "", Map.of("touser", to.value(), "command", "Typing"))
                .then();
    }

    /** Answers with the platform's id of the message. */
    Mono<String> sendTemplate(TemplateMessage message, String clientMsgId) {
        return post(TEMPLATE_SEND, message.templateId(), message.templateBody(clientMsgId))
                .map(WeChatApi::msgId);
    }

    /** Answers with the platform's id of the message; empty if it gives none. */
    Mono<String> sendSubscribe(TemplateMessage message) {
        return post(SUBSCRIBE_SEND, message.templateId(), message.subscribeBody())
                .map(WeChatApi::msgId);
    }

    /** Ids are larger than a double can tell apart. */
    private static String msgId(JsonNode answer) {
        return answer.path("msgid").asString("");
    }

    /** The bytes of a resident's media ("获取临时素材", WeChat docs). */
    Mono<byte[]> media(String mediaId) {
        return call(
                "/cgi-bin/media/get",
                "",
                token -> http.download("/cgi-bin/media/get", token, Map.of("media_id", mediaId)));
    }

    /** Uploads a picture for three days, and answers with its media id ("新增临时素材", WeChat docs). */
    Mono<String> uploadImage(String fileName, byte[] bytes) {
        String path = "/cgi-bin/media/upload";
        return call(path, "", token -> http.upload(path, token, "image", fileName, bytes))
                .map(answer -> answer.path("media_id").asString(""));
    }

    /**
     * A QR code that is good for ever.
     *
     * @param scene 1 to 64 characters
     */
    Mono<PlaceCode> createQrCode(String scene) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("action_name", "QR_LIMIT_STR_SCENE");
        body.put("action_info", Map.of("scene", Map.of("scene_str", scene)));
        return post("/cgi-bin/qrcode/create", "", body)
                .map(answer -> new PlaceCode(
                        answer.path("ticket").asString(""), answer.path("url").asString("")));
    }

    /**
     * A QR code that is good for a while.
     *
     * @param scene 1 to 64 characters
     * @param life at most 30 days
     */
    Mono<PlaceCode> createQrCode(String scene, Duration life) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("expire_seconds", life.toSeconds());
        body.put("action_name", "QR_STR_SCENE");
        body.put("action_info", Map.of("scene", Map.of("scene_str", scene)));
        return post("/cgi-bin/qrcode/create", "", body)
                .map(answer -> new PlaceCode(
                        answer.path("ticket").asString(""), answer.path("url").asString("")));
    }

    /**
     * A QR code of the account.
     *
     * @param ticket for the platform's own picture of it
     * @param url what the picture must contain
     */
    record PlaceCode(String ticket, String url) {}

    Mono<Void> createMenu(Map<String, Object> menu) {
        return post("/cgi-bin/menu/create", "", menu).then();
    }

    /** The menu as it is now; empty if there is none. */
    Mono<JsonNode> menu() {
        String path = "/cgi-bin/menu/get";
        return call(path, "", token -> http.get(path, token, Map.of()))
                .map(answer -> answer.path("menu"))
                .onErrorResume(
                        problem -> problem instanceof WeChatException none && none.errcode() == NO_MENU,
                        none -> Mono.empty());
    }

    private Mono<JsonNode> post(String path, String part, Map<String, Object> body) {
        return call(path, part, token -> http.post(path, token, body));
    }

    private <T> Mono<T> call(String path, String part, Function<String, Mono<T>> call) {
        Mono<T> twice = beforeTheCall(tokens.token()).flatMap(token -> call.apply(token)
                .onErrorResume(WeChatApi::isTokenRefused, refused -> beforeTheCall(tokens.instead(token))
                        .flatMap(call)));
        return gate.through(path, part, twice);
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
