package org.bandeng.dialog;

import java.util.List;
import java.util.Map;

/** What a turn of a conversation starts from. */
public sealed interface Input {

    /**
     * The resident wrote, spoke or tapped.
     *
     * @param text the words, trimmed
     * @param tapped the id of the tapped answer, as {@link Result#choices()} gave it; empty: the words were typed
     * @param reading what was read out of the words
     */
    record Words(String text, String tapped, Reading reading) implements Input {

        /** Typed words. */
        public Words(String text, Reading reading) {
            this(text, "", reading);
        }

        /** Words out of which nothing could be read. */
        public static Words of(String text) {
            return new Words(text, "", Reading.NOTHING);
        }

        Words with(String other) {
            return new Words(other, "", reading);
        }
    }

    /**
     * The resident sent a picture or a video.
     *
     * @param media our own id of it
     */
    record Picture(String media) implements Input {}

    /**
     * The resident shared where they are.
     *
     * @param label what the map calls it; may be empty
     * @param position longitude and latitude, {@code 112.938814,28.228209}
     */
    record Position(String label, String position, HeardPlace place) implements Input {}

    /**
     * Something happened that a script answers: {@code subscribe}, {@code survey}, …
     *
     * @param name of the event; with a # before it, of a script that is to begin at once
     * @param known what the script may use
     * @param offered what the script's question for one of them offers
     */
    record Event(String name, Words words, Map<String, String> known, List<Candidate> offered) implements Input {
        public Event {
            known = Map.copyOf(known);
            offered = List.copyOf(offered);
        }

        /** An event with nothing to know about it. */
        public static Event of(String name) {
            return new Event(name, Words.of(""), Map.of(), List.of());
        }

        /** An event with something to know about it. */
        public static Event of(String name, Map<String, String> known) {
            return new Event(name, Words.of(""), known, List.of());
        }
    }

    /**
     * The outcome of the {@link Effect} that the dialog waits for.
     *
     * @param values what the script may use from now on, such as {@code ticket.number}
     * @param offered what the script's next question for one of them offers
     */
    record Outcome(Map<String, String> values, List<Candidate> offered) implements Input {
        public Outcome {
            values = Map.copyOf(values);
            offered = List.copyOf(offered);
        }

        /** An outcome with nothing to offer. */
        public static Outcome of(Map<String, String> values) {
            return new Outcome(values, List.of());
        }
    }

    /**
     * The resident has not answered for a while.
     *
     * @param last whether the draft is now put by; else the resident is reminded
     */
    record Silence(boolean last) implements Input {}
}
