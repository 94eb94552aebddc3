package org.bandeng.understanding;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was made of one message.
 *
 * @param guesses all categories, the most probable first
 * @param stage how far it had to be looked into
 * @param place the place named
 * @param time the time named; null: none
 * @param alarm the danger that it speaks of, such as {@code fire}; empty: none
 * @param requests the words of each request in the message, in their order; one: the whole message
 */
public record Understood(
        List<Guess> guesses,
        Stage stage,
        PlaceReading place,
        @Nullable TimeReading time,
        String alarm,
        List<String> requests) {

    /** From here on nobody need be asked: 19 of 20 such guesses are right. */
    static final double SURE = 0.68;

    /** Less is not worth asking about. */
    static final double POSSIBLE = 0.12;

    /** More choices than this are a menu, not a question. */
    private static final int CHOICES = 3;

    /** What all choices together must reach; else the right one is probably not among them. */
    private static final double WORTH_ASKING = 0.45;

    public Understood {
        guesses = List.copyOf(guesses);
        requests = List.copyOf(requests);
    }

    /** How a category was found, from cheap to dear. */
    public enum Stage {
        /** The words are an example, or a number and about nothing. */
        VERBATIM,
        /** The characters told enough. */
        CHARACTERS,
        /** The meaning had to be compared with that of the examples. */
        MEANING
    }

    /**
     * A category and how probable it is.
     *
     * @param probability from 0 to 1
     */
    public record Guess(String category, double probability) {

        /** Whether nobody need be asked. */
        public boolean isSure() {
            return probability >= SURE;
        }
    }

    /** The category, if there is little doubt. */
    public Optional<String> sureCategory() {
        return guesses.stream()
                .limit(1)
                .filter(Guess::isSure)
                .map(Guess::category)
                .findFirst();
    }

    /** The category that has most for it. */
    public Optional<String> likelyCategory() {
        return guesses.stream().limit(1).map(Guess::category).findFirst();
    }

    /** The categories among which the right one probably is, best first; one if it is sure, none if there is no telling. */
    public List<String> likelyCategories() {
        if (sureCategory().isPresent()) {
            return sureCategory().stream().toList();
        }
        List<Guess> possible = guesses.stream()
                .limit(CHOICES)
                .filter(guess -> guess.probability() >= POSSIBLE)
                .toList();
        double together = possible.stream().mapToDouble(Guess::probability).sum();
        return together >= WORTH_ASKING ? possible.stream().map(Guess::category).toList() : List.of();
    }
}
