package org.bandeng.canvass;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bandeng.community.PlaceId;
import org.jspecify.annotations.Nullable;

/**
 * One question.
 *
 * @param number what people call it: 问卷 101
 * @param options what one can answer, from 1 on
 * @param place who is asked: those who live there; null: the whole community
 * @param until when it closes
 */
public record Canvass(
        long id,
        long number,
        Kind kind,
        String question,
        List<String> options,
        @Nullable PlaceId place,
        Instant until,
        boolean open) {

    /** More could not be chosen from on a phone. */
    public static final int MOST_OPTIONS = 9;

    public Canvass {
        options = List.copyOf(options);
    }

    /** Whom it asks. */
    public enum Kind {
        /** 需求摸底: every home there, each counted once, with numbers for each building. */
        DEMAND,
        /** 抽样问一句: a few, chosen at random, and nobody too often. */
        PULSE;

        /** The name in the database, in forms and message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
