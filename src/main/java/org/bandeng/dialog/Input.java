package org.bandeng.dialog;

import java.util.Map;

/** What a turn of a dialog starts from. */
public sealed interface Input {

    /**
     * The resident wrote or spoke.
     *
     * @param text the words, trimmed
     * @param place the place found in them, read in the light of a place already half named
     */
    record Words(String text, HeardPlace place) implements Input {

        /** Words without any place in them. */
        public static Words of(String text) {
            return new Words(text, HeardPlace.NOWHERE);
        }
    }

    /**
     * The resident sent a picture.
     *
     * @param media our own id of it
     */
    record Picture(String media) implements Input {}

    /**
     * The outcome of the {@link Effect} that the dialog waits for.
     *
     * @param values what the script may use from now on, such as {@code ticket.number}
     */
    record Outcome(Map<String, String> values) implements Input {
        public Outcome {
            values = Map.copyOf(values);
        }
    }
}
