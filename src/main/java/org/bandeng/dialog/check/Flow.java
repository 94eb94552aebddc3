package org.bandeng.dialog.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bandeng.dialog.Name;
import org.bandeng.dialog.Question;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.Step;
import org.bandeng.dialog.Template;
import org.bandeng.yaml.Problem;

/**
 * Which answers are there when a step reads them. Steps only ever jump forward, so one pass over them knows, for each, what
 * may and what must have been answered on the way to it.
 */
final class Flow {

    private final Script script;
    private final Scripts scripts;
    private final TreeMap<Integer, Set<String>> may = new TreeMap<>();
    private final TreeMap<Integer, Set<String>> must = new TreeMap<>();

    Flow(Script script, Scripts scripts) {
        this.script = script;
        this.scripts = scripts;
    }

    /** Tells of answers that are read where they cannot be there, and of those that may be missing in a sentence. */
    void check(Consumer<Problem> problems, Consumer<Problem> notes) {
        arrive(0, Set.of(), Set.of());
        for (int i = 0; i < script.steps().size(); i++) {
            if (may.containsKey(i)) {
                check(i, problems, notes);
                checkCall(i, problems);
                leave(i);
            }
        }
    }

    private void check(int at, Consumer<Problem> problems, Consumer<Problem> notes) {
        Step step = script.steps().get(at);
        Set<String> slots = script.questions().map(Question::slot).collect(Collectors.toCollection(HashSet::new));
        script.steps().stream().filter(Step.Set.class::isInstance).forEach(each -> slots.add(((Step.Set) each).slot()));
        for (String name : read(step)) {
            if (!slots.contains(name) || Name.of(name).isPresent()) {
                continue;
            }
            if (!may.getOrDefault(at, Set.of()).contains(name)) {
                problems.accept(problem(
                        at,
                        "\"%s\" is read here before it can be answered; ask for it on the way to this step"
                                .formatted(name)));
            } else if (isSpoken(step) && !must.getOrDefault(at, Set.of()).contains(name)) {
                notes.accept(problem(
                        at,
                        "\"%s\" may be empty in this sentence, where nobody was asked for it or nobody answered"
                                .formatted(name)));
            }
        }
    }

    /** A script that others call speaks of what they have done; so they must have done it. */
    private void checkCall(int at, Consumer<Problem> problems) {
        if (!(script.steps().get(at) instanceof Step.Call call) || script.isPart()) {
            return;
        }
        scripts.named(call.dialog()).filter(Script::isPart).ifPresent(called -> {
            Set<String> given = called.steps().stream().map(Flow::deed).collect(Collectors.toSet());
            Set<String> here = may.getOrDefault(at, Set.of());
            called.steps().stream()
                    .flatMap(step -> read(step).stream())
                    .flatMap(name -> Name.of(name).stream())
                    .filter(name ->
                            name.from().equals("ticket") && !given.contains("ticket") && !here.contains("ticket"))
                    .findFirst()
                    .ifPresent(name -> problems.accept(problem(
                            at,
                            "\"%s\" speaks of \"%s\", and there is no ticket yet at this step; open one before it"
                                    .formatted(call.dialog(), name.name()))));
        });
    }

    /** What a step gives, as {@link Name#from} says it. */
    private static String deed(Step step) {
        boolean one = step instanceof Step.OpenTicket
                || step instanceof Step.Perform perform && perform.action() == Step.Action.JOIN
                || step instanceof Step.Perform find
                        && find.action() == Step.Action.FIND_TICKETS
                        && !find.slot().isEmpty()
                || step instanceof Step.Work work && work.deed().equals("find");
        return one ? "ticket" : "";
    }

    private void leave(int at) {
        Step step = script.steps().get(at);
        Set<String> maybe = new HashSet<>(may.getOrDefault(at, Set.of()));
        Set<String> surely = new HashSet<>(must.getOrDefault(at, Set.of()));
        if (step instanceof Step.Ask ask) {
            maybe.add(ask.question().slot());
            if (!ask.question().optional()) {
                surely.add(ask.question().slot());
            }
        } else if (step instanceof Step.Set set) {
            maybe.add(set.slot());
            surely.add(set.slot());
        } else if (step instanceof Step.AskAll all) {
            maybe.addAll(all.slots());
        } else if (step instanceof Step.Call call) {
            scripts.named(call.dialog())
                    .ifPresent(called -> called.questions().forEach(question -> maybe.add(question.slot())));
        }
        maybe.add(deed(step));
        for (int next : next(step, at)) {
            arrive(next, maybe, surely);
        }
    }

    private void arrive(int at, Set<String> maybe, Set<String> surely) {
        may.computeIfAbsent(at, key -> new HashSet<>()).addAll(maybe);
        must.merge(at, new HashSet<>(surely), (one, other) -> {
            one.retainAll(other);
            return one;
        });
    }

    private static List<Integer> next(Step step, int at) {
        if (step instanceof Step.End || step instanceof Step.GoTo goTo && goTo.atMost() == 0) {
            return List.of();
        }
        if (step instanceof Step.Jump jump) {
            return List.of(jump.target());
        }
        return step instanceof Step.Branch branch ? List.of(at + 1, branch.otherwise()) : List.of(at + 1);
    }

    private static boolean isSpoken(Step step) {
        return step instanceof Step.Say
                || step instanceof Step.Ask
                || step instanceof Step.Confirm
                || step instanceof Step.AskAll;
    }

    private static Set<String> read(Step step) {
        Set<String> names = new LinkedHashSet<>();
        List<Template> texts = new ArrayList<>();
        if (step instanceof Step.Say say) {
            texts.addAll(say.text().variants());
        } else if (step instanceof Step.Ask ask) {
            texts.addAll(ask.question().text().variants());
            texts.addAll(ask.question().again());
        } else if (step instanceof Step.Confirm confirm) {
            texts.addAll(confirm.text().variants());
        } else if (step instanceof Step.AskAll all) {
            texts.addAll(all.text().variants());
        } else if (step instanceof Step.OpenTicket open) {
            texts.add(open.summary());
        } else if (step instanceof Step.Perform perform) {
            texts.add(perform.note());
            names.add(perform.slot());
        } else if (step instanceof Step.Work work) {
            texts.addAll(List.of(work.note(), work.to()));
            names.add(work.slot());
            names.add(work.days());
        } else if (step instanceof Step.Bench bench) {
            texts.add(bench.note());
            names.add(bench.slot());
            names.add(bench.choice());
        } else if (step instanceof Step.Branch branch) {
            names.addAll(branch.condition().names());
        } else if (step instanceof Step.Set set) {
            names.addAll(set.to().names());
        }
        texts.forEach(text -> names.addAll(text.names()));
        return names;
    }

    private Problem problem(int at, String message) {
        Script.Line line = script.lines().get(at);
        return new Problem(script.head().file(), line.line(), line.column(), message);
    }
}
