package org.bandeng.understanding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which texts are about one and the same problem, one text after the other. A text joins the group that has most like it; two
 * groups that a text stands between become one if they are alike themselves.
 *
 * <p>Chosen by measurement on published petitions (docs/understanding.md): joining by the three members that are most like it beats the
 * single one, which chains strangers together, and the average of all, which tears large groups apart.
 */
public final class Grouping {

    /** From here on a text belongs to a group. */
    public static final double JOIN = 0.32;

    /** From here on two groups are one. */
    private static final double MERGE = 0.41;

    /** So many of the most alike have a say. */
    private static final int CLOSEST = 3;

    private Grouping() {}

    /**
     * A text of which it is known where it belongs.
     *
     * @param group any number, the same for all of one group
     */
    public record Member(long group, Gist gist) {}

    /**
     * Where a new text belongs.
     *
     * @param groups the group first that it fits best; none: it is the first of its kind; several: these are one group from now on
     */
    public record Place(List<Long> groups) {
        public Place {
            groups = List.copyOf(groups);
        }
    }

    /** Finds the place of a text among those that could be about the same. */
    public static Place place(Gist text, Collection<Member> others) {
        Map<Long, List<Gist>> members = new LinkedHashMap<>();
        others.forEach(other ->
                members.computeIfAbsent(other.group(), key -> new ArrayList<>()).add(other.gist()));
        Map<Long, Double> fits = new LinkedHashMap<>();
        members.forEach((group, gists) -> fits.put(group, closeness(text, gists)));
        List<Long> fitting = fits.entrySet().stream()
                .filter(each -> each.getValue() > JOIN)
                .sorted(Map.Entry.<Long, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        if (fitting.isEmpty()) {
            return new Place(List.of());
        }
        List<Long> one = new ArrayList<>(fitting.subList(0, 1));
        List<Gist> whole = new ArrayList<>(members.getOrDefault(fitting.get(0), List.of()));
        whole.add(text);
        for (Long group : fitting.subList(1, fitting.size())) {
            List<Gist> gists = members.getOrDefault(group, List.of());
            if (closeness(whole, gists) > MERGE) {
                one.add(group);
                whole.addAll(gists);
            }
        }
        return new Place(one);
    }

    private static double closeness(Collection<Gist> some, Collection<Gist> others) {
        Collection<Gist> fewer = some.size() <= others.size() ? some : others;
        Collection<Gist> more = fewer == some ? others : some;
        return fewer.stream()
                .mapToDouble(each -> closeness(each, more))
                .average()
                .orElse(0);
    }

    private static double closeness(Gist text, Collection<Gist> members) {
        return members.stream()
                        .mapToDouble(text::likeness)
                        .map(likeness -> -likeness)
                        .sorted()
                        .limit(CLOSEST)
                        .average()
                        .orElse(0)
                * -1;
    }
}
