package org.bandeng.dialog.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.Step;
import org.bandeng.yaml.Problem;

/**
 * Checks scripts that have been read without a mistake: whether every step can be reached, every conversation can end, every
 * answer is there when it is read, every reply fits into a message, and nobody meets silence.
 */
public final class Checker {

    private static final Comparator<Problem> BY_PLACE =
            Comparator.comparing(Problem::file).thenComparingInt(Problem::line).thenComparingInt(Problem::column);

    private static final Pattern FUNCTION = Pattern.compile("[A-Za-z]\\(");

    private final Scripts scripts;
    private final Predicate<Script> walked;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();
    private final List<Report.Explored> explored = new ArrayList<>();

    private Checker(Scripts scripts, Predicate<Script> walked) {
        this.scripts = scripts;
        this.walked = walked;
    }

    /** Checks all scripts of a house. */
    public static Report check(Scripts scripts) {
        return check(scripts, script -> true);
    }

    /**
     * Checks what has changed: the rest was walked before.
     *
     * @param changed the names of the scripts with a new text; whoever leads to them is walked, too
     */
    public static Report checkChanged(Scripts scripts, Set<String> changed) {
        Set<String> affected = new HashSet<>(changed);
        boolean exits = Ways.EXITS.stream()
                .flatMap(event -> scripts.on(event).stream())
                .anyMatch(script -> changed.contains(script.name()));
        if (exits) {
            return check(scripts);
        }
        while (scripts.all().stream().anyMatch(script -> leadsTo(script, affected) && affected.add(script.name()))) {
            // Whoever leads to one that leads to a changed one is affected, too.
        }
        return check(scripts, script -> affected.contains(script.name()));
    }

    private static boolean leadsTo(Script script, Set<String> affected) {
        return script.steps().stream()
                .anyMatch(step -> (step instanceof Step.Call call && affected.contains(call.dialog()))
                        || (step instanceof Step.GoTo goTo && affected.contains(goTo.dialog())));
    }

    /** Checks all, and walks only some. */
    static Report check(Scripts scripts, Predicate<Script> walked) {
        Checker checker = new Checker(scripts, walked);
        new Ways(scripts, checker.problems::add).check();
        scripts.all().forEach(script -> new Flow(script, scripts).check(checker.problems::add, checker.notes::add));
        // In a circle the walk would not end.
        if (checker.problems.isEmpty()) {
            checker.explore();
        }
        checker.problems.sort(BY_PLACE);
        checker.notes.sort(BY_PLACE);
        return new Report(checker.problems, checker.notes, checker.explored);
    }

    private void explore() {
        Scripts longest = new Scripts(scripts.all().stream().map(Longest::of).toList(), scripts.phrases());
        Map<String, Boolean> whole = new HashMap<>();
        Set<String> steps = new HashSet<>();
        Set<String> moves = new HashSet<>();
        for (Script script : longest.all().stream().filter(walked).toList()) {
            Explorer explorer = new Explorer(longest, script, problems::add);
            try {
                explored.add(explorer.explore());
            } catch (RuntimeException e) {
                problems.add(problem(
                        script, 0, "this script could not be walked: %s; simplify its conditions".formatted(e)));
                continue;
            }
            whole.put(script.name(), explorer.isWhole());
            steps.addAll(explorer.steps());
            moves.addAll(explorer.moves());
        }
        for (Script script : scripts.all().stream().filter(walked).toList()) {
            List<Problem> found = Boolean.TRUE.equals(whole.get(script.name())) ? problems : notes;
            unreached(script, steps, moves, found);
        }
        explored.stream().filter(each -> !each.whole()).forEach(this::notWhole);
    }

    private void notWhole(Report.Explored script) {
        scripts.named(script.dialog())
                .ifPresent(each -> notes.add(new Problem(
                        each.head().file(),
                        1,
                        1,
                        "not explored to the end: after %d states and %d turns there were more; shorter scripts that call each other can be proved"
                                .formatted(script.states(), script.turns()))));
    }

    private void unreached(Script script, Set<String> steps, Set<String> moves, List<Problem> found) {
        int size = script.steps().size();
        boolean[] told = new boolean[size + 1];
        for (int i = 0; i < size; i++) {
            Step step = script.steps().get(i);
            if (told[i] || step instanceof Step.Jump) {
                continue;
            }
            if (!steps.contains(script.name() + ":" + i)) {
                found.add(problem(
                        script,
                        i,
                        "this step is never reached: whatever stands before it ends the script or leaves it"));
                for (int j = i; j < size && !steps.contains(script.name() + ":" + j); j++) {
                    told[j] = true;
                }
            } else if (step instanceof Step.Branch branch) {
                sides(script, i, branch, moves, told, found);
            }
        }
    }

    private void sides(
            Script script, int at, Step.Branch branch, Set<String> moves, boolean[] told, List<Problem> problemsFound) {
        // The walk tries texts by what they are compared with; what a function makes of them it cannot know.
        List<Problem> found = FUNCTION.matcher(branch.condition().source()).find() ? notes : problemsFound;
        if (!moves.contains(move(script, at, at + 1))) {
            found.add(problem(
                    script,
                    at,
                    "this never holds: %s; the steps under it are never reached"
                            .formatted(branch.condition().source())));
            mark(told, at + 1, branch.otherwise());
        } else if (!moves.contains(move(script, at, branch.otherwise()))
                && script.steps().get(branch.otherwise() - 1) instanceof Step.Jump jump) {
            found.add(problem(
                    script,
                    at,
                    "this always holds: %s; the steps under \"otherwise\" are never reached"
                            .formatted(branch.condition().source())));
            mark(told, branch.otherwise(), jump.target());
        }
    }

    private static void mark(boolean[] told, int from, int to) {
        for (int i = from; i < to && i < told.length; i++) {
            told[i] = true;
        }
    }

    private static String move(Script script, int from, int to) {
        return "%s:%d>%s:%d".formatted(script.name(), from, script.name(), to);
    }

    private static Problem problem(Script script, int at, String message) {
        Script.Line line = script.lines().get(at);
        return new Problem(script.head().file(), line.line(), line.column(), message);
    }
}
