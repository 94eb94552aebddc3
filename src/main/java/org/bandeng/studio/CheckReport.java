package org.bandeng.studio;

import java.io.PrintStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.bandeng.community.Directory;
import org.bandeng.conversation.Edition;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.check.Report;
import org.bandeng.yaml.Problem;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells what the checker found, to people and to tools. */
final class CheckReport {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2026, 11, 24, 10, 0);

    private CheckReport() {}

    /** The report with a note for each example that would not start its own script. */
    static Report withExamples(Report report, Edition edition) {
        List<Problem> notes = new ArrayList<>(report.notes());
        Directory nowhere = new Directory(List.of());
        for (Script script : edition.scripts().all()) {
            for (String example : script.head().examples()) {
                String taken = edition.scripts()
                        .startedBy(example)
                        .map(Script::name)
                        .or(() -> edition.understanding()
                                .understand(example, nowhere, null, ANY_TIME)
                                .sureCategory())
                        .orElse("");
                if (!taken.equals(script.name())) {
                    notes.add(new Problem(
                            script.head().file(),
                            1,
                            1,
                            taken.isEmpty()
                                    ? "the example \"%s\" leaves the bot in doubt; add more like it".formatted(example)
                                    : "the example \"%s\" is taken for \"%s\"".formatted(example, taken)));
                }
            }
        }
        return new Report(report.problems(), notes, report.explored());
    }

    /** One object: {@code problems} and {@code notes} with file, line, column and message, and what was {@code explored}. */
    static String json(Report report) {
        return MAPPER.writeValueAsString(report);
    }

    static void print(Report report, PrintStream out) {
        report.problems().forEach(out::println);
        report.notes().forEach(note -> out.println("note: " + note));
        int states =
                report.explored().stream().mapToInt(Report.Explored::states).sum();
        int turns = report.explored().stream().mapToInt(Report.Explored::turns).sum();
        long whole = report.explored().stream().filter(Report.Explored::whole).count();
        if (report.explored().isEmpty()) {
            out.println("No script was walked: mend these first.");
        } else {
            out.println("%d scripts walked, %d of them to the end: %d states, %d turns."
                    .formatted(report.explored().size(), whole, states, turns));
        }
        int problems = report.problems().size();
        out.println(problems == 0 ? "No mistake." : problems == 1 ? "1 mistake." : problems + " mistakes.");
    }
}
