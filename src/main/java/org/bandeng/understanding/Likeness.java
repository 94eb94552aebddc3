package org.bandeng.understanding;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes texts comparable. How rare words are is learned from what residents say in general, not from the texts that are compared:
 * a gist is the same whatever else there is, and what a hundred people complain of does not become common by that.
 */
public final class Likeness {

    private static final int SHORTEST = 2;
    private static final int LONGEST = 3;

    private final Map<String, Integer> sentencesWith = new HashMap<>();
    private final int sentences;

    /** @param sentences of residents about all sorts of things */
    Likeness(Collection<List<String>> sentences) {
        sentences.forEach(each -> each.forEach(
                sentence -> Set.copyOf(grams(sentence)).forEach(gram -> sentencesWith.merge(gram, 1, Integer::sum))));
        this.sentences = sentences.stream().mapToInt(List::size).sum();
    }

    /** The gist of a text; takes some milliseconds. */
    public Gist gist(String text) {
        return new Gist(weighed(text), SharedEncoder.INSTANCE.encode(PlainText.withoutAddress(text)));
    }

    /** The gist of a text whose meaning was kept. */
    public Gist gist(String text, byte[] meaning) {
        return new Gist(weighed(text), Gist.meaning(meaning));
    }

    private Map<String, Double> weighed(String text) {
        Map<String, Double> weights = new HashMap<>();
        grams(text).forEach(gram -> weights.merge(gram, 1.0, Double::sum));
        weights.replaceAll((gram, count) -> (1 + Math.log(count)) * rarity(gram));
        double length = Math.sqrt(
                weights.values().stream().mapToDouble(each -> each * each).sum());
        weights.replaceAll((gram, weight) -> weight / length);
        return weights;
    }

    private double rarity(String gram) {
        return Math.log((1.0 + sentences) / (1 + sentencesWith.getOrDefault(gram, 0))) + 1;
    }

    private static List<String> grams(String text) {
        String plain = PlainText.withoutAddress(text);
        return IntStream.rangeClosed(SHORTEST, LONGEST)
                .boxed()
                .flatMap(length ->
                        IntStream.rangeClosed(0, plain.length() - length).mapToObj(i -> plain.substring(i, i + length)))
                .toList();
    }
}
