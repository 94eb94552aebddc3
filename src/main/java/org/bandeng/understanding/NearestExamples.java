package org.bandeng.understanding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Tells a label by the examples that are nearest in meaning. Finds what is said in other words, which characters do not; takes
 * some milliseconds, most of them for encoding the sentence.
 */
final class NearestExamples {

    /** So many of the nearest have a say; chosen among 8, 10, 12 and 16. */
    private static final int NEAREST = 12;

    /** How fast the say of an example falls with its distance; chosen among 0.02, 0.04, 0.05 and 0.06. */
    private static final double REACH = 0.05;

    /** Said for every label before any example is: eight examples are no proof. */
    private static final double DOUBT = 0.05;

    /** As in {@link CharacterModel}: 0: examples count alike; 1: labels count alike. */
    private static final double BALANCE = 0.5;

    private final List<String> labels = new ArrayList<>();
    private final List<String> plain = new ArrayList<>();
    private final List<float[]> vectors = new ArrayList<>();
    private final Map<String, Double> weights = new HashMap<>();

    private record Near(String label, float likeness) {}

    /** @param sentences by label */
    NearestExamples(Map<String, List<String>> sentences, KnownSentences known) {
        int all = sentences.values().stream().mapToInt(List::size).sum();
        sentences.forEach((label, each) -> {
            each.forEach(sentence -> {
                String words = PlainText.withoutAddress(sentence);
                labels.add(label);
                plain.add(words);
                vectors.add(known.learn(words));
            });
            double share = (double) all / (sentences.size() * Math.max(1, each.size()));
            weights.put(label, Math.pow(share, BALANCE));
        });
    }

    /** How probable each label is; together 1. */
    Map<String, Double> probabilities(String sentence) {
        PriorityQueue<Near> nearest = nearest(SharedEncoder.INSTANCE.encode(PlainText.withoutAddress(sentence)));
        double best = nearest.stream().mapToDouble(Near::likeness).max().orElse(0);
        Map<String, Double> says = new HashMap<>();
        weights.keySet().forEach(label -> says.put(label, DOUBT));
        nearest.forEach(each -> says.merge(
                each.label(),
                weights.getOrDefault(each.label(), 1.0) * Math.exp((each.likeness() - best) / REACH),
                Double::sum));
        double sum = says.values().stream().mapToDouble(Double::doubleValue).sum();
        says.replaceAll((label, say) -> say / sum);
        return says;
    }

    /**
     * How near the nearest sentence is that is not about a category.
     *
     * @param besides sentences of the category that are looked at nevertheless, without addresses
     */
    double closestOutside(String category, Set<String> besides, float[] vector) {
        double closest = -1;
        for (int i = 0; i < vectors.size(); i++) {
            float likeness = SentenceEncoder.likeness(vector, vectors.get(i));
            boolean outside = !labels.get(i).equals(category) || besides.contains(plain.get(i));
            if (likeness > closest && outside) {
                closest = likeness;
            }
        }
        return closest;
    }

    /** The farthest of them first. */
    private PriorityQueue<Near> nearest(float[] vector) {
        PriorityQueue<Near> nearest = new PriorityQueue<>((a, b) -> Float.compare(a.likeness(), b.likeness()));
        for (int i = 0; i < vectors.size(); i++) {
            float likeness = SentenceEncoder.likeness(vector, vectors.get(i));
            Near farthest = nearest.peek();
            if (nearest.size() < NEAREST || farthest == null) {
                nearest.add(new Near(labels.get(i), likeness));
            } else if (likeness > farthest.likeness()) {
                nearest.poll();
                nearest.add(new Near(labels.get(i), likeness));
            }
        }
        return nearest;
    }
}
