package org.bandeng.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.bandeng.wechat.SandboxMode;
import org.bandeng.wechat.WeChatAccount;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform's API: the same paths, the same shapes, HTTP 200 and an errcode for what went wrong ("全局返回码", WeChat docs). */
@RestController
@RequestMapping("/sandbox/cgi-bin")
@Conditional(SandboxMode.class)
class SandboxPlatform {

    private static final Map<Integer, String> ERRMSG = Map.of(
            0, "ok",
            40001, "invalid credential, access_token is invalid or not latest",
            40003, "invalid openid",
            40007, "invalid media_id",
            40008, "invalid message type",
            40013, "invalid appid",
            40125, "invalid appsecret",
            41001, "access_token missing",
            42001, "access_token expired",
            47001, "data format error");

    private static final Map<Integer, String> ERRMSG_OF_RESIDENTS = Map.of(
            43004, "require subscribe",
            45015, "response out of time limit or subscription is canceled",
            45047, "out of response count limit");

    private final WeChatAccount account;
    private final SandboxProperties properties;
    private final Phones phones;
    private final Pictures pictures;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();

    SandboxPlatform(
            WeChatAccount account,
            SandboxProperties properties,
            Phones phones,
            Pictures pictures,
            JsonMapper json,
            Clock clock) {
        this.account = account;
        this.properties = properties;
        this.phones = phones;
        this.pictures = pictures;
        this.json = json;
        this.clock = clock;
    }

    @PostMapping("/stable_token")
    Map<String, Object> token(@RequestBody String body) {
        JsonNode request = read(body);
        if (!account.appId().equals(request.path("appid").asString(""))) {
            return answer(40013);
        }
        if (!account.secret().equals(request.path("secret").asString(""))) {
            return answer(40125);
        }
        String token = "sandbox-" + UUID.randomUUID();
        tokens.values().removeIf(until -> until.isBefore(now()));
        tokens.put(token, now().plus(properties.tokenLife()));
        return Map.of(
                "access_token", token, "expires_in", properties.tokenLife().toSeconds());
    }

    @PostMapping("/message/custom/send")
    Map<String, Object> send(
            @RequestParam(name = "access_token", defaultValue = "") String token, @RequestBody String body) {
        int refused = check(token);
        if (refused != 0) {
            return answer(refused);
        }
        JsonNode message = read(body);
        return phones.find(message.path("touser").asString(""))
                .map(phone -> answer(show(phone, message)))
                .orElseGet(() -> answer(40003));
    }

    @GetMapping("/media/get")
    Mono<ResponseEntity<?>> media(
            @RequestParam(name = "access_token", defaultValue = "") String token,
            @RequestParam(name = "media_id", defaultValue = "") String mediaId) {
        int refused = check(token);
        if (refused != 0) {
            return Mono.just(ResponseEntity.ok(answer(refused)));
        }
        return pictures.find(mediaId)
                .<ResponseEntity<?>>map(bytes -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .body(bytes))
                .defaultIfEmpty(ResponseEntity.ok(answer(40007)));
    }

    private int show(Phone phone, JsonNode message) {
        String type = message.path("msgtype").asString("");
        if (!type.equals("text") && !type.equals("msgmenu")) {
            return 40008;
        }
        int refused = phone.takeMessage(now());
        if (refused != 0) {
            return refused;
        }
        if (type.equals("text")) {
            phones.accountSaid(phone, message.path("text").path("content").asString(""), Map.of());
        } else {
            JsonNode menu = message.path("msgmenu");
            Map<String, String> choices = new LinkedHashMap<>();
            menu.path("list")
                    .forEach(item -> choices.put(
                            item.path("id").asString(""), item.path("content").asString("")));
            phones.accountSaid(phone, menu.path("head_content").asString(""), choices);
        }
        return 0;
    }

    private int check(String token) {
        if (token.isEmpty()) {
            return 41001;
        }
        Instant until = tokens.get(token);
        if (until == null) {
            return 40001;
        }
        return until.isBefore(now()) ? 42001 : 0;
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            return json.createObjectNode();
        }
    }

    private static Map<String, Object> answer(int errcode) {
        String errmsg = ERRMSG.getOrDefault(errcode, ERRMSG_OF_RESIDENTS.getOrDefault(errcode, "error"));
        return Map.of("errcode", errcode, "errmsg", errmsg);
    }

    private Instant now() {
        return Instant.now(clock);
    }
}
