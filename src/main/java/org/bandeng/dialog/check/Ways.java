package org.bandeng.dialog.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bandeng.dialog.ChoiceKind;
import org.bandeng.dialog.Phrases;
import org.bandeng.dialog.Question;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.Step;
import org.bandeng.yaml.Problem;

/** The ways between scripts: circles among them, and the ways out that every question relies on. */
final class Ways {

    /** Without words for these, residents could not leave a question or reach a person. */
    static final List<String> EXITS = List.of("person", "cancel", "help", "progress");

    private final Scripts scripts;
    private final Consumer<Problem> problems;

    Ways(Scripts scripts, Consumer<Problem> problems) {
        this.scripts = scripts;
        this.problems = problems;
    }

    void check() {
        circles();
        exits();
        scripts.all().forEach(this::hiddenAnswers);
        sameWords();
    }

    /** Scripts that lead to each other without a bound would ask for ever, or call each other until nothing is left. */
    private void circles() {
        for (Script script : scripts.all()) {
            for (int i = 0; i < script.steps().size(); i++) {
                String target = unbounded(script.steps().get(i));
                if (!target.isEmpty() && leadsTo(target, script.name(), new HashSet<>())) {
                    boolean call = script.steps().get(i) instanceof Step.Call;
                    problem(
                            script,
                            i,
                            call
                                    ? "\"call: %s\" leads back here and would never end; take out one of the calls"
                                            .formatted(target)
                                    : "\"go to: %s\" leads back here, so residents could be asked without end; add \"at most\" to it, or end here"
                                            .formatted(target));
                }
            }
        }
    }

    private static String unbounded(Step step) {
        if (step instanceof Step.GoTo goTo) {
            return goTo.atMost() == 0 ? goTo.dialog() : "";
        }
        return step instanceof Step.Call call ? call.dialog() : "";
    }

    private boolean leadsTo(String from, String goal, Set<String> visited) {
        if (from.equals(goal)) {
            return true;
        }
        return visited.add(from)
                && scripts.named(from).stream()
                        .flatMap(script -> script.steps().stream())
                        .map(Ways::unbounded)
                        .anyMatch(next -> !next.isEmpty() && leadsTo(next, goal, visited));
    }

    private void exits() {
        for (String event : EXITS) {
            scripts.on(event).ifPresent(script -> {
                if (script.head().starts().isEmpty() || !script.head().interrupts()) {
                    problem(
                            script,
                            0,
                            "no question has a way out to this script: \"on: %s\" needs \"start\" words and \"interrupts: true\""
                                    .formatted(event));
                }
            });
        }
        needs("person", Step.Action.HAND_OVER, "hand over");
        scripts.on("cancel")
                .filter(script -> script.steps().stream().noneMatch(Step.Cancel.class::isInstance))
                .ifPresent(script ->
                        problem(script, 0, "who cancels is not let go: this script needs the step \"cancel\""));
    }

    private void needs(String event, Step.Action action, String step) {
        scripts.on(event)
                .filter(script -> script.steps().stream()
                        .noneMatch(each -> each instanceof Step.Perform perform && perform.action() == action))
                .ifPresent(script -> problem(
                        script,
                        0,
                        "who asks for a person gets none: this script needs the step \"%s\"".formatted(step)));
    }

    /** Answers that something else would hear first. */
    private void hiddenAnswers(Script script) {
        for (int i = 0; i < script.steps().size(); i++) {
            if (script.steps().get(i) instanceof Step.Ask ask && ask.question().kind() instanceof ChoiceKind choice) {
                for (ChoiceKind.Option option : choice.options().values()) {
                    List<String> said = new ArrayList<>(option.words());
                    said.add(0, option.label());
                    for (String words : said) {
                        hidden(script, i, ask.question(), words);
                    }
                }
            }
        }
    }

    private void hidden(Script script, int at, Question question, String words) {
        scripts.startedBy(words)
                .filter(other -> other.head().interrupts() && !other.name().equals(script.name()))
                .ifPresent(other -> problem(
                        script,
                        at,
                        "\"%s\" can never answer \"%s\": it starts the script \"%s\"; use another word"
                                .formatted(words, question.slot(), other.name())));
        for (String command : Phrases.COMMANDS) {
            if (!command.equals("resume") && scripts.phrases().means(command, words)) {
                problem(
                        script,
                        at,
                        "\"%s\" can never answer \"%s\": it means \"%s\" everywhere; use another word"
                                .formatted(words, question.slot(), command));
            }
        }
    }

    /** One word cannot start two scripts. */
    private void sameWords() {
        Map<String, Script> first = new LinkedHashMap<>();
        for (Script script : scripts.all()) {
            for (String word : script.head().starts()) {
                Script other = first.putIfAbsent(word, script);
                if (other != null) {
                    problem(
                            script,
                            0,
                            "\"%s\" starts \"%s\", too; take it out of one of them".formatted(word, other.name()));
                }
            }
            for (String example : script.head().examples()) {
                Script other = first.putIfAbsent("e.g. " + example, script);
                if (other != null && !other.name().equals(script.name())) {
                    problem(
                            script,
                            0,
                            "the example \"%s\" stands in \"%s\", too; the bot cannot tell which is meant"
                                    .formatted(example, other.name()));
                }
            }
        }
    }

    private void problem(Script script, int at, String message) {
        Script.Line line = at == 0 && script.lines().isEmpty()
                ? new Script.Line(1, 1)
                : script.lines().get(at);
        problems.accept(new Problem(script.head().file(), line.line(), line.column(), message));
    }
}
