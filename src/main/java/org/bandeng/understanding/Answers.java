package org.bandeng.understanding;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds which question of the FAQ was meant. It is answered only if that is clear: if it is near enough, nearer than the next one, and
 * nearer than anything else that residents say. Chosen by measurement (docs/understanding.md).
 */
final class Answers {

    /** From here on a question was meant. */
    private static final double SURE = 0.57;

    /** So much nearer than the next entry it must be. */
    private static final double APART = 0.02;

    /** The words say a little beside the meaning: 居住证 is not 身份证. */
    private static final double WORDS = 0.15;

    private final List<Known> known;
    private final Likeness likeness;
    private final NearestExamples others;
    private final String category;
    private final Set<String> unanswered;

    private record Known(Faq.Entry entry, List<Gist> questions) {}

    private record Fit(Faq.Entry entry, double score, double meaning) {}

    /**
     * @param category what questions are about
     * @param others everything that residents say, the questions among it
     */
    Answers(Faq faq, String category, Likeness likeness, NearestExamples others) {
        this.category = category;
        this.likeness = likeness;
        this.others = others;
        known = faq.entries().stream()
                .map(entry -> new Known(
                        entry, entry.questions().stream().map(likeness::gist).toList()))
                .toList();
        unanswered = faq.unanswered().stream().map(PlainText::withoutAddress).collect(Collectors.toUnmodifiableSet());
    }

    Optional<Faq.Entry> find(String words) {
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Gist asked = likeness.gist(words);
        List<Fit> fits = known.stream()
                .map(each -> fit(asked, each))
                .sorted((a, b) -> Double.compare(b.score(), a.score()))
                .toList();
        Fit best = fits.get(0);
        boolean apart = fits.size() < 2 || best.score() - fits.get(1).score() > APART;
        return best.score() > SURE
                        && apart
                        && best.meaning() > others.closestOutside(category, unanswered, asked.meaning())
                ? Optional.of(best.entry())
                : Optional.empty();
    }

    private static Fit fit(Gist asked, Known known) {
        double score = 0;
        double meaning = 0;
        for (Gist question : known.questions()) {
            double means = asked.meansLike(question);
            meaning = Math.max(meaning, means);
            score = Math.max(score, WORDS * asked.wordedLike(question) + (1 - WORDS) * means);
        }
        return new Fit(known.entry(), score, meaning);
    }
}
