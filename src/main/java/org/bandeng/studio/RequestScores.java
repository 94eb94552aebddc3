package org.bandeng.studio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bandeng.understanding.Understanding;
import org.bandeng.understanding.Understood;

/** Whether every request in a message was found, and no other: those of many and those of one. */
final class RequestScores {

    private RequestScores() {}

    /** @param rows with the column categories: that of each request, with commas between */
    static Map<String, Object> of(
            Understanding understanding, List<Map<String, String>> rows, List<Understood> understood) {
        Map<String, Object> report = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        int several = 0;
        int severalRight = 0;
        int oneRight = 0;
        for (int i = 0; i < rows.size(); i++) {
            List<String> meant =
                    List.of(rows.get(i).getOrDefault("categories", "").split(","));
            List<String> found = understood.get(i).requests().stream()
                    .map(words -> understanding.categories(words).stream()
                            .findFirst()
                            .map(Understood.Guess::category)
                            .orElse("other"))
                    .toList();
            boolean right = meant.size() == 1 ? found.size() == 1 : found.equals(meant);
            several += meant.size() > 1 ? 1 : 0;
            severalRight += right && meant.size() > 1 ? 1 : 0;
            oneRight += right && meant.size() == 1 ? 1 : 0;
            if (!right) {
                wrong.add("%s: %s instead of %s".formatted(rows.get(i).get("text"), found, meant));
            }
        }
        report.put("several", several == 0 ? 0 : (double) severalRight / several);
        report.put("one", rows.size() == several ? 0 : (double) oneRight / (rows.size() - several));
        report.put("wrong", wrong);
        return report;
    }
}
