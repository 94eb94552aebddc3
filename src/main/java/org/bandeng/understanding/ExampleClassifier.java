package org.bandeng.understanding;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Weighs the telling characters and pairs of a message: those that come again and again in the examples of one category
 * and hardly in those of others. 灯 tells much, 楼道 little, 坏了 nothing. Words that no example taught tell nothing either,
 * so that a message about something else is not forced into a category.
 */
final class ExampleClassifier {

    /** Heard everywhere: numbers of places, courtesies. */
    private static final Pattern NOISE = Pattern.compile(
            "[a-z0-9]+(号楼|栋|幢|单元|室|楼)?|[\\s\\p{Punct}\\p{IsPunctuation}\\p{So}]+|小区|我们|你们|他们|麻烦|请问|师傅|物业|请|您好|你好");

    /** One example alone may contain anything. */
    private static final int MIN_EXAMPLES = 2;

    /** Share of a category among all that use a word, each counted by its own examples, from which the word tells for it. */
    private static final double MIN_PURITY = 0.6;

    /** A single character is part of many words. */
    private static final double WEIGHT_OF_SINGLE = 0.8;

    private final Set<String> categories;

    /** By character or pair, then by category. */
    private final Map<String, Map<String, Double>> weights = new HashMap<>();

    /** @param sentences example sentences by category */
    ExampleClassifier(Map<String, List<String>> sentences) {
        categories = Set.copyOf(sentences.keySet());
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        sentences.forEach((category, each) -> each.forEach(
                sentence -> grams(sentence).forEach(gram -> counts.computeIfAbsent(gram, key -> new HashMap<>())
                        .merge(category, 1, Integer::sum))));
        counts.forEach((gram, byCategory) -> learn(gram, byCategory, sentences));
    }

    private void learn(String gram, Map<String, Integer> counts, Map<String, List<String>> sentences) {
        double all = counts.entrySet().stream()
                .mapToDouble(entry -> share(entry.getKey(), entry.getValue(), sentences))
                .sum();
        counts.forEach((category, count) -> {
            double share = share(category, count, sentences);
            double purity = share / all;
            if (count >= MIN_EXAMPLES && purity >= MIN_PURITY) {
                double weight = purity * Math.sqrt(share) * (gram.length() == 1 ? WEIGHT_OF_SINGLE : 1);
                weights.computeIfAbsent(gram, key -> new HashMap<>()).put(category, weight);
            }
        });
    }

    private static double share(String category, int count, Map<String, List<String>> sentences) {
        return (double) count / sentences.getOrDefault(category, List.of()).size();
    }

    /** Every category with what tells for it, best first. */
    List<Understood.Guess> classify(String words) {
        Map<String, Double> evidence = new HashMap<>();
        categories.forEach(category -> evidence.put(category, 0.0));
        grams(words).forEach(gram -> weights.getOrDefault(gram, Map.of())
                .forEach((category, weight) -> evidence.merge(category, weight, Double::sum)));
        return evidence.entrySet().stream()
                .map(entry -> new Understood.Guess(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(Understood.Guess::evidence)
                        .reversed()
                        .thenComparing(Understood.Guess::category))
                .toList();
    }

    private static Set<String> grams(String sentence) {
        String narrow = Normalizer.normalize(sentence, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String plain = NOISE.matcher(narrow).replaceAll("");
        Set<String> grams = new HashSet<>();
        for (int i = 0; i < plain.length(); i++) {
            grams.add(plain.substring(i, i + 1));
            if (i + 2 <= plain.length()) {
                grams.add(plain.substring(i, i + 2));
            }
        }
        return grams;
    }
}
