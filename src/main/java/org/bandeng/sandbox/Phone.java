package org.bandeng.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One resident's WeChat: the chat with the official account, and how often the account may still write. Thread-safe. */
final class Phone {

    /** A phone that shows more is slow, and nobody scrolls that far. */
    private static final int LINES_KEPT = 300;

    /** What an interaction allows ("客服消息", WeChat docs, since 2023). */
    enum Interaction {
        WROTE(5, Duration.ofDays(2)),
        TAPPED_OR_FOLLOWED(3, Duration.ofMinutes(1));

        private final int messages;
        private final Duration window;

        Interaction(int messages, Duration window) {
            this.messages = messages;
            this.window = window;
        }
    }

    /**
     * One bubble of the chat.
     *
     * @param from me, account, template or notice: what WeChat itself says
     * @param picture id of a picture; empty: none
     * @param choices a menu to tap, caption by id
     */
    record Line(long at, String from, String text, String picture, Map<String, String> choices) {}

    /** How many messages one interaction still allows. */
    private static final class Allowance {
        private final Instant until;
        private int left;

        Allowance(Interaction interaction, Instant now) {
            this.until = now.plus(interaction.window);
            this.left = interaction.messages;
        }
    }

    private final String openId;
    private final List<Line> lines = new ArrayList<>();
    private final Map<Interaction, Allowance> allowances = new java.util.EnumMap<>(Interaction.class);
    private final Map<String, Integer> consents = new java.util.HashMap<>();
    private boolean following;

    Phone(String openId, List<Line> lines, boolean following) {
        this.openId = openId;
        this.lines.addAll(lines);
        this.following = following;
    }

    String openId() {
        return openId;
    }

    synchronized List<Line> lines() {
        return List.copyOf(lines);
    }

    synchronized boolean isFollowing() {
        return following;
    }

    synchronized void follow(boolean follows) {
        following = follows;
    }

    synchronized void add(Line line) {
        lines.add(line);
        if (lines.size() > LINES_KEPT) {
            lines.remove(0);
        }
    }

    synchronized void interacted(Interaction interaction, Instant now) {
        allowances.put(interaction, new Allowance(interaction, now));
    }

    /** The resident agrees to one more message with a template. */
    synchronized void consent(String templateId) {
        consents.merge(templateId, 1, Integer::sum);
    }

    /** Uses up one consent; false if there is none. */
    synchronized boolean takeConsent(String templateId) {
        int left = consents.getOrDefault(templateId, 0);
        consents.put(templateId, Math.max(left - 1, 0));
        return left > 0;
    }

    /** Uses up one message of the account's allowance: the errcode that the platform would answer, 0 if it may be sent. */
    synchronized int takeMessage(Instant now) {
        if (!following) {
            return 43004;
        }
        List<Allowance> open = allowances.values().stream()
                .filter(allowance -> allowance.until.isAfter(now))
                .toList();
        if (open.isEmpty()) {
            return 45015;
        }
        List<Allowance> left =
                open.stream().filter(allowance -> allowance.left > 0).toList();
        if (left.isEmpty()) {
            return 45047;
        }
        left.forEach(allowance -> allowance.left--);
        return 0;
    }
}
