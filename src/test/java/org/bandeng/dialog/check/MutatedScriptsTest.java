package org.bandeng.dialog.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.dialog.yaml.DialogFiles;
import org.bandeng.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each class of fault is put into every shipped script that has a place for it, and must be found there. */
@Execution(ExecutionMode.CONCURRENT)
class MutatedScriptsTest {

    private static final Map<String, String> SHIPPED =
            DialogFiles.read(Path.of("dialogs").toAbsolutePath()).texts().entrySet().stream()
                    .filter(file -> file.getValue().contains("\ndialog: "))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    /** A class of fault: what it does to a script; a text that has no place for it comes back unchanged. */
    private record Fault(String name, int atLeast, UnaryOperator<String> mutation) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                first("a step's name is misspelt", 30, "- say:", "- sya:"),
                first("a key is misspelt", 15, "    text:", "    txet:"),
                first("a question has no text", 15, "(?m)^    text: .*\\n", ""),
                first("a blank is misspelt", 10, "\\{ticket\\.number}", "{ticket.nubmer}"),
                first(
                        "an option is compared by a key that it has not",
                        4,
                        "(when: [a-z]+ == \")([a-z-]+)\"",
                        "$1$2x\""),
                first("a text to compare with has no quotation marks", 4, "(when: [a-z]+ == )\"([a-z-]+)\"", "$1$2"),
                first("a condition is a text", 4, "when: ([a-z]+) == \"[a-z-]+\"", "when: $1"),
                first(
                        "two options have one label",
                        10,
                        "(\\{ label: )([^,}\\n]+)(.*\\n *[a-z-]+: \\{ label: )([^,}\\n]+)",
                        "$1$4$3$4"),
                first("a label is the number of another option", 10, "(\\{ label: )[^,}]+", "$1\"2\""),
                first("a label means to go back", 10, "(\\{ label: )[^,}]+", "$1上一步"),
                first("a label means to cancel", 10, "(\\{ label: )[^,}]+", "$1取消"),
                first("a way leads nowhere", 10, "- (call|go to): ([a-z-]+)", "- $1: $2-x"),
                first("an answer is awaited of no kind that there is", 10, "accept: ([a-z-]+)", "accept: $1s"),
                first(
                        "a ticket is spoken of before it is there",
                        10,
                        "(?s)^((?:(?!on: \\[?follow-up|on: survey|on: ticket-number|on: called-off|on: work|dialog: registered).)*?)\\nsteps:\\n",
                        "$1\nsteps:\n  - say: 编号 {ticket.number}。\n"),
                first("nobody owns it", 30, "(?m)^owner: .*\\n", ""),
                first("it is for nothing", 30, "(?m)^purpose: .*\\n", ""),
                new Fault(
                        "steps stand behind the end", 30, text -> text.stripTrailing() + "\n  - end:\n  - say: 还有一句\n"),
                new Fault(
                        "it asks in a circle",
                        30,
                        text -> text.stripTrailing() + "\n  - go to: " + nameOf(text) + "\n"),
                new Fault("it calls itself", 30, text -> text.stripTrailing() + "\n  - call: " + nameOf(text) + "\n"),
                new Fault("a sentence is too long", 30, text -> replaced(text, "- say: ", "- say: " + "长".repeat(700))),
                new Fault("its last words are missing", 1, MutatedScriptsTest::withoutLastWords),
                new Fault(
                        "a condition never holds",
                        20,
                        text -> text.stripTrailing() + "\n  - when: hour < 0\n    then:\n      - say: 好\n"),
                new Fault(
                        "a condition cannot always be worked out",
                        20,
                        text -> text.stripTrailing()
                                + "\n  - when: 10 / (hour - hour) > 1\n    then:\n      - say: 好\n"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isFoundWhereverItIsPut(Fault fault) {
        List<String> missed = new ArrayList<>();
        int seeded = 0;
        for (Map.Entry<String, String> file : SHIPPED.entrySet()) {
            String broken = fault.mutation.apply(file.getValue());
            if (broken.equals(file.getValue())) {
                continue;
            }
            seeded++;
            List<Problem> problems = BrokenScriptsTest.problems(file.getKey(), broken);
            if (problems.stream()
                    .filter(problem -> !problem.message().contains("not readable as YAML"))
                    .noneMatch(problem -> problem.file().equals("dialogs/" + file.getKey()))) {
                missed.add(file.getKey() + ": " + problems);
            }
        }

        assertThat(missed).isEmpty();
        assertThat(seeded).isGreaterThanOrEqualTo(fault.atLeast);
    }

    @Test
    void withoutAnyFaultNothingIsFound() {
        SHIPPED.forEach((name, text) ->
                assertThat(BrokenScriptsTest.problems(name, text)).as(name).isEmpty());
    }

    private static Fault first(String name, int atLeast, String pattern, String replacement) {
        return new Fault(name, atLeast, text -> replaced(text, pattern, replacement));
    }

    private static String replaced(String text, String pattern, String replacement) {
        return Pattern.compile(pattern).matcher(text).replaceFirst(replacement);
    }

    private static String nameOf(String text) {
        Matcher name = Pattern.compile("(?m)^dialog: (.*)$").matcher(text);
        return name.find() ? name.group(1) : "";
    }

    /** Where the script ends by saying something at its top level, it now ends without a word. */
    private static String withoutLastWords(String text) {
        Matcher last = Pattern.compile(
                        "(\\n  - ask: (?:(?!\\n  - ).)*)\\n+(?:  - (?:ticket|hand over|bind home|rate|remark)[^\\n]*\\n(?:    [^\\n]*\\n)*)*  - say: [^\\n]*\\n*$",
                        Pattern.DOTALL)
                .matcher(text);
        return last.find() ? text.substring(0, last.end(1)) + "\n" : text;
    }
}
