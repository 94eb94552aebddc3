package org.bandeng.learning;

import java.time.Instant;
import org.bandeng.community.PlaceId;
import org.bandeng.community.StaffId;
import org.bandeng.ticket.TicketNumber;
import org.jspecify.annotations.Nullable;

/**
 * What words mean, learned from a correction.
 *
 * @param words a resident's, without names and numbers of people; or, for a place, the name that they call it by
 * @param category what such words are about; empty: the lesson is about a place
 * @param place the place that goes by the name; null: the lesson is about a category
 * @param ticket where it was put right
 * @param staff who put it right
 * @param withdrawnBy who took it back, so that it counts no longer; null: it counts
 */
public record Lesson(
        long id,
        String words,
        String category,
        @Nullable PlaceId place,
        TicketNumber ticket,
        StaffId staff,
        Instant learnedAt,
        @Nullable StaffId withdrawnBy) {

    public boolean counts() {
        return withdrawnBy == null;
    }
}
