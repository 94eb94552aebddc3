package org.bandeng.dialog.yaml;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Step;

/** Reads one script. */
final class ScriptReader {

    private static final List<String> KEYS =
            List.of("dialog", "title", "purpose", "start", "interrupts", "on", "examples", "steps");

    /** What starts a script beside words. Each needs one, or residents could meet silence. */
    static final List<String> EVENTS = List.of(
            "subscribe",
            "scanned",
            "not-understood",
            "unsupported",
            "voice",
            "stray-picture",
            "survey",
            "ticket-number",
            "with-staff");

    private final YamlFile file;

    ScriptReader(String fileName) {
        this.file = new YamlFile(fileName);
    }

    /** The script; empty when it has mistakes, which are then among {@link #problems()}. */
    Optional<Script> read(String text) {
        Optional<Script> script = file.read(text).map(top -> script(top, text));
        return file.problems().isEmpty() ? script : Optional.empty();
    }

    List<Problem> problems() {
        return file.problems();
    }

    private Script script(YamlMap top, String text) {
        top.allowOnly(KEYS);
        String name = top.text("dialog");
        String title = top.text("title");
        for (String event : top.texts("on")) {
            if (!EVENTS.contains(event)) {
                top.problemAt(
                        "on",
                        "there is no event \"%s\"; did you mean \"%s\"?".formatted(event, Nearest.to(event, EVENTS)));
            }
        }
        if (!top.has("steps")) {
            top.problem("a script needs \"steps\"");
        }
        if (!top.has("start") && !top.has("on") && !top.has("examples")) {
            top.problem("nothing can start this script; give it \"start\", \"on\" or \"examples\"");
        }
        StepCompiler compiler = new StepCompiler(name, title);
        compiler.add(top.maps("steps"));
        Set<String> starts = new LinkedHashSet<>(top.texts("start"));
        boolean interrupts = top.flag("interrupts");
        List<Step> steps = new ArrayList<>(compiler.steps());
        if (top.has("steps") && steps.isEmpty()) {
            top.problemAt("steps", "a script needs at least one step");
        }
        return new Script(
                name,
                title,
                revision(text),
                starts,
                interrupts,
                Set.copyOf(top.texts("on")),
                top.texts("examples"),
                steps);
    }

    /** The first 12 hex digits of the text's SHA-256: enough to tell two revisions of one file apart. */
    private static String revision(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
