package org.bandeng.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bandeng.community.OpenId;
import org.bandeng.community.ResidentId;
import reactor.core.publisher.Mono;

/** A platform that keeps its own books, misbehaves at random, and knows what every phone really showed. */
final class ModelPlatform implements Delivery {

    private static final Duration REPEATS_KNOWN = Duration.ofMinutes(10);

    private final Random chance;
    private final Clock clock;
    private final Map<Long, Phone> phones = new HashMap<>();
    private final List<Long> shown = new ArrayList<>();
    private final List<String> needlessTries = new ArrayList<>();
    private boolean healthy;

    ModelPlatform(Random chance, Clock clock) {
        this.chance = chance;
        this.clock = clock;
    }

    private static final class Phone {
        private final Map<Interaction, Window> windows = new EnumMap<>(Interaction.class);
        private final Map<String, Instant> templatesSeen = new HashMap<>();
        private final Set<String> refused = new HashSet<>();
        private boolean follows = true;
        private int subscriptions;
    }

    private static final class Window {
        private final Instant until;
        private int left;

        Window(Interaction interaction, Instant now) {
            this.until = now.plus(interaction.window());
            this.left = interaction.messages();
        }
    }

    synchronized void works() {
        healthy = true;
    }

    synchronized void interacts(ResidentId resident, Interaction interaction) {
        phone(resident).follows = true;
        phone(resident).windows.put(interaction, new Window(interaction, clock.instant()));
    }

    synchronized void consents(ResidentId resident) {
        phone(resident).subscriptions++;
    }

    synchronized void unfollows(ResidentId resident) {
        phone(resident).follows = false;
    }

    synchronized long timesShown(long messageId) {
        return shown.stream().filter(id -> id == messageId).count();
    }

    /** Tries that the ledger must have known to be in vain. */
    List<String> needlessTries() {
        return needlessTries;
    }

    @Override
    public Mono<Outcome> deliver(Envelope envelope, Way way) {
        return Mono.defer(() -> tried(envelope, way));
    }

    /** Several messages are under way at once; the books are kept by one hand. */
    private synchronized Mono<Outcome> tried(Envelope envelope, Way way) {
        Phone phone = phone(envelope.resident());
        int mood = healthy ? 100 : chance.nextInt(20);
        return switch (mood) {
            case 0, 1 -> Mono.just(new Outcome.Retry("busy", Duration.ofSeconds(1)));
            case 2 -> Mono.just(new Outcome.Unavailable("quota", Duration.ofMinutes(1)));
            case 3 -> Mono.just(new Outcome.Unconfirmed("no answer, nothing shown", isTemplate(way)));
            case 4 -> {
                take(phone, envelope, way);
                yield Mono.just(new Outcome.Unconfirmed("no answer, but shown", isTemplate(way)));
            }
            // The program dies before, or after the message was shown.
            case 5 -> Mono.never();
            case 6 -> {
                take(phone, envelope, way);
                yield Mono.never();
            }
            default -> Mono.just(take(phone, envelope, way));
        };
    }

    private static boolean isTemplate(Way way) {
        return way.channel() == Channel.TEMPLATE;
    }

    private Outcome take(Phone phone, Envelope envelope, Way way) {
        if (!phone.follows) {
            return new Outcome.Closed("43004", Reach.Closed.UNFOLLOWED);
        }
        return switch (way.channel()) {
            case SERVICE -> takeService(phone, envelope);
            case SUBSCRIBE -> {
                if (phone.subscriptions == 0) {
                    needlessTries.add("subscribe " + envelope.messageId());
                    yield new Outcome.Closed("43101", Reach.Closed.USED_UP);
                }
                phone.subscriptions--;
                shown.add(envelope.messageId());
                yield new Outcome.Sent("s" + envelope.messageId());
            }
            case TEMPLATE -> takeTemplate(phone, envelope);
            case PASSIVE -> throw new IllegalStateException();
        };
    }

    private Outcome takeService(Phone phone, Envelope envelope) {
        List<Window> open = phone.windows.values().stream()
                .filter(window -> window.until.isAfter(clock.instant()) && window.left > 0)
                .toList();
        if (open.isEmpty()) {
            needlessTries.add("service " + envelope.messageId());
            return new Outcome.Closed("45015", Reach.Closed.WINDOW);
        }
        open.forEach(window -> window.left--);
        shown.add(envelope.messageId());
        return new Outcome.Sent("");
    }

    private Outcome takeTemplate(Phone phone, Envelope envelope) {
        String id = "m" + envelope.messageId();
        Instant before = phone.templatesSeen.get(id);
        if (before == null || before.plus(REPEATS_KNOWN).isBefore(clock.instant())) {
            shown.add(envelope.messageId());
        }
        phone.templatesSeen.put(id, clock.instant());
        return new Outcome.Sent("t" + envelope.messageId());
    }

    @Override
    public Mono<Void> typing(OpenId openId) {
        return Mono.empty();
    }

    private Phone phone(ResidentId resident) {
        return phones.computeIfAbsent(resident.value(), id -> new Phone());
    }
}
