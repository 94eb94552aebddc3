package org.bandeng.wechat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bandeng.conversation.DialogProperties;
import org.bandeng.dialog.Notices;
import org.bandeng.dialog.Template;
import org.bandeng.outbox.Channel;
import org.bandeng.outbox.Envelope;
import org.bandeng.outbox.NoticeTemplates;
import org.bandeng.outbox.Way;
import org.bandeng.yaml.Nearest;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.ProblemsException;
import org.bandeng.yaml.YamlFile;
import org.bandeng.yaml.YamlMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The templates of {@code templates.yaml} in the folder of the dialogs: what they can tell when no customer-service message may
 * be sent. Without the file there are none.
 */
@Component
public class MessageTemplates implements NoticeTemplates {

    /** Ids that stand for templates which only the sandbox has. */
    private static final String SANDBOX_ID = "sandbox-";

    private static final String FILE = "templates.yaml";
    private static final Map<String, Channel> CHANNELS =
            Map.of("template", Channel.TEMPLATE, "subscribe", Channel.SUBSCRIBE);

    private final List<Declared> all;
    private final boolean sandbox;

    @Autowired
    MessageTemplates(DialogProperties dialogs, WeChatProperties properties) {
        this(dialogs.path().toAbsolutePath().normalize(), properties.appId().isBlank());
    }

    MessageTemplates(Path folder, boolean sandbox) {
        this.all = Files.exists(folder.resolve(FILE))
                ? read(folder.resolve(FILE), folder.getFileName() + "/" + FILE)
                : List.of();
        this.sandbox = sandbox;
    }

    /**
     * A template as it is declared.
     *
     * @param name for the staff
     * @param id the platform's
     * @param notices what it can tell
     */
    public record Declared(String name, String id, Channel channel, List<String> notices, List<TemplateField> fields) {
        public Declared {
            notices = List.copyOf(notices);
            fields = List.copyOf(fields);
        }

        Way way() {
            return new Way(channel, id);
        }
    }

    /** All that can be used; with a real account that leaves out those of the sandbox. */
    public List<Declared> usable() {
        return all.stream()
                .filter(each -> sandbox || !each.id.startsWith(SANDBOX_ID))
                .toList();
    }

    /** Subscriptions first: they are used up anyway. */
    @Override
    public List<Way> waysFor(String notice) {
        return Stream.of(Channel.SUBSCRIBE, Channel.TEMPLATE)
                .flatMap(channel ->
                        usable().stream().filter(each -> each.channel == channel && each.notices.contains(notice)))
                .map(Declared::way)
                .toList();
    }

    /**
     * What a template says of a message.
     *
     * @throws TemplateField.UnfitException if it cannot
     */
    TemplateMessage fill(Envelope envelope, Way way) {
        Declared declared = usable().stream()
                .filter(each -> each.way().equals(way))
                .findFirst()
                .orElseThrow(() -> new TemplateField.UnfitException("is gone: the template is no longer declared"));
        Map<String, String> data = new LinkedHashMap<>();
        declared.fields.forEach(
                field -> data.put(field.key(), field.fit(field.value().fill(name -> envelope.facts()
                        .getOrDefault(name, "")))));
        return new TemplateMessage(
                envelope.openId(), declared.id, envelope.facts().getOrDefault("page", ""), data);
    }

    private static List<Declared> read(Path path, String name) {
        YamlFile file = new YamlFile(name);
        List<Declared> declared = new ArrayList<>();
        try {
            file.read(Files.readString(path)).ifPresent(top -> top.names()
                    .forEach(each -> declared(top, each).ifPresent(declared::add)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
        List<Problem> problems = file.problems();
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return List.copyOf(declared);
    }

    private static Optional<Declared> declared(YamlMap top, String name) {
        Optional<YamlMap> map = top.map(name);
        if (map.isEmpty()) {
            return Optional.empty();
        }
        YamlMap each = map.get();
        each.allowOnly(List.of("template", "channel", "for", "fields"));
        String channel = each.text("channel");
        if (!CHANNELS.containsKey(channel)) {
            each.problemAt("channel", "\"channel\" is template or subscribe, not \"%s\"".formatted(channel));
        }
        List<String> notices = each.texts("for");
        notices.stream()
                .filter(notice -> !Notices.NAMES.contains(notice))
                .forEach(notice -> each.problemAt(
                        "for",
                        "there is no notice \"%s\"; did you mean \"%s\"?"
                                .formatted(notice, Nearest.to(notice, Notices.NAMES))));
        List<TemplateField> fields = new ArrayList<>();
        Optional<YamlMap> listed = each.map("fields");
        if (listed.isEmpty()) {
            each.problem("\"%s\" needs \"fields\", as the template has them".formatted(name));
        }
        listed.ifPresent(keys -> keys.names().forEach(key -> field(keys, key).ifPresent(fields::add)));
        return Optional.of(new Declared(
                name, each.text("template"), CHANNELS.getOrDefault(channel, Channel.TEMPLATE), notices, fields));
    }

    private static Optional<TemplateField> field(YamlMap keys, String key) {
        String prefix = key.replaceAll("[0-9]+$", "");
        Optional<TemplateField.Kind> kind = Stream.of(TemplateField.Kind.values())
                .filter(each -> each.prefix().equals(prefix))
                .findFirst();
        if (kind.isEmpty()) {
            List<String> prefixes = Stream.of(TemplateField.Kind.values())
                    .map(TemplateField.Kind::prefix)
                    .toList();
            keys.problemAt(
                    key,
                    "WeChat has no field \"%s\"; did you mean \"%s\"? Copy the keys from the console"
                            .formatted(key, Nearest.to(prefix, prefixes)));
            return Optional.empty();
        }
        boolean listed = kind.get() == TemplateField.Kind.CONST || kind.get() == TemplateField.Kind.ENUM;
        if (listed && !keys.isMap(key)) {
            keys.problemAt(
                    key, "\"%s\" takes only what the template lists: write { value: …, one of: [ … ] }".formatted(key));
            return Optional.empty();
        }
        Optional<YamlMap> map = listed ? keys.map(key) : Optional.empty();
        Template value =
                new Template(map.map(each -> each.text("value")).orElseGet(() -> listed ? "" : keys.text(key)));
        value.names().stream()
                .filter(used -> !Notices.GIVEN.contains(used))
                .forEach(used -> keys.problemAt(
                        key,
                        "a notice knows no \"%s\"; did you mean \"%s\"?"
                                .formatted(used, Nearest.to(used, Notices.GIVEN))));
        return Optional.of(new TemplateField(
                key, kind.get(), value, map.map(each -> each.texts("one of")).orElse(List.of())));
    }
}
