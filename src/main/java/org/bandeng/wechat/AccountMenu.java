package org.bandeng.wechat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bandeng.conversation.DialogProperties;
import org.bandeng.conversation.Dialogs;
import org.bandeng.dialog.Scripts;
import org.bandeng.web.PublicAddress;
import org.bandeng.yaml.ProblemsException;
import org.bandeng.yaml.YamlFile;
import org.bandeng.yaml.YamlMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The account's menu: {@code menu.yaml} in the folder of the dialogs, within WeChat's limits ("自定义菜单创建", WeChat docs). */
@Component
public class AccountMenu {

    private static final String FILE = "menu.yaml";
    private static final int MAX_TOP = 3;
    private static final int MAX_SUB = 5;
    private static final int MAX_TOP_NAME_BYTES = 16;
    private static final int MAX_SUB_NAME_BYTES = 60;
    private static final int MAX_KEY_BYTES = 128;
    private static final int MAX_URL_BYTES = 1024;

    /** What sends us a key; the words that start a script. */
    private static final List<String> KEYED = List.of(
            "click",
            "scancode_waitmsg",
            "scancode_push",
            "pic_sysphoto",
            "pic_photo_or_album",
            "pic_weixin",
            "location_select");

    private static final List<String> ALLOWED = List.of(
            "name",
            "entries",
            "view",
            "click",
            "scancode_waitmsg",
            "scancode_push",
            "pic_sysphoto",
            "pic_photo_or_album",
            "pic_weixin",
            "location_select");

    private final List<Entry> entries;
    private final WeChatApi api;
    private final PublicAddress address;

    @Autowired
    AccountMenu(DialogProperties properties, Dialogs dialogs, WeChatApi api, PublicAddress address) {
        this(properties, dialogs.scripts(), api, address);
    }

    AccountMenu(DialogProperties properties, Scripts scripts, WeChatApi api, PublicAddress address) {
        this.entries = read(properties.path().toAbsolutePath().normalize(), scripts);
        this.api = api;
        this.address = address;
    }

    /**
     * One entry.
     *
     * @param type WeChat's name of the kind; empty: it has entries of its own
     * @param target the key, or the address of the page
     */
    public record Entry(String name, String type, String target, List<Entry> entries) {
        public Entry {
            entries = List.copyOf(entries);
        }
    }

    /** As the file has it; none: there is no file, and the menu is left alone. */
    public List<Entry> entries() {
        return entries;
    }

    /** Makes it the account's menu; phones show it within five minutes. */
    public Mono<Void> publish() {
        if (entries.isEmpty()) {
            return Mono.error(new IllegalStateException("There is no " + FILE + " in the folder of the dialogs"));
        }
        return Mono.defer(() -> api.createMenu(Map.of("button", buttons(entries))));
    }

    /** Whether the account's menu is the one of the file. */
    public Mono<Boolean> isPublished() {
        return api.menu()
                .map(menu -> read(menu.path("button")).equals(resolved(entries)))
                .defaultIfEmpty(entries.isEmpty());
    }

    private List<Entry> resolved(List<Entry> some) {
        return some.stream()
                .map(entry -> new Entry(entry.name, entry.type, target(entry), resolved(entry.entries)))
                .toList();
    }

    private static List<Entry> read(JsonNode buttons) {
        return buttons.valueStream()
                .map(button -> {
                    List<Entry> inside = read(button.path("sub_button"));
                    String target =
                            button.path("url").asString(button.path("key").asString(""));
                    return new Entry(
                            button.path("name").asString(""),
                            inside.isEmpty() ? button.path("type").asString("") : "",
                            inside.isEmpty() ? target : "",
                            inside);
                })
                .toList();
    }

    private List<Map<String, Object>> buttons(List<Entry> some) {
        return some.stream().map(this::button).toList();
    }

    private Map<String, Object> button(Entry entry) {
        Map<String, Object> button = new LinkedHashMap<>();
        button.put("name", entry.name);
        if (entry.type.isEmpty()) {
            button.put("sub_button", buttons(entry.entries));
        } else {
            button.put("type", entry.type);
            button.put(entry.type.equals("view") ? "url" : "key", target(entry));
        }
        return button;
    }

    private String target(Entry entry) {
        boolean ours = entry.type.equals("view") && entry.target.startsWith("/");
        return ours
                ? address.get()
                                .orElseThrow(() -> new IllegalStateException(
                                        "The menu leads to \"%s\", but bandeng.public-url is not set"
                                                .formatted(entry.target)))
                        + entry.target
                : entry.target;
    }

    private static List<Entry> read(Path folder, Scripts scripts) {
        Path path = folder.resolve(FILE);
        if (!Files.exists(path)) {
            return List.of();
        }
        YamlFile file = new YamlFile(folder.getFileName() + "/" + FILE);
        List<Entry> entries = new ArrayList<>();
        try {
            file.read(Files.readString(path)).ifPresent(top -> {
                top.allowOnly(List.of("menu"));
                entries.addAll(entries(top, "menu", MAX_TOP, MAX_TOP_NAME_BYTES, scripts));
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
        if (!file.problems().isEmpty()) {
            throw new ProblemsException(file.problems());
        }
        return entries;
    }

    private static List<Entry> entries(YamlMap map, String key, int most, int nameBytes, Scripts scripts) {
        List<YamlMap> listed = map.maps(key);
        if (listed.isEmpty() || listed.size() > most) {
            map.problemAt(key, "WeChat takes 1 to %d entries here, not %d".formatted(most, listed.size()));
        }
        return listed.stream().map(each -> entry(each, nameBytes, scripts)).toList();
    }

    private static Entry entry(YamlMap map, int nameBytes, Scripts scripts) {
        map.allowOnly(ALLOWED);
        String name = map.text("name");
        if (bytes(name) > nameBytes) {
            map.problemAt(
                    "name",
                    "\"%s\" has %d bytes, WeChat shows %d (about %d Chinese characters)"
                            .formatted(name, bytes(name), nameBytes, nameBytes / 3));
        }
        if (map.has("entries")) {
            return new Entry(name, "", "", entries(map, "entries", MAX_SUB, MAX_SUB_NAME_BYTES, scripts));
        }
        if (map.has("view")) {
            return new Entry(name, "view", url(map), List.of());
        }
        Optional<String> type = KEYED.stream().filter(map::has).findFirst();
        if (type.isEmpty()) {
            map.problem("\"%s\" does nothing; give it click, view or entries".formatted(name));
            return new Entry(name, "click", "", List.of());
        }
        return new Entry(name, type.get(), key(map, type.get(), scripts), List.of());
    }

    private static String url(YamlMap map) {
        String url = map.text("view");
        if (bytes(url) > MAX_URL_BYTES || !url.matches("/.*|https?://.+")) {
            map.problemAt("view", "a page's address begins with / or https:// and has at most 1024 bytes");
        }
        return url;
    }

    private static String key(YamlMap map, String type, Scripts scripts) {
        String key = map.text(type);
        if (bytes(key) > MAX_KEY_BYTES) {
            map.problemAt(type, "a key has at most 128 bytes");
        }
        if (type.equals("click") && scripts.startedBy(key).isEmpty()) {
            map.problemAt(
                    type, "no script has \"%s\" under \"start\", so a tap would not be understood".formatted(key));
        }
        return key;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
