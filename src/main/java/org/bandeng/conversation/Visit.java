package org.bandeng.conversation;

import java.util.List;
import java.util.Map;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.Resident;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.TalkState;
import org.jspecify.annotations.Nullable;

/**
 * One message being answered, with all that is known when it comes.
 *
 * @param messageId the message in the transcript; 0: nobody said anything, time has passed
 * @param media our id of its picture, voice or video; null: it is none
 * @param ears read words in the light of who says them and when
 */
record Visit(
        Resident resident,
        StoredConversation before,
        Incoming.Content content,
        long messageId,
        @Nullable Long media,
        Ears ears) {

    /**
     * What a visit came to.
     *
     * @param replies in order
     * @param choices answers to tap, caption by id; empty: none
     * @param after the state that the next turn begins with
     */
    record Outcome(List<String> replies, Map<String, String> choices, StoredConversation after) {
        Outcome {
            replies = List.copyOf(replies);
        }

        static Outcome silent(StoredConversation after) {
            return new Outcome(List.of(), Map.of(), after);
        }
    }

    Visit with(StoredConversation other) {
        return new Visit(resident, other, content, messageId, media, ears);
    }

    TalkState talk() {
        return before.talk();
    }

    Edition edition() {
        return ears.edition();
    }

    Directory directory() {
        return ears.directory();
    }

    /** What scripts may know in it. */
    Facts facts(String community) {
        Home home = ears.home();
        Candidate candidate = home == null ? null : home.candidate();
        return edition().facts(community, candidate, ears.now());
    }

    /** The ids of where they live and of what is around it; none: that is not known. */
    Long[] around() {
        Home home = ears.home();
        Place place = home == null ? null : home.place();
        return place == null
                ? new Long[0]
                : directory().around(place).stream()
                        .map(each -> each.id().value())
                        .toArray(Long[]::new);
    }

    /** Whether a dialog has asked something. */
    boolean isInDialog() {
        return talk().top() != null;
    }
}
