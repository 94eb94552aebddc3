package org.bandeng.deliberation;

import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.text.Markup;
import org.jspecify.annotations.Nullable;

/**
 * What a topic is raised with.
 *
 * @param place whom it concerns; null: the whole community
 * @param resident who raises it; null: staff or the program
 */
public record NewTopic(
        Forum forum,
        @Nullable PlaceId place,
        String title,
        String words,
        @Nullable ResidentId resident) {

    public NewTopic {
        title = Markup.removed(title).strip();
        words = Markup.removed(words).strip();
    }
}
