package org.bandeng.ticket;

import java.time.Instant;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a ticket, and by when the next thing must have happened.
 *
 * @param office never empty: somebody always answers
 * @param assignee who has it, or is asked to take it; null: nobody in person
 * @param remindAt when somebody is reminded before it is due; null: nobody is, or was already
 * @param dueAt by when it must be accepted, resolved, or confirmed by who reported it, as its status is; null: it has ended
 * @param resolveBy by when it must be resolved at this level; null: it is resolved, or has ended
 */
public record Promise(
        Level level,
        String office,
        @Nullable StaffId assignee,
        @Nullable Instant remindAt,
        @Nullable Instant dueAt,
        @Nullable Instant resolveBy) {

    public Promise {
        if (office.isBlank()) {
            throw new IllegalArgumentException("Somebody must answer for a ticket");
        }
    }

    Promise heldBy(@Nullable StaffId who) {
        return new Promise(level, office, who, remindAt, dueAt, resolveBy);
    }

    /** The same, but due no later than the other: to hand an emergency on gives nobody more time. */
    Promise noLaterThan(Promise other) {
        boolean later = dueAt != null && other.dueAt != null && dueAt.isAfter(other.dueAt);
        return later ? new Promise(level, office, assignee, other.remindAt, other.dueAt, other.resolveBy) : this;
    }

    Promise reminded() {
        return new Promise(level, office, assignee, null, dueAt, resolveBy);
    }

    Promise due(@Nullable Instant remind, @Nullable Instant due, @Nullable Instant resolve) {
        return new Promise(level, office, assignee, remind, due, resolve);
    }
}
