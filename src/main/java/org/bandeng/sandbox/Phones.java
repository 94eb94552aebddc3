package org.bandeng.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bandeng.wechat.SandboxMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** All phones of the sandbox. Like real ones they remember their chat whatever happens to the program. */
@Component
@Conditional(SandboxMode.class)
class Phones {

    private static final Logger LOG = LoggerFactory.getLogger(Phones.class);
    private static final String OPEN_ID = "oSandbox[A-Za-z0-9_-]{8,40}";

    /** Shown in the chat. */
    static final String UNFOLLOWED = "已取消关注";

    private final Path folder;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, Phone> byOpenId = new ConcurrentHashMap<>();
    private final Sinks.Many<String> changes = Sinks.many().multicast().directBestEffort();

    Phones(@Value("${bandeng.data-dir}") Path dataDir, JsonMapper json, Clock clock) {
        this.folder = dataDir.resolve("sandbox").toAbsolutePath().normalize();
        this.json = json;
        this.clock = clock;
    }

    /** The phone with that openid; empty if no phone of the sandbox can have it. */
    Optional<Phone> find(String openId) {
        return openId.matches(OPEN_ID)
                ? Optional.of(byOpenId.computeIfAbsent(openId, this::remembered))
                : Optional.empty();
    }

    void iSaid(Phone phone, String text, String picture) {
        add(phone, new Phone.Line(now(), "me", text, picture, Map.of()));
    }

    void accountSaid(Phone phone, String text, Map<String, String> choices) {
        add(phone, new Phone.Line(now(), "account", text, "", choices));
    }

    void accountShowed(Phone phone, String picture) {
        add(phone, new Phone.Line(now(), "account", "", picture, Map.of()));
    }

    void templateCame(Phone phone, String text) {
        add(phone, new Phone.Line(now(), "template", text, "", Map.of()));
    }

    void weChatSaid(Phone phone, String text) {
        add(phone, new Phone.Line(now(), "notice", text, "", Map.of()));
    }

    /** Openids of phones whose chat has grown. */
    Flux<String> changes() {
        return changes.asFlux();
    }

    /** Before the web server waits for its last requests: pages that listen would keep it waiting. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        changes.tryEmitComplete();
    }

    private void add(Phone phone, Phone.Line line) {
        phone.add(line);
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    file(phone.openId()),
                    json.writeValueAsString(line) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The simulated phone has no memory left", e);
        }
        changes.emitNext(phone.openId(), Sinks.EmitFailureHandler.busyLooping(java.time.Duration.ofSeconds(1)));
    }

    /** After a restart the account may write as if the resident had just written: when they really did is forgotten. */
    private Phone remembered(String openId) {
        List<Phone.Line> lines = List.of();
        if (Files.exists(file(openId))) {
            try (Stream<String> stored = Files.lines(file(openId))) {
                lines = stored.map(line -> json.readValue(line, Phone.Line.class))
                        .toList();
            } catch (IOException | JacksonException e) {
                LOG.warn("A simulated phone has forgotten its chat: {}", e.toString());
            }
        }
        boolean unfollowed = lines.stream()
                .filter(line -> line.from().equals("notice"))
                .reduce((earlier, later) -> later)
                .filter(last -> last.text().equals(UNFOLLOWED))
                .isPresent();
        Phone phone = new Phone(openId, lines, !lines.isEmpty() && !unfollowed);
        if (!lines.isEmpty()) {
            phone.interacted(Phone.Interaction.WROTE, Instant.now(clock));
        }
        return phone;
    }

    private Path file(String openId) {
        return folder.resolve(openId + ".jsonl");
    }

    private long now() {
        return clock.millis();
    }
}
