package org.bandeng.dialog.yaml;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Type;
import org.bandeng.yaml.Nearest;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.YamlFile;
import org.bandeng.yaml.YamlMap;

/** Reads one script. */
final class ScriptReader {

    private final String fileName;
    private final YamlFile file;

    ScriptReader(String fileName) {
        this.fileName = fileName;
        this.file = new YamlFile(fileName);
    }

    /**
     * The script; empty when it has mistakes, which are then among {@link #problems()}.
     *
     * @param slotsOf what another script finds out, for who calls it; empty if there is no such script
     */
    Optional<Script> read(String text, Function<String, Map<String, Type>> slotsOf) {
        Optional<Script> script = file.read(text).map(top -> script(top, text, slotsOf));
        return file.problems().isEmpty() ? script : Optional.empty();
    }

    List<Problem> problems() {
        return file.problems();
    }

    private Script script(YamlMap top, String text, Function<String, Map<String, Type>> slotsOf) {
        top.allowOnly(Grammar.names(Grammar.SCRIPT));
        String name = top.text("dialog");
        if (!name.isEmpty() && !name.matches("[a-z][a-z0-9-]{0,40}")) {
            top.problemAt("dialog", "\"%s\" cannot be a name; use small letters, digits and -".formatted(name));
        }
        String title = top.text("title");
        String purpose = top.text("purpose");
        String owner = top.text("owner");
        Set<String> events = events(top);
        if (!top.has("steps")) {
            top.problem("a script needs \"steps\"");
        }
        boolean part = !top.has("start") && !top.has("on") && !top.has("examples");
        StepCompiler compiler = new StepCompiler(name, title, part ? null : events, slotsOf);
        compiler.add(top.maps("steps"));
        if (top.has("steps") && compiler.steps().isEmpty()) {
            top.problemAt("steps", "a script needs at least one step");
        }
        Script.Head head = new Script.Head(
                fileName,
                name,
                title,
                purpose,
                owner,
                revision(text),
                new LinkedHashSet<>(top.texts("start")),
                top.flag("interrupts"),
                events,
                top.texts("examples"),
                top.flag("in passing"),
                top.flag("spreads"),
                top.texts("about"));
        return new Script(head, compiler.steps(), compiler.lines());
    }

    private static Set<String> events(YamlMap top) {
        Set<String> events = new LinkedHashSet<>(top.texts("on"));
        for (String event : events) {
            if (!Grammar.EVENTS.contains(event)) {
                top.problemAt(
                        "on",
                        "there is no event \"%s\"; did you mean \"%s\"?"
                                .formatted(event, Nearest.to(event, Grammar.EVENTS)));
            }
        }
        return events;
    }

    /** The first 12 hex digits of the text's SHA-256: enough to tell two revisions of one file apart. */
    static String revision(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
