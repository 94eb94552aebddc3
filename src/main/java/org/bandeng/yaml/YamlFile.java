package org.bandeng.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** One YAML file, read as a tree that still knows its lines; collects the mistakes found in it. */
public final class YamlFile {

    /** No script needs an anchor; a few are let through for authors who know them. */
    private static final int MAX_ALIASES = 10;

    private static final int MAX_CHARACTERS = 200_000;

    private final String name;
    private final List<Problem> problems = new ArrayList<>();

    public YamlFile(String name) {
        this.name = name;
    }

    /** The file's top level; empty if it is not even a mapping, which is then among the problems. */
    public Optional<YamlMap> read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setAllowDuplicateKeys(false);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                return Optional.of(new YamlMap(this, mapping));
            }
            problems.add(new Problem(name, 1, 1, "this file must be a list of \"name: value\" at its top"));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            problems.add(new Problem(
                    name,
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    "not readable as YAML: " + e.getProblem() + remedy(text, mark)));
        }
        return Optional.empty();
    }

    /** The colon of Chinese keyboards is no colon to YAML. */
    private static String remedy(String text, @Nullable Mark mark) {
        List<String> lines = text.lines().toList();
        int at = mark == null ? 0 : mark.getLine();
        boolean chinese =
                lines.subList(Math.max(0, Math.min(at - 1, lines.size())), Math.min(at + 1, lines.size())).stream()
                        .anyMatch(line -> line.matches("[ -]*[a-z ]+：.*"));
        return chinese
                ? "; a key ends in the colon \":\" and a blank, not in \"：\""
                : "; look at the indentation and quotes of this line";
    }

    void problem(Node node, String message) {
        problem(node, 0, message);
    }

    void problem(Node node, int offset, String message) {
        Mark mark = node.getStartMark();
        problems.add(new Problem(name, mark.getLine() + 1, mark.getColumn() + 1 + offset, message));
    }

    public List<Problem> problems() {
        return problems;
    }
}
