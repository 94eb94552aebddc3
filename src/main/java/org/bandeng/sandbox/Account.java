package org.bandeng.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.bandeng.wechat.SandboxMode;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What the platform holds for the account. */
@Component
@Conditional(SandboxMode.class)
class Account {

    /** What the platform's QR codes contain. */
    private static final String CODE = "http://weixin.qq.com/q/sandbox-";

    private final AtomicReference<@Nullable JsonNode> menu = new AtomicReference<>();
    private final Map<String, String> openIdByCode = new ConcurrentHashMap<>();

    void menu(JsonNode published) {
        menu.set(published);
    }

    Optional<JsonNode> menu() {
        return Optional.ofNullable(menu.get());
    }

    /** One entry of the menu, as a phone shows it. */
    record Entry(String type, String name, String key, String url, List<Entry> entries) {
        static Entry of(JsonNode button) {
            return new Entry(
                    button.path("type").asString(""),
                    button.path("name").asString(""),
                    button.path("key").asString(""),
                    button.path("url").asString(""),
                    button.path("sub_button").valueStream().map(Entry::of).toList());
        }
    }

    List<Entry> entries() {
        return menu().stream()
                .flatMap(each -> each.path("button").valueStream())
                .map(Entry::of)
                .toList();
    }

    /** What the picture of a code for a scene contains. */
    String codeFor(String scene) {
        return CODE + scene;
    }

    /** The scene of one of the account's codes; empty if it is none. */
    static Optional<String> sceneOf(String code) {
        return code.startsWith(CODE) ? Optional.of(code.substring(CODE.length())) : Optional.empty();
    }

    String loginCode(String openId) {
        String code = UUID.randomUUID().toString().replace("-", "");
        openIdByCode.put(code, openId);
        return code;
    }

    /** A code is good once. */
    Optional<String> useLoginCode(String code) {
        return Optional.ofNullable(openIdByCode.remove(code));
    }
}
