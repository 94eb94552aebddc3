package org.bandeng.studio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bandeng.understanding.Understood;

/** How many dangers are heard, and how many alarms are none. */
final class AlarmScores {

    private AlarmScores() {}

    /** @param rows with the column urgency: the danger, or "-" or nothing if there is none */
    static Map<String, Object> of(List<Map<String, String>> rows, List<Understood> understood) {
        int dangers = 0;
        int heard = 0;
        int right = 0;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            boolean danger = !List.of("-", "").contains(rows.get(i).getOrDefault("urgency", ""));
            boolean alarm = !understood.get(i).alarm().isEmpty();
            dangers += danger ? 1 : 0;
            heard += alarm ? 1 : 0;
            right += danger && alarm ? 1 : 0;
            if (danger != alarm) {
                wrong.add((danger ? "missed: " : "false alarm: ") + rows.get(i).get("text"));
            }
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("emergencies", dangers);
        report.put("recall", dangers == 0 ? 0.0 : (double) right / dangers);
        report.put("precision", heard == 0 ? 0.0 : (double) right / heard);
        report.put("wrong", wrong);
        return report;
    }
}
