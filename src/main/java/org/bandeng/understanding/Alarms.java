package org.bandeng.understanding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/**
 * Danger to life in a message, learned from thousands of messages of people in danger and of others who use the same words for
 * what is over, feared, told of others or broken in the ordinary way. A missed one is the worst fault there is, a false alarm a
 * small one, so little is needed for an alarm.
 */
final class Alarms {

    private static final String EXAMPLES = "understanding/alarms.tsv";

    /** What is no danger, among the examples. */
    private static final String NONE = "-";

    private static final String DANGER = "danger";

    /** From here on people on duty are called; chosen so that none of the held-back emergencies is missed. */
    private static final double ENOUGH = 0.3;

    /** The least likeness in meaning to some known danger; of 179 unseen dangers none is below 0.65. */
    private static final double ALIKE = 0.63;

    /** Characters that tell so little of danger need no second look. */
    private static final double HARMLESS = 0.03;

    /** How much the characters count beside the meaning; chosen among 0.5, 0.6 and 0.7. */
    private static final double CHARACTERS = 0.6;

    private static final int LONGEST_PIECE = 60;

    private static final Pattern CLAUSE = Pattern.compile("(?<=[，,。！!？?；;\\n])");

    /** Two or three characters are too few to learn from: they must be an example. */
    private static final int SHORT = 4;

    private final Map<String, String> verbatim = new HashMap<>();
    private final CharacterModel danger;
    private final CharacterModel kinds;
    private final NearestExamples meaning;

    /** @param examples messages by the danger that they speak of, {@code -}: none */
    Alarms(Map<String, List<String>> examples, KnownSentences known) {
        Map<String, List<String>> dangers = new TreeMap<>(examples);
        dangers.remove(NONE);
        List<String> harmless = examples.getOrDefault(NONE, List.of());
        examples.forEach((kind, sentences) ->
                sentences.forEach(each -> verbatim.put(heard(each), kind.equals(NONE) ? "" : kind)));
        List<String> dangerous = dangers.values().stream().flatMap(List::stream).toList();
        danger = CharacterModel.ofCharactersAndSounds(Map.of(DANGER, heard(dangerous), NONE, heard(harmless)));
        kinds = CharacterModel.ofCharactersAndSounds(dangers);
        meaning = new NearestExamples(Map.of(DANGER, heard(dangerous), NONE, heard(harmless)), known);
    }

    /** Where it is tells nothing of how dangerous it is. */
    private static String heard(String words) {
        return PlainText.withoutAddress(words);
    }

    private static List<String> heard(List<String> sentences) {
        return sentences.stream().map(Alarms::heard).toList();
    }

    /** Those that come with the program, one for all. */
    static Alarms shipped() {
        return Shipped.ALARMS;
    }

    private static final class Shipped {
        static final Alarms ALARMS = learned();

        private static Alarms learned() {
            try (KnownSentences known = SharedEncoder.INSTANCE.examples()) {
                return new Alarms(examples(), known);
            }
        }
    }

    /** The shipped examples by danger. */
    static Map<String, List<String>> examples() {
        Map<String, List<String>> examples = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ClassPathResource(EXAMPLES).getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().skip(1).map(line -> line.split("\t")).forEach(columns -> examples.computeIfAbsent(
                            columns[1], key -> new ArrayList<>())
                    .add(columns[0]));
        } catch (IOException e) {
            throw new UncheckedIOException("The packaged " + EXAMPLES + " cannot be read", e);
        }
        return examples;
    }

    /** The danger that the words speak of as present; {@code help}: a cry for help alone; empty: none. */
    String in(String words) {
        String plain = heard(words);
        if (plain.length() < SHORT || verbatim.containsKey(plain)) {
            return verbatim.getOrDefault(plain, "");
        }
        return pieces(words).stream()
                .filter(piece -> danger(piece) >= ENOUGH && isLikeADanger(piece))
                .findFirst()
                .map(this::kind)
                .orElse("");
    }

    /** A long message piece by piece, as long as the examples are: one clause of danger would be lost among many others. */
    private static List<String> pieces(String words) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (String clause : CLAUSE.split(words)) {
            if (piece.length() > 0 && piece.length() + clause.length() > LONGEST_PIECE) {
                pieces.add(heard(piece.toString()));
                piece.setLength(0);
            }
            piece.append(clause);
        }
        pieces.add(heard(piece.toString()));
        return pieces;
    }

    /** How probable a present danger is. */
    private double danger(String heard) {
        double byCharacters = danger.probabilities(heard).getOrDefault(DANGER, 0.0);
        if (byCharacters < HARMLESS) {
            return byCharacters;
        }
        double byMeaning = meaning.probabilities(heard).getOrDefault(DANGER, 0.0);
        double logit = CHARACTERS * logit(byCharacters) + (1 - CHARACTERS) * logit(byMeaning);
        return 1 / (1 + Math.exp(-logit));
    }

    /** What is like no danger that is known is something else that is not known. */
    private boolean isLikeADanger(String heard) {
        return meaning.closestOutside(NONE, Set.of(), SharedEncoder.INSTANCE.encode(heard)) >= ALIKE;
    }

    private static double logit(double probability) {
        double inside = Math.min(Math.max(probability, 1e-4), 1 - 1e-4);
        return Math.log(inside / (1 - inside));
    }

    private String kind(String words) {
        return kinds.probabilities(words).entrySet().stream()
                .max(Comparator.comparingDouble(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
