package org.bandeng.conversation;

import java.util.List;
import org.bandeng.community.Directory;
import org.bandeng.community.Resident;
import org.bandeng.dialog.DialogState;
import org.jspecify.annotations.Nullable;

/**
 * One message being answered, with all that is known when it comes.
 *
 * @param messageId the message in the transcript
 * @param media our id of its picture, voice or video; null: it is none
 */
record Visit(
        Resident resident,
        StoredConversation before,
        Incoming.Content content,
        long messageId,
        @Nullable Long media,
        Directory directory) {

    /**
     * What a visit came to.
     *
     * @param replies in order
     * @param after the state that the next turn begins with
     */
    record Outcome(List<String> replies, StoredConversation after) {
        Outcome {
            replies = List.copyOf(replies);
        }

        static Outcome silent(StoredConversation after) {
            return new Outcome(List.of(), after);
        }
    }

    @Nullable DialogState dialog() {
        return before.dialog();
    }
}
