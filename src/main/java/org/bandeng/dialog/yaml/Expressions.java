package org.bandeng.dialog.yaml;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.dialog.Expression;
import org.bandeng.dialog.Name;
import org.bandeng.dialog.Type;
import org.bandeng.yaml.Nearest;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the expressions of scripts: the Common Expression Language, which is typed, always ends, and reaches nothing but the
 * names it is given.
 */
final class Expressions {

    /** No condition of a script needs more. */
    private static final int MAX_CHARACTERS = 500;

    private static final Map<Type, CelType> TYPES =
            Map.of(Type.TEXT, SimpleType.STRING, Type.NUMBER, SimpleType.INT, Type.FLAG, SimpleType.BOOL);
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().build();
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern OVERLOAD = Pattern.compile(
            "found no matching overload for '_?([^'_]+)_?' applied to '\\(([^)]*)\\)'.*", Pattern.DOTALL);
    private static final Pattern WORD =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|([a-z][a-z0-9_.]*)");

    private Expressions() {}

    /** An expression cannot be used; says where in it and what to do. */
    static final class MistakeException extends Exception {
        private final int offset;
        private final String what;

        MistakeException(int offset, String what) {
            super(what);
            this.offset = offset;
            this.what = what;
        }

        /** What is wrong and what to do. */
        String what() {
            return what;
        }

        /** From 0. */
        int offset() {
            return offset;
        }
    }

    /**
     * Compiles an expression.
     *
     * @param known the types of the slots that are known where it stands
     * @throws MistakeException if it is none, or not of a type that scripts have
     */
    static Expression compile(String source, Map<String, Type> known) throws MistakeException {
        if (source.length() > MAX_CHARACTERS) {
            throw new MistakeException(
                    0, "this expression is longer than " + MAX_CHARACTERS + " characters; use several \"when\"");
        }
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder();
        Name.all().values().forEach(name -> builder.addVar(name.name(), TYPES.get(name.type())));
        known.forEach((name, type) -> builder.addVar(name, TYPES.get(type)));
        CelCompiler compiler = builder.build();
        try {
            CelValidationResult result = compiler.compile(source);
            if (result.hasError()) {
                throw mistake(result.getErrors().get(0), known);
            }
            CelAbstractSyntaxTree tree = result.getAst();
            return new Compiled(source, type(tree.getResultType()), names(source, known), RUNTIME.createProgram(tree));
        } catch (CelValidationException e) {
            throw mistake(e.getErrors().get(0), known);
        } catch (CelEvaluationException e) {
            throw new MistakeException(0, "this expression cannot be evaluated: " + e.getMessage());
        }
    }

    private static Type type(CelType result) throws MistakeException {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(result))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new MistakeException(
                        0,
                        "an expression yields a text, a whole number, true or false; this one yields "
                                + result.name()));
    }

    private static MistakeException mistake(CelIssue issue, Map<String, Type> known) {
        Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
        Set<String> names = new TreeSet<>(known.keySet());
        names.addAll(Name.all().keySet());
        String message = issue.getMessage();
        Matcher overload = OVERLOAD.matcher(message);
        if (undeclared.matches()) {
            message =
                    "nothing before this step gives \"%s\"; did you mean \"%s\"? (texts to compare with stand in quotation marks)"
                            .formatted(undeclared.group(1), Nearest.to(undeclared.group(1), names));
        } else if (overload.matches()) {
            message = "\"%s\" cannot be done with %s; compare texts with \"…\" and numbers with digits"
                    .formatted(overload.group(1), overload.group(2));
        } else {
            message = "this is no expression: " + message.lines().findFirst().orElse("");
        }
        return new MistakeException(Math.max(0, issue.getSourceLocation().getColumn()), message);
    }

    private static Set<String> names(String source, Map<String, Type> known) {
        Set<String> names = new TreeSet<>();
        Matcher word = WORD.matcher(source);
        while (word.find()) {
            // request.contains("漏") reads request.
            @Nullable String name = word.group(1);
            while (name != null && !known.containsKey(name) && Name.of(name).isEmpty()) {
                int dot = name.lastIndexOf('.');
                name = dot < 0 ? null : name.substring(0, dot);
            }
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private record Compiled(String source, Type type, Set<String> names, CelRuntime.Program program)
            implements Expression {
        @Override
        public Object value(Function<String, Object> values) {
            Map<String, Object> all = new java.util.HashMap<>();
            names.forEach(name -> all.put(name, values.apply(name)));
            try {
                return program.eval(all);
            } catch (CelEvaluationException e) {
                throw new IllegalStateException("Expression \"%s\" cannot be evaluated".formatted(source), e);
            }
        }
    }
}
