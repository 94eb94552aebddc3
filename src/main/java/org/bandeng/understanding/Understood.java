package org.bandeng.understanding;

import java.util.List;
import java.util.Optional;

/**
 * What was made of one message.
 *
 * @param guesses the categories that come into question, best first
 * @param place the place named
 */
public record Understood(List<Guess> guesses, PlaceReading place) {

    /** Below this the words are too far from every example. Chosen on the examples' own hold-out test. */
    static final double SURE = 0.42;

    /** The best must be this far ahead of the second. */
    static final double AHEAD = 0.05;

    public Understood {
        guesses = List.copyOf(guesses);
    }

    /**
     * A category and how near the words are to its examples.
     *
     * @param confidence 0 to 1
     */
    public record Guess(String category, double confidence) {}

    /** The category, if there is little doubt. */
    public Optional<String> sureCategory() {
        if (guesses.isEmpty() || guesses.get(0).confidence() < SURE) {
            return Optional.empty();
        }
        boolean ahead = guesses.size() == 1
                || guesses.get(0).confidence() - guesses.get(1).confidence() >= AHEAD;
        return ahead ? Optional.of(guesses.get(0).category()) : Optional.empty();
    }
}
