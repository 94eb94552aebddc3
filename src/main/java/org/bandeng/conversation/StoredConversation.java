package org.bandeng.conversation;

import java.time.Instant;
import java.util.List;
import org.bandeng.dialog.TalkState;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a conversation between two turns.
 *
 * @param version of this form; a form that is not known is dropped, at the cost of a half-typed conversation
 * @param talk the dialogs under way
 * @param waits the message whose answer was the question that waits; 0: none waits
 * @param askedAt when that question was asked; null: none waits
 * @param comfortedAt when a resident who waits for a person was last told so; null: never
 * @param shown the tickets that were just shown as a list, by number; empty once anything else was said
 */
public record StoredConversation(
        int version,
        TalkState talk,
        long waits,
        @Nullable Instant askedAt,
        @Nullable Instant comfortedAt,
        List<String> shown) {

    public static final int VERSION = 2;

    /** Nothing under way. */
    public static final StoredConversation EMPTY =
            new StoredConversation(VERSION, TalkState.EMPTY, 0, null, null, List.of());

    public StoredConversation {
        shown = List.copyOf(shown);
    }

    /** Whether there is nothing to keep. */
    public boolean isEmpty() {
        return talk.isEmpty() && comfortedAt == null && shown.isEmpty();
    }

    StoredConversation in(TalkState next, long message, Instant now, List<String> nowShown) {
        boolean waiting = next.top() != null;
        return new StoredConversation(
                VERSION, next, waiting ? message : 0, waiting ? now : null, comfortedAt, nowShown);
    }

    StoredConversation withoutTop() {
        return new StoredConversation(version, talk.withoutTop(), waits, askedAt, comfortedAt, shown);
    }

    StoredConversation comforted(Instant now) {
        return new StoredConversation(VERSION, talk, waits, askedAt, now, shown);
    }
}
