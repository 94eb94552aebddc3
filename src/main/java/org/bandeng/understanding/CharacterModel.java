package org.bandeng.understanding;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bandeng.chinese.Sounds;
import org.jspecify.annotations.Nullable;

/**
 * Logistic regression over the characters of a message and their pairs, each weighed by how rare it is (TF-IDF). Reads a message
 * in some tens of microseconds.
 */
final class CharacterModel {

    /** How closely the examples are followed; chosen among 5, 10, 20 and 50 on residents' messages. */
    private static final double COST = 10;

    /** 0: examples count alike; 1: labels count alike. */
    private static final double BALANCE = 0.5;

    private static final double TOLERANCE = 0.01;

    private final List<String> labels;
    private final Map<String, Integer> features = new HashMap<>();
    private final double[] rarity;
    private final @Nullable Model model;

    private final boolean sounds;

    /** @param examples sentences by label */
    static CharacterModel ofCharacters(Map<String, List<String>> examples) {
        return new CharacterModel(examples, false);
    }

    /** Counts pairs of syllables, too: 电梯 written 店题 is still heard. */
    static CharacterModel ofCharactersAndSounds(Map<String, List<String>> examples) {
        return new CharacterModel(examples, true);
    }

    private CharacterModel(Map<String, List<String>> examples, boolean sounds) {
        this.sounds = sounds;
        Linear.disableDebugOutput();
        Map<String, List<String>> ordered = new TreeMap<>(examples);
        labels = List.copyOf(ordered.keySet());
        Map<String, Integer> documents = new LinkedHashMap<>();
        ordered.values().stream()
                .flatMap(List::stream)
                .forEach(sentence -> grams(sentence).keySet().forEach(gram -> documents.merge(gram, 1, Integer::sum)));
        int all = ordered.values().stream().mapToInt(List::size).sum();
        rarity = new double[documents.size() + 1];
        documents.forEach((gram, count) -> {
            int index = features.size() + 1;
            features.put(gram, index);
            rarity[index] = Math.log((1.0 + all) / (1.0 + count)) + 1;
        });
        model = labels.size() < 2 ? null : train(ordered, all);
    }

    private Model train(Map<String, List<String>> ordered, int all) {
        List<Feature[]> vectors = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        ordered.forEach((label, sentences) -> sentences.forEach(sentence -> {
            // Counted anew rather than remembered from before: the counts of all would fill the memory.
            vectors.add(vector(grams(sentence)));
            targets.add(labels.indexOf(label));
        }));
        Problem problem = new Problem();
        problem.l = all;
        problem.n = features.size() + 1;
        problem.bias = 1;
        problem.x = vectors.toArray(Feature[][]::new);
        problem.y = targets.stream().mapToDouble(Integer::doubleValue).toArray();
        Parameter parameter = new Parameter(SolverType.L2R_LR, COST, TOLERANCE);
        double[] weights = new double[labels.size()];
        for (int target : targets) {
            weights[target]++;
        }
        for (int i = 0; i < weights.length; i++) {
            // A label with few examples is not as much rarer among residents.
            weights[i] = Math.pow(all / (weights.length * Math.max(1, weights[i])), 0.5);
        }
        parameter.setWeights(weights, IntStream.range(0, weights.length).toArray());
        return Linear.train(problem, parameter);
    }

    /** How probable each label is; together 1. Without a word that an example has, all are equal. */
    Map<String, Double> probabilities(String text) {
        Map<String, Double> byLabel = new HashMap<>();
        Feature[] vector = vector(grams(text));
        if (model == null || vector.length == 1) {
            labels.forEach(label -> byLabel.put(label, 1.0 / labels.size()));
            return byLabel;
        }
        int[] order = model.getLabels();
        double[] margins = new double[order.length];
        Linear.predictValues(model, vector, margins);
        if (order.length == 2) {
            margins[1] = 0; // One margin tells two labels apart.
        }
        double sum = 0;
        for (int i = 0; i < order.length; i++) {
            margins[i] = Math.exp(margins[i]);
            sum += margins[i];
        }
        for (int i = 0; i < order.length; i++) {
            byLabel.put(labels.get(order[i]), margins[i] / sum);
        }
        return byLabel;
    }

    /** The part of a text's pairs of characters that some example has, from 0 to 1. */
    double known(String text) {
        List<String> pairs =
                grams(text).keySet().stream().filter(gram -> gram.length() == 2).toList();
        long known = pairs.stream().filter(features::containsKey).count();
        return pairs.isEmpty() ? 0 : (double) known / pairs.size();
    }

    private Feature[] vector(Map<String, Integer> counts) {
        List<FeatureNode> nodes = new ArrayList<>();
        double square = 0;
        for (Map.Entry<String, Integer> each : counts.entrySet()) {
            Integer index = features.get(each.getKey());
            if (index != null) {
                double value = (1 + Math.log(each.getValue())) * rarity[index];
                nodes.add(new FeatureNode(index, value));
                square += value * value;
            }
        }
        double length = Math.sqrt(square);
        // How common each label is.
        FeatureNode always = new FeatureNode(features.size() + 1, 1);
        return Stream.concat(
                        nodes.stream()
                                .map(node -> new FeatureNode(node.getIndex(), node.getValue() / length))
                                .sorted(Comparator.comparingInt(FeatureNode::getIndex)),
                        Stream.of(always))
                .toArray(Feature[]::new);
    }

    private Map<String, Integer> grams(String text) {
        String plain = PlainText.withoutAddress(text);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < plain.length(); i++) {
            counts.merge(plain.substring(i, i + 1), 1, Integer::sum);
            if (i + 2 <= plain.length()) {
                counts.merge(plain.substring(i, i + 2), 1, Integer::sum);
                if (sounds) {
                    counts.merge(Sounds.one(plain.charAt(i)) + " " + Sounds.one(plain.charAt(i + 1)), 1, Integer::sum);
                }
            }
        }
        return counts;
    }
}
