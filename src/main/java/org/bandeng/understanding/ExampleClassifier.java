package org.bandeng.understanding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the category whose example sentences are nearest, by the cosine of weighted single characters and pairs. */
final class ExampleClassifier {

    private static final Pattern NOISE = Pattern.compile(
            "[a-z0-9]+(号楼|栋|幢|单元|室|楼)?|[\\s\\p{Punct}\\p{IsPunctuation}\\p{So}]+|小区|我们|你们|他们|麻烦|请问|师傅|物业|请|您好|你好");

    private final List<Example> examples = new ArrayList<>();
    private final Map<String, Double> weights = new HashMap<>();
    private final double weightOfUnknown;

    /** @param sentences example sentences by category */
    ExampleClassifier(Map<String, List<String>> sentences) {
        Map<String, Integer> documents = new HashMap<>();
        int total = sentences.values().stream().mapToInt(List::size).sum();
        sentences.values().stream()
                .flatMap(List::stream)
                .forEach(sentence -> counts(sentence).keySet().forEach(gram -> documents.merge(gram, 1, Integer::sum)));
        documents.forEach((gram, count) -> weights.put(gram, Math.log(1.0 + (double) total / count)));
        weightOfUnknown = Math.log(1.0 + total);
        sentences.forEach(
                (category, each) -> each.forEach(sentence -> examples.add(new Example(category, vector(sentence)))));
    }

    /** Every category with its best example's similarity, best first. */
    List<Understood.Guess> classify(String words) {
        Map<String, Double> vector = vector(words);
        Map<String, Double> best = new HashMap<>();
        for (Example example : examples) {
            best.merge(example.category, cosine(vector, example.vector), Math::max);
        }
        return best.entrySet().stream()
                .map(entry -> new Understood.Guess(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(Understood.Guess::confidence)
                        .reversed()
                        .thenComparing(Understood.Guess::category))
                .toList();
    }

    private Map<String, Double> vector(String sentence) {
        Map<String, Double> vector = new HashMap<>();
        counts(sentence)
                .forEach((gram, count) -> vector.put(
                        gram,
                        (1 + Math.log(count))
                                * weights.getOrDefault(gram, weightOfUnknown)
                                * (gram.length() > 1 ? 1.0 : 0.6)));
        double length = Math.sqrt(
                vector.values().stream().mapToDouble(each -> each * each).sum());
        vector.replaceAll((gram, weight) -> length == 0 ? 0 : weight / length);
        return vector;
    }

    private static double cosine(Map<String, Double> a, Map<String, Double> b) {
        return b.entrySet().stream()
                .mapToDouble(entry -> entry.getValue() * a.getOrDefault(entry.getKey(), 0.0))
                .sum();
    }

    private static Map<String, Integer> counts(String sentence) {
        String plain = NOISE.matcher(
                        Normalizer.normalize(sentence, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .replaceAll("");
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < plain.length(); i++) {
            counts.merge(plain.substring(i, i + 1), 1, Integer::sum);
            if (i + 2 <= plain.length()) {
                counts.merge(plain.substring(i, i + 2), 1, Integer::sum);
            }
        }
        return counts;
    }

    private record Example(String category, Map<String, Double> vector) {}
}
