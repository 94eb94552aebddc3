package org.bandeng.understanding;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was made of one message.
 *
 * @param guesses the categories that come into question, best first
 * @param place the place named
 * @param time the time named; null: none
 * @param alarm the danger that it speaks of, such as {@code fire}; empty: none
 */
public record Understood(
        List<Guess> guesses, PlaceReading place, @Nullable TimeReading time, String alarm) {

    /** Less tells too little. Chosen by leaving out each example once, and on residents' messages about other things. */
    static final double SURE = 0.6;

    /** A second category with more than this part of the best one's evidence makes it doubtful which is meant. */
    static final double RIVAL = 0.7;

    public Understood {
        guesses = List.copyOf(guesses);
    }

    /**
     * A category and what tells for it.
     *
     * @param evidence from 0; a word that every example of the category uses, and no other, counts about 1
     */
    public record Guess(String category, double evidence) {}

    /** The category, if there is little doubt. */
    public Optional<String> sureCategory() {
        if (guesses.isEmpty() || guesses.get(0).evidence() < SURE) {
            return Optional.empty();
        }
        Guess best = guesses.get(0);
        boolean rivalled = guesses.size() > 1 && guesses.get(1).evidence() > best.evidence() * RIVAL;
        return rivalled ? Optional.empty() : Optional.of(best.category());
    }

    /** The category that has most for it, if that is enough to ask about it. */
    public Optional<String> likelyCategory() {
        return guesses.stream()
                .limit(1)
                .filter(best -> best.evidence() >= SURE)
                .map(Guess::category)
                .findFirst();
    }
}
