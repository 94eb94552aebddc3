package org.bandeng.outbox;

import java.time.Duration;

/**
 * What a resident did, by how many customer-service messages it allows and for how long ("客服消息下发条数限制", WeChat docs,
 * since June 2023). Counts do not add up: each interaction sets them anew.
 */
public enum Interaction {
    /** Wrote, spoke, sent a picture or a place. */
    MESSAGE(5, Duration.ofHours(48)),
    /** Tapped a menu that answers, followed, or scanned a code. */
    TAP(3, Duration.ofMinutes(1)),
    /** Something that allows nothing. */
    NONE(0, Duration.ZERO);

    private final int messages;
    private final Duration window;

    Interaction(int messages, Duration window) {
        this.messages = messages;
        this.window = window;
    }

    public int messages() {
        return messages;
    }

    public Duration window() {
        return window;
    }

    String stored() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
