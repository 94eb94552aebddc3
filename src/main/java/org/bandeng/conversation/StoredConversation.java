package org.bandeng.conversation;

import java.time.Instant;
import org.bandeng.dialog.DialogState;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a conversation between two turns.
 *
 * @param version of this form; a form that is not known is dropped, at the cost of a half-typed conversation
 * @param dialog the dialog under way; null: none
 * @param interrupted the dialog that the one under way broke into, to be taken up after it; null: none
 * @param comfortedAt when a resident who waits for a person was last told so; null: never
 */
public record StoredConversation(
        int version,
        @Nullable DialogState dialog,
        @Nullable DialogState interrupted,
        @Nullable Instant comfortedAt) {

    public static final int VERSION = 1;

    /** Nothing under way. */
    public static final StoredConversation EMPTY = new StoredConversation(VERSION, null, null, null);

    StoredConversation in(@Nullable DialogState next, @Nullable DialogState under) {
        return new StoredConversation(VERSION, next, under, comfortedAt);
    }

    StoredConversation comforted(Instant now) {
        return new StoredConversation(VERSION, dialog, interrupted, now);
    }
}
