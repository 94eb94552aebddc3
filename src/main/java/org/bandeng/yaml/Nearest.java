package org.bandeng.yaml;

import java.util.Collection;
import java.util.Comparator;

/** The name that an author most likely meant. */
public final class Nearest {

    private Nearest() {}

    public static String to(String wrong, Collection<String> right) {
        return right.stream()
                .min(Comparator.comparingInt(name -> distance(wrong, name)))
                .orElse("");
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
