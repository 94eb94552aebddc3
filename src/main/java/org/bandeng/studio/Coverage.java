package org.bandeng.studio;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.Step;

/** Which steps and which sides of branches the stories have been through. */
public final class Coverage {

    private final Set<String> steps = new HashSet<>();
    private final Set<String> moves = new HashSet<>();

    void saw(List<String> ran) {
        steps.addAll(ran);
        for (int i = 0; i + 1 < ran.size(); i++) {
            moves.add(ran.get(i) + ">" + ran.get(i + 1));
        }
    }

    /** What of a script no story has been through, as {@code line: what}. */
    public List<String> missing(Script script) {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < script.steps().size(); i++) {
            Step step = script.steps().get(i);
            int line = script.lines().get(i).line();
            if (!steps.contains(script.name() + ":" + i)) {
                missing.add("line %d: %s"
                        .formatted(line, step.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT)));
            } else if (step instanceof Step.Branch branch) {
                side(script, i, i + 1, "line %d: no story where it holds".formatted(line), missing);
                side(
                        script,
                        i,
                        branch.otherwise(),
                        "line %d: no story where it does not hold".formatted(line),
                        missing);
            }
        }
        return missing;
    }

    private void side(Script script, int from, int to, String otherwise, List<String> missing) {
        if (!moves.contains("%s:%d>%s:%d".formatted(script.name(), from, script.name(), to))) {
            missing.add(otherwise);
        }
    }

    /** How many steps and sides there are, and how many of them were seen, in words. */
    public String summary(Scripts scripts) {
        int all = 0;
        int missing = 0;
        for (Script script : scripts.all()) {
            all += script.steps().size()
                    + 2
                            * (int) script.steps().stream()
                                    .filter(Step.Branch.class::isInstance)
                                    .count();
            missing += missing(script).size();
        }
        return "%d of %d steps and branches".formatted(all - missing, all);
    }
}
