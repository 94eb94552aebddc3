package org.bandeng.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.bandeng.wechat.SandboxMode;
import org.springframework.context.annotation.Conditional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The APIs by which the account writes to phones: the same paths and shapes as the platform's. */
@RestController
@RequestMapping("/sandbox/cgi-bin")
@Conditional(SandboxMode.class)
class MessageApi {

    private final Platform platform;
    private final Faults faults;
    private final Phones phones;
    private final Wire wire;
    private final Clock clock;
    private final AtomicLong lastMsgId;

    MessageApi(Platform platform, Faults faults, Phones phones, Wire wire, Clock clock) {
        this.platform = platform;
        this.faults = faults;
        this.phones = phones;
        this.wire = wire;
        this.clock = clock;
        this.lastMsgId = new AtomicLong(clock.millis() * 1000);
    }

    @PostMapping("/stable_token")
    Map<String, Object> token(@RequestBody String body) {
        return platform.token(platform.read(body));
    }

    @PostMapping("/message/custom/send")
    Mono<Map<String, Object>> send(
            @RequestParam(name = "access_token", defaultValue = "") String token, @RequestBody String body) {
        return platform.call(token, () -> to(platform.read(body), this::show));
    }

    @PostMapping("/message/custom/typing")
    Mono<Map<String, Object>> typing(
            @RequestParam(name = "access_token", defaultValue = "") String token, @RequestBody String body) {
        return platform.call(token, () -> to(platform.read(body), (phone, message) -> 0));
    }

    /** As the platform does, it reports later what became of it. */
    @PostMapping("/message/template/send")
    Mono<Map<String, Object>> template(
            @RequestParam(name = "access_token", defaultValue = "") String token, @RequestBody String body) {
        long msgId = lastMsgId.incrementAndGet();
        JsonNode message = platform.read(body);
        return platform.call(token, () -> with(to(message, this::showTemplate), msgId))
                .doOnNext(answer -> {
                    if (Integer.valueOf(0).equals(answer.get("errcode"))) {
                        report(message.path("touser").asString(""), msgId);
                    }
                });
    }

    private static Map<String, Object> with(Map<String, Object> answer, long msgId) {
        answer.put("msgid", msgId);
        return answer;
    }

    private void report(String openId, long msgId) {
        Map<String, String> elements = new LinkedHashMap<>();
        elements.put("Event", "TEMPLATESENDJOBFINISH");
        elements.put("MsgID", String.valueOf(msgId));
        elements.put("Status", "success");
        phones.find(openId).ifPresent(phone -> wire.event(phone, elements).subscribe());
    }

    /** Each needs the resident's consent; the phone asks for it in the simulator. */
    @PostMapping("/message/subscribe/bizsend")
    Mono<Map<String, Object>> subscribe(
            @RequestParam(name = "access_token", defaultValue = "") String token, @RequestBody String body) {
        return platform.call(
                token,
                () -> to(platform.read(body), (phone, message) -> {
                    if (!phone.takeConsent(message.path("template_id").asString(""))) {
                        return 43101;
                    }
                    return showTemplate(phone, message);
                }));
    }

    private interface Showing {
        int on(Phone phone, JsonNode message);
    }

    private Map<String, Object> to(JsonNode message, Showing showing) {
        return phones.find(message.path("touser").asString(""))
                .map(phone -> Platform.answer(showing.on(phone, message)))
                .orElseGet(() -> Platform.answer(40003));
    }

    private int show(Phone phone, JsonNode message) {
        String type = message.path("msgtype").asString("");
        if (faults.has(Fault.WINDOW_CLOSED)) {
            return 45015;
        }
        if (faults.has(Fault.USED_UP)) {
            return 45047;
        }
        int refused = phone.takeMessage(Instant.now(clock));
        if (refused != 0) {
            return refused;
        }
        JsonNode content = message.path(type);
        switch (type) {
            case "text" -> phones.accountSaid(phone, content.path("content").asString(""), Map.of());
            case "msgmenu" -> {
                Map<String, String> choices = new LinkedHashMap<>();
                content.path("list")
                        .forEach(item -> choices.put(
                                item.path("id").asString(""),
                                item.path("content").asString("")));
                phones.accountSaid(phone, content.path("head_content").asString(""), choices);
            }
            case "image" -> phones.accountShowed(phone, content.path("media_id").asString(""));
            default -> {
                return 40008;
            }
        }
        return 0;
    }

    /** Real phones show a card: the values, a line each, and a link. */
    private int showTemplate(Phone phone, JsonNode message) {
        if (!phone.isFollowing()) {
            return 43004;
        }
        if (faults.has(Fault.TEMPLATES_REFUSED)) {
            return 43101;
        }
        if (message.path("data").isEmpty()) {
            return 47003;
        }
        String lines = message.path("data")
                .valueStream()
                .map(field -> field.path("value").asString(""))
                .collect(Collectors.joining("\n"));
        String url = message.path("url").asString(message.path("page").asString(""));
        String link = url.isEmpty() ? "" : "\n<a href=\"%s\">查看详情</a>".formatted(url);
        phones.templateCame(phone, "【服务通知】\n" + lines + link);
        return 0;
    }
}
