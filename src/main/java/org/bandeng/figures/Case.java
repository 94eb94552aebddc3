package org.bandeng.figures;

import java.time.Duration;
import java.time.Instant;
import org.bandeng.community.PlaceId;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * How it went with one ticket, as far as figures are about it.
 *
 * @param title of its category
 * @param acceptedAt when it was accepted first; null: not yet
 * @param resolvedAt when it was said to be done first; null: not yet
 * @param open whether somebody still has to do something
 * @param late whether it was ever not accepted or not resolved in time
 * @param mark the last mark that it got; null: none
 */
public record Case(
        String title,
        @Nullable PlaceId place,
        @Nullable StaffId assignee,
        Instant openedAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant resolvedAt,
        boolean open,
        boolean late,
        @Nullable Integer mark) {

    /** By the clock; null: not accepted yet. */
    @Nullable Duration untilAccepted() {
        return acceptedAt == null ? null : Duration.between(openedAt, acceptedAt);
    }

    /** By the clock; null: not resolved yet. */
    @Nullable Duration untilResolved() {
        return resolvedAt == null ? null : Duration.between(openedAt, resolvedAt);
    }
}
