package org.bandeng.conversation;

import org.jspecify.annotations.Nullable;

/**
 * The answer to one inbound message.
 *
 * @param text empty: there is nothing to say
 * @param messageId the message in the outbox that it is; null: it is in no outbox, because nothing could be written
 */
public record Reply(String text, @Nullable Long messageId) {

    /** Nothing to say. */
    public static final Reply NONE = new Reply("", null);

    public boolean isEmpty() {
        return text.isEmpty();
    }
}
