package org.bandeng.studio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How well categories were guessed: what was meant beside what was understood. */
final class Scores {

    private final List<Guessed> all = new ArrayList<>();

    /**
     * One message.
     *
     * @param meant the category it belongs to
     * @param alternative a second one that would do as well; empty: none
     * @param understood the category taken if one must be named
     * @param answered whether it would be taken without asking
     */
    record Guessed(String meant, String alternative, String understood, boolean answered) {
        boolean isRight() {
            return understood.equals(meant);
        }

        boolean isAcceptable() {
            return isRight() || understood.equals(alternative);
        }
    }

    /** Of one category; each from 0 to 1. */
    record Category(double precision, double recall, double f1, int messages) {}

    void add(Guessed guessed) {
        all.add(guessed);
    }

    int count() {
        return all.size();
    }

    double accuracy() {
        return share(all.stream().filter(Guessed::isRight).count(), all.size());
    }

    double lenientAccuracy() {
        return share(all.stream().filter(Guessed::isAcceptable).count(), all.size());
    }

    /** The part that is answered without asking. */
    double coverage() {
        return share(all.stream().filter(Guessed::answered).count(), all.size());
    }

    /** The part of what is answered without asking that is right. */
    double coveredAccuracy() {
        List<Guessed> answered = all.stream().filter(Guessed::answered).toList();
        return share(answered.stream().filter(Guessed::isRight).count(), answered.size());
    }

    /** Every category that was meant or understood. */
    Map<String, Category> perCategory() {
        Set<String> names = new TreeSet<>();
        all.forEach(each -> names.addAll(List.of(each.meant(), each.understood())));
        Map<String, Category> categories = new LinkedHashMap<>();
        names.forEach(name -> categories.put(name, category(name)));
        return categories;
    }

    private Category category(String name) {
        long meant = all.stream().filter(each -> each.meant().equals(name)).count();
        long understood =
                all.stream().filter(each -> each.understood().equals(name)).count();
        long both = all.stream()
                .filter(Guessed::isRight)
                .filter(each -> each.meant().equals(name))
                .count();
        double precision = share(both, understood);
        double recall = share(both, meant);
        double f1 = both == 0 ? 0 : 2 * precision * recall / (precision + recall);
        return new Category(precision, recall, f1, (int) meant);
    }

    /** The mean of F1 over the categories that were meant. */
    double macroF1() {
        return perCategory().values().stream()
                .filter(each -> each.messages() > 0)
                .mapToDouble(Category::f1)
                .average()
                .orElse(0);
    }

    /** What was taken for what, most frequent first: {@code noise → parking} and how often. */
    Map<String, Integer> confusion() {
        Map<String, Integer> counts = new TreeMap<>();
        all.stream()
                .filter(each -> !each.isRight())
                .forEach(each -> counts.merge(each.meant() + " → " + each.understood(), 1, Integer::sum));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(each -> sorted.put(each.getKey(), each.getValue()));
        return sorted;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
