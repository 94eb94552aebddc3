package org.bandeng.dialog.check;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.dialog.Expression;
import org.bandeng.dialog.Name;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.Step;
import org.bandeng.dialog.Type;

/**
 * The names whose values decide how scripts go on, with the values that make a difference: those that expressions compare
 * them with, and their neighbours. Whatever else a name may hold leads the same way.
 */
final class Telling {

    private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]*)\"|'([^'\\\\]*)'");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.\"])([0-9]{1,9})(?![\\w.\"])");

    private final Map<String, Set<String>> literals = new HashMap<>();

    /** What decides in a script and in those that it calls. */
    Telling(Script script, Scripts scripts) {
        this(within(script, scripts, new LinkedHashSet<>()));
    }

    private static Collection<Script> within(Script script, Scripts scripts, Set<Script> found) {
        if (found.add(script)) {
            script.steps().stream()
                    .filter(Step.Call.class::isInstance)
                    .flatMap(call -> scripts.named(((Step.Call) call).dialog()).stream())
                    .forEach(called -> within(called, scripts, found));
        }
        return found;
    }

    /** What decides in any of the scripts. */
    Telling(Collection<Script> scripts) {
        scripts.forEach(script -> script.steps().forEach(step -> {
            if (step instanceof Step.Branch branch) {
                learn(branch.condition());
            } else if (step instanceof Step.Set set) {
                learn(set.to());
            }
        }));
    }

    private void learn(Expression expression) {
        Set<String> said = new LinkedHashSet<>();
        Matcher text = TEXT.matcher(expression.source());
        while (text.find()) {
            said.add(text.group(1) != null ? text.group(1) : text.group(2));
        }
        Matcher number = NUMBER.matcher(TEXT.matcher(expression.source()).replaceAll("\"\""));
        while (number.find()) {
            long value = Long.parseLong(number.group(1));
            said.add(String.valueOf(value - 1));
            said.add(String.valueOf(value));
            said.add(String.valueOf(value + 1));
        }
        expression.names().forEach(name -> literals.computeIfAbsent(name, key -> new LinkedHashSet<>())
                .addAll(said));
    }

    /** Whether any expression reads it. */
    boolean decides(String name) {
        return literals.containsKey(name);
    }

    /** What it is compared with; numbers also stand among these as text. */
    Set<String> literals(String name) {
        return literals.getOrDefault(name, Set.of());
    }

    /**
     * Values of a name of the house that together lead every way it can lead.
     *
     * @param other any other text
     */
    Set<String> values(Name name, String other) {
        if (!decides(name.name())) {
            return Set.of(name.type() == Type.TEXT ? other : name.type() == Type.NUMBER ? "1" : "true");
        }
        Set<String> values = new LinkedHashSet<>();
        switch (name.type()) {
            case FLAG -> values.addAll(Set.of("true", "false"));
            case NUMBER -> {
                literals(name.name()).stream()
                        .filter(value -> value.matches("[0-9]{1,9}"))
                        .forEach(values::add);
                if (values.isEmpty()) {
                    values.addAll(List.of("0", "1", "9"));
                }
            }
            default -> {
                values.addAll(name.values());
                if (name.values().isEmpty()) {
                    literals(name.name()).stream()
                            .filter(value -> !value.matches("-?[0-9]+"))
                            .forEach(values::add);
                    values.add(other);
                }
                values.add("");
            }
        }
        return values;
    }
}
