package org.bandeng.studio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bandeng.understanding.Understanding;

/** How many questions of those that the FAQ answers are answered, and how many of the answers are right. */
final class AnswerScores {

    private AnswerScores() {}

    /** @param rows with the column answer: the first question of the entry that is asked for, or "-" */
    static Map<String, Object> of(List<Map<String, String>> rows, Understanding understanding) {
        int answerable = 0;
        int answered = 0;
        int right = 0;
        List<String> wrong = new ArrayList<>();
        for (Map<String, String> row : rows) {
            String meant = row.getOrDefault("answer", "-");
            Optional<String> found = understanding
                    .answer(row.getOrDefault("text", ""))
                    .map(entry -> entry.questions().get(0));
            answerable += meant.equals("-") ? 0 : 1;
            answered += found.isPresent() ? 1 : 0;
            right += found.filter(meant::equals).isPresent() ? 1 : 0;
            found.filter(each -> !each.equals(meant))
                    .ifPresent(each -> wrong.add("%s: %s instead of %s".formatted(row.get("text"), each, meant)));
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("answerable", answerable);
        report.put("answered", answered);
        report.put("right", answered == 0 ? 0.0 : (double) right / answered);
        report.put("answeredRightly", answerable == 0 ? 0.0 : (double) right / answerable);
        report.put("wrong", wrong);
        return report;
    }
}
