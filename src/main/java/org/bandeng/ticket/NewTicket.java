package org.bandeng.ticket;

import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.text.Markup;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket is opened with.
 *
 * @param words what the resident began with, from which it may be learned what such words mean
 * @param place null when the directory does not know the place
 * @param urgent whether somebody must go at once
 */
public record NewTicket(
        ResidentId resident,
        String category,
        String title,
        String summary,
        String words,
        @Nullable PlaceId place,
        String placeText,
        boolean urgent) {

    public NewTicket {
        summary = Markup.removed(summary);
        words = Markup.removed(words);
        placeText = Markup.removed(placeText);
    }
}
