package org.bandeng.understanding;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the category of a message, from cheap to dear: its very words, its characters, its meaning. */
final class Categorizer {

    /** From here on the characters alone are sure enough. */
    private static final double TELLING = 0.95;

    /** How much the characters count beside the meaning; chosen among 0.4, 0.5, 0.6 and 0.7. */
    private static final double CHARACTERS = 0.5;

    /** Of words that no example has there is no telling; so great a part of the pairs of characters must be known. */
    private static final double FAMILIAR = 0.2;

    /** Keys of menus and other numbers are about nothing by themselves. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]*");

    private final Map<String, String> verbatim = new HashMap<>();
    private final CharacterModel characters;
    private final NearestExamples meanings;
    private final Requests requests;

    /**
     * @param examples sentences by category
     * @param requests the categories that are requests of their own wherever they are mentioned
     */
    Categorizer(Map<String, List<String>> examples, Set<String> requests, KnownSentences known) {
        examples.forEach((category, sentences) ->
                sentences.forEach(each -> verbatim.put(PlainText.withoutAddress(each), category)));
        characters = CharacterModel.ofCharacters(examples);
        meanings = new NearestExamples(examples, known);
        this.requests = new Requests(characters, requests);
    }

    NearestExamples meanings() {
        return meanings;
    }

    /** All categories, the most probable first. */
    Guesses guess(String words) {
        Map<String, Double> byCharacters = characters.probabilities(words);
        if (NUMBER.matcher(PlainText.of(words)).matches() || characters.known(words) < FAMILIAR) {
            byCharacters.replaceAll((category, probability) -> 1.0 / byCharacters.size());
            return new Guesses(ordered(byCharacters), Understood.Stage.VERBATIM, List.of(words));
        }
        String said = verbatim.get(PlainText.withoutAddress(words));
        if (said != null) {
            byCharacters.replaceAll((category, probability) -> category.equals(said) ? 1.0 : 0.0);
            return new Guesses(ordered(byCharacters), Understood.Stage.VERBATIM, List.of(words));
        }
        if (byCharacters.values().stream().anyMatch(probability -> probability >= TELLING)) {
            return new Guesses(ordered(byCharacters), Understood.Stage.CHARACTERS, requests.in(words));
        }
        Map<String, Double> byMeaning = meanings.probabilities(words);
        byCharacters.replaceAll((category, probability) ->
                Math.pow(probability, CHARACTERS) * Math.pow(byMeaning.getOrDefault(category, 0.0), 1 - CHARACTERS));
        double sum =
                byCharacters.values().stream().mapToDouble(Double::doubleValue).sum();
        byCharacters.replaceAll((category, probability) -> probability / sum);
        return new Guesses(ordered(byCharacters), Understood.Stage.MEANING, requests.in(words));
    }

    private static List<Understood.Guess> ordered(Map<String, Double> probabilities) {
        return probabilities.entrySet().stream()
                .map(entry -> new Understood.Guess(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(Understood.Guess::probability)
                        .reversed()
                        .thenComparing(Understood.Guess::category))
                .toList();
    }

    /**
     * What was guessed.
     *
     * @param stage how far the cascade went for it
     * @param requests the words of each request in the message; the message itself if it is one
     */
    record Guesses(List<Understood.Guess> guesses, Understood.Stage stage, List<String> requests) {}
}
