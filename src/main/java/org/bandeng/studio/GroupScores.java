package org.bandeng.studio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.bandeng.understanding.Gist;
import org.bandeng.understanding.Grouping;
import org.bandeng.understanding.Likeness;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How well it is found which texts are about one problem, looked at pair by pair. */
final class GroupScores {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final Likeness likeness;

    GroupScores(Likeness likeness) {
        this.likeness = likeness;
    }

    /**
     * Of pairs of titles.
     *
     * @param file with the columns title1, title2 and duplicate (1 or 0)
     */
    Map<String, Object> ofPairs(Path file) throws IOException {
        List<Map<String, String>> rows = Tsv.read(file, List.of("title1", "title2", "duplicate"));
        Set<String> titles = new LinkedHashSet<>();
        rows.forEach(row -> {
            titles.add(row.getOrDefault("title1", ""));
            titles.add(row.getOrDefault("title2", ""));
        });
        List<String> all = List.copyOf(titles);
        List<Long> groups = grouped(all);
        Map<String, Long> groupOf = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            groupOf.put(all.get(i), groups.get(i));
        }
        Tally tally = new Tally();
        rows.forEach(row -> tally.add(
                "1".equals(row.get("duplicate")),
                Objects.equals(groupOf.get(row.get("title1")), groupOf.get(row.get("title2"))),
                row.get("title1") + " | " + row.get("title2")));
        return tally.report(rows.size());
    }

    /**
     * Of groups.
     *
     * @param file a JSON object a line, with {@code cluster}, {@code title} and {@code time}, oldest first after sorting by time
     */
    Map<String, Object> ofIssues(Path file) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                rows.add(JsonMapper.shared().readTree(line));
            }
        }
        rows.sort(Comparator.comparing(row -> sortable(row.path("time").asString())));
        List<Long> groups =
                grouped(rows.stream().map(row -> row.path("title").asString()).toList());
        Tally tally = new Tally();
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean same = rows.get(i).path("cluster").equals(rows.get(j).path("cluster"));
                tally.add(same, groups.get(i).equals(groups.get(j)), "");
            }
        }
        Map<String, Object> report = tally.report(rows.size());
        report.remove("wrong");
        return report;
    }

    /** 2019/8/7 is earlier than 2019-08-23. */
    private static String sortable(String time) {
        return NUMBER.matcher(time)
                .results()
                .map(number -> "%04d".formatted(Integer.parseInt(number.group())))
                .reduce("", String::concat);
    }

    /** The group of each title, found in their order. */
    private List<Long> grouped(List<String> titles) {
        List<Gist> gists = titles.stream().map(likeness::gist).toList();
        List<Long> groups = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            List<Grouping.Member> before = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                before.add(new Grouping.Member(groups.get(j), gists.get(j)));
            }
            List<Long> place = Grouping.place(gists.get(i), before).groups();
            long group = place.isEmpty() ? i : place.get(0);
            groups.replaceAll(each -> place.contains(each) ? group : each);
            groups.add(group);
        }
        return groups;
    }

    /** Counts pairs. */
    private static final class Tally {
        private int same;
        private int found;
        private int right;
        private final List<String> wrong = new ArrayList<>();

        void add(boolean isSame, boolean isFound, String what) {
            same += isSame ? 1 : 0;
            found += isFound ? 1 : 0;
            right += isSame && isFound ? 1 : 0;
            if (isSame != isFound) {
                wrong.add((isSame ? "missed: " : "not the same: ") + what);
            }
        }

        Map<String, Object> report(int rows) {
            Map<String, Object> report = new LinkedHashMap<>();
            double precision = found == 0 ? 0 : (double) right / found;
            double recall = same == 0 ? 0 : (double) right / same;
            report.put("rows", rows);
            report.put("precision", precision);
            report.put("recall", recall);
            report.put("f1", precision + recall == 0 ? 0.0 : 2 * precision * recall / (precision + recall));
            report.put("wrong", wrong);
            return report;
        }
    }
}
