package org.bandeng.deliberation;

import java.time.Instant;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.ticket.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Something to be deliberated, from the first words to what came of it.
 *
 * @param number what people call it: 议题 12
 * @param version goes up with each event
 * @param forum the id of the forum that deliberates it
 * @param place whom it concerns: all who live there; null: the whole community
 * @param title in a few words
 * @param words what whoever raised it said
 * @param resident who raised it; null: staff or the program did
 * @param supports how many homes support it
 * @param needed how many must; 0: none
 * @param schedule when and where it is deliberated; empty: not known yet
 * @param outcome what was decided, or why nothing is; empty: not yet
 */
public record Topic(
        TopicId id,
        long number,
        int version,
        String forum,
        @Nullable PlaceId place,
        String title,
        String words,
        TopicStatus status,
        @Nullable ResidentId resident,
        int supports,
        int needed,
        String schedule,
        String outcome,
        Instant openedAt,
        Instant updatedAt) {

    /** Whether it can be done to it as it stands. */
    public boolean allows(TopicAction action, Actor.Kind actor) {
        return action.isPossible(status, actor);
    }

    /** Whether as many homes support it as must. */
    public boolean isSupported() {
        return supports >= needed;
    }
}
