package org.bandeng.understanding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.YamlFile;
import org.bandeng.yaml.YamlMap;

/**
 * Questions that have an answer: {@code faq.yaml}. An answer is given only when it is clear which question was meant.
 *
 * @param entries in the order of the file
 */
public record Faq(List<Entry> entries) {

    /** No questions. */
    public static final Faq NONE = new Faq(List.of());

    /** Part of a question's pairs of characters that must be found again in what a resident asks. */
    private static final double ENOUGH = 0.6;

    private static final double RIVAL = 0.85;
    private static final int LONGEST_ANSWER = 370;

    public Faq {
        entries = List.copyOf(entries);
    }

    /**
     * One question.
     *
     * @param questions ways to ask it
     * @param source where the answer is from, for residents to see
     */
    public record Entry(List<String> questions, String answer, String source) {
        public Entry {
            questions = List.copyOf(questions);
        }
    }

    /** The entry that is asked for; empty if none is, or it is not clear which. */
    public Optional<Entry> find(String words) {
        Set<String> said = pairs(words);
        Map<Entry, Double> fits = new HashMap<>();
        entries.forEach(entry -> fits.put(
                entry,
                entry.questions().stream()
                        .mapToDouble(each -> fit(pairs(each), said))
                        .max()
                        .orElse(0)));
        List<Map.Entry<Entry, Double>> best = fits.entrySet().stream()
                .sorted(Map.Entry.<Entry, Double>comparingByValue().reversed())
                .toList();
        if (best.isEmpty() || best.get(0).getValue() < ENOUGH) {
            return Optional.empty();
        }
        boolean rivalled =
                best.size() > 1 && best.get(1).getValue() > best.get(0).getValue() * RIVAL;
        return rivalled ? Optional.empty() : Optional.of(best.get(0).getKey());
    }

    private static double fit(Set<String> question, Set<String> said) {
        return question.isEmpty()
                ? 0
                : (double) question.stream().filter(said::contains).count() / question.size();
    }

    private static Set<String> pairs(String words) {
        String plain = words.replaceAll("[\\s\\p{Punct}\\p{IsPunctuation}]+|请问|你好|您好|怎么|如何|什么|吗|呢|啊|的|了|我|想|要", "");
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= plain.length(); i++) {
            pairs.add(plain.substring(i, i + 2));
        }
        return pairs;
    }

    /**
     * Reads {@code faq.yaml}.
     *
     * @param problems what is wrong in it is added here
     */
    public static Faq read(String name, String text, List<Problem> problems) {
        YamlFile file = new YamlFile(name);
        List<Entry> entries = new ArrayList<>();
        file.read(text).ifPresent(top -> {
            top.allowOnly(List.of("faq"));
            top.maps("faq").forEach(each -> entries.add(entry(each)));
        });
        problems.addAll(file.problems());
        return new Faq(entries);
    }

    private static Entry entry(YamlMap map) {
        map.allowOnly(List.of("questions", "answer", "source"));
        List<String> questions = map.texts("questions");
        if (questions.isEmpty()) {
            map.problem("an entry needs \"questions\": how residents ask it");
        }
        String answer = map.text("answer");
        if (answer.length() > LONGEST_ANSWER) {
            map.problemAt(
                    "answer",
                    "an answer has at most %d characters; this one has %d".formatted(LONGEST_ANSWER, answer.length()));
        }
        return new Entry(questions, answer, map.text("source"));
    }
}
