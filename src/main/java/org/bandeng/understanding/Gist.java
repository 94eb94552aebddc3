package org.bandeng.understanding;

import java.util.Map;

/**
 * What a text is about, in a form that can be compared.
 *
 * @param grams its pairs and triples of characters, rare ones with more weight; the squares add up to 1
 * @param meaning a vector of length 1
 */
public record Gist(Map<String, Double> grams, float[] meaning) {

    /** The words count more than what they mean: names of things and places are what tells two problems of one kind apart. */
    private static final double WORDS = 0.6;

    private static final float SCALE = Byte.MAX_VALUE;

    public Gist {
        grams = Map.copyOf(grams);
    }

    /** How much alike two texts are: near 0 for strangers, 1 for equals. */
    public double likeness(Gist other) {
        return WORDS * wordedLike(other) + (1 - WORDS) * meansLike(other);
    }

    double meansLike(Gist other) {
        // What another model made cannot be compared.
        return meaning.length == other.meaning.length ? SentenceEncoder.likeness(meaning, other.meaning) : 0;
    }

    double wordedLike(Gist other) {
        Map<String, Double> fewer = grams.size() <= other.grams.size() ? grams : other.grams;
        Map<String, Double> more = fewer == grams ? other.grams : grams;
        double words = 0;
        for (Map.Entry<String, Double> each : fewer.entrySet()) {
            words += each.getValue() * more.getOrDefault(each.getKey(), 0.0);
        }
        return words;
    }

    /** The meaning in a byte for each number, to be kept. */
    public byte[] meaningInBytes() {
        byte[] bytes = new byte[meaning.length];
        float largest = 0;
        for (float each : meaning) {
            largest = Math.max(largest, Math.abs(each));
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = largest == 0 ? 0 : (byte) Math.round(meaning[i] / largest * SCALE);
        }
        return bytes;
    }

    /** What {@link #meaningInBytes()} kept. */
    static float[] meaning(byte[] bytes) {
        float[] meaning = new float[bytes.length];
        double square = 0;
        for (int i = 0; i < bytes.length; i++) {
            meaning[i] = bytes[i];
            square += (double) bytes[i] * bytes[i];
        }
        float length = (float) Math.max(Math.sqrt(square), Float.MIN_NORMAL);
        for (int i = 0; i < bytes.length; i++) {
            meaning[i] /= length;
        }
        return meaning;
    }
}
