package org.bandeng.studio;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bandeng.community.Directory;
import org.bandeng.community.FileDirectory;
import org.bandeng.conversation.Edition;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.check.Checker;
import org.bandeng.dialog.check.Report;
import org.bandeng.dialog.yaml.DialogSchema;
import org.bandeng.yaml.Nearest;
import org.bandeng.yaml.ProblemsException;

/**
 * {@code dialogs check}, {@code test}, {@code graph} and {@code schema}, without starting a server.
 *
 * <p>Exit codes: 0 all is well, 1 something is wrong with the dialogs, 2 the command itself was not understood.
 */
public final class DialogCommands {

    private static final int FINE = 0;
    private static final int WRONG = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private static final String USAGE = """
            dialogs check [FOLDER] [--json]                 reads every file, walks every script, tells every mistake
            dialogs test [FOLDER] [--directory=FILE.csv]    plays the stories beside the scripts, and the repairs of all
            dialogs test [FOLDER] --accept                  writes what is said now into the stories that go otherwise
            dialogs graph [FOLDER] --dialog=NAME [--svg]    draws a script, in Mermaid's language or as SVG
            dialogs graph [FOLDER] --out=DIRECTORY          draws them all into files, both ways
            dialogs schema                                  prints the JSON Schema of scripts, for editors

            FOLDER is ./dialogs if it is not given.""";

    private static final List<String> OPTIONS =
            List.of("--json", "--accept", "--directory=", "--dialog=", "--out=", "--svg");

    private final PrintStream out;

    private DialogCommands(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the command among the arguments.
     *
     * @return its exit code; empty if there is none among them
     */
    public static Optional<Integer> run(PrintStream out, String... arguments) {
        List<String> words = List.of(arguments).stream()
                .filter(each -> !each.startsWith("--"))
                .toList();
        if (words.isEmpty() || !words.get(0).equals("dialogs")) {
            return Optional.empty();
        }
        List<String> options = List.of(arguments).stream()
                .filter(each -> each.startsWith("--"))
                .toList();
        return Optional.of(new DialogCommands(out).run(words.subList(1, words.size()), options));
    }

    private int run(List<String> words, List<String> options) {
        String command = words.isEmpty() ? "" : words.get(0);
        Path folder = Path.of(words.size() > 1 ? words.get(1) : "dialogs")
                .toAbsolutePath()
                .normalize();
        Optional<String> unknown = options.stream()
                .filter(option -> OPTIONS.stream().noneMatch(option::startsWith))
                .findFirst();
        if (unknown.isPresent()) {
            out.println("\"%s\" is not known; did you mean \"%s\"?"
                    .formatted(unknown.get(), Nearest.to(unknown.get(), OPTIONS)));
            return NOT_UNDERSTOOD;
        }
        try {
            return switch (command) {
                case "check" -> check(folder, options.contains("--json"));
                case "graph" -> graph(folder, options);
                case "schema" -> schema();
                case "test" -> options.contains("--accept") ? accept(folder, options) : test(folder, options);
                default -> notUnderstood();
            };
        } catch (ProblemsException e) {
            if (options.contains("--json")) {
                out.println(CheckReport.json(new Report(e.problems(), List.of(), List.of())));
            } else {
                CheckReport.print(new Report(e.problems(), List.of(), List.of()), out);
            }
            return WRONG;
        }
    }

    private int notUnderstood() {
        out.println(USAGE);
        return NOT_UNDERSTOOD;
    }

    private int check(Path folder, boolean json) {
        Edition edition = Edition.read(folder);
        Report report = Checker.check(edition.scripts());
        report = CheckReport.withExamples(report, edition);
        if (json) {
            out.println(CheckReport.json(report));
        } else {
            CheckReport.print(report, out);
        }
        return report.isFine() ? FINE : WRONG;
    }

    private int schema() {
        out.print(DialogSchema.json());
        return FINE;
    }

    private int graph(Path folder, List<String> options) {
        Edition edition = Edition.read(folder);
        Optional<String> directory = option(options, "--out=");
        if (directory.isPresent()) {
            edition.scripts().all().forEach(script -> draw(script, Path.of(directory.get())));
            out.println(
                    "%d scripts drawn in %s.".formatted(edition.scripts().all().size(), directory.get()));
            return FINE;
        }
        Optional<String> name = option(options, "--dialog=");
        Optional<Script> script = name.flatMap(edition.scripts()::named);
        if (script.isEmpty()) {
            List<String> names =
                    edition.scripts().all().stream().map(Script::name).toList();
            out.println(
                    name.isEmpty()
                            ? "Say which with --dialog=NAME; there are: " + String.join(", ", names)
                            : "There is no dialog \"%s\"; did you mean \"%s\"?"
                                    .formatted(name.get(), Nearest.to(name.get(), names)));
            return NOT_UNDERSTOOD;
        }
        Flowchart chart = Flowchart.of(script.get());
        out.print(options.contains("--svg") ? Svg.of(chart, Map.of()) + "\n" : Mermaid.of(chart));
        return FINE;
    }

    private static void draw(Script script, Path directory) {
        Flowchart chart = Flowchart.of(script);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(script.name() + ".svg"), Svg.of(chart, Map.of()));
            Files.writeString(directory.resolve(script.name() + ".mmd"), Mermaid.of(chart));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the picture of " + script.name(), e);
        }
    }

    private static Optional<String> option(List<String> options, String name) {
        return options.stream()
                .filter(option -> option.startsWith(name))
                .map(option -> option.substring(name.length()))
                .findFirst();
    }

    private int test(Path folder, List<String> options) {
        Edition edition = Edition.read(folder);
        Coverage coverage = new Coverage();
        StoryPlayer player = new StoryPlayer(edition, directory(options), coverage);
        List<Story> stories = StoryFile.readAll(folder);
        List<StoryPlayer.Mismatch> mismatches =
                stories.stream().flatMap(story -> player.play(story).stream()).toList();
        mismatches.forEach(out::println);
        for (Script script : edition.scripts().all()) {
            coverage.missing(script)
                    .forEach(missing -> out.println(
                            "%s: no story: %s".formatted(script.head().file(), missing)));
        }
        Repairs repairs = new Repairs(edition, directory(options));
        List<Repairs.Failure> failures = repairs.playAll();
        failures.forEach(out::println);
        out.println("%d stories, %d mismatches, %s."
                .formatted(stories.size(), mismatches.size(), coverage.summary(edition.scripts())));
        out.println("%d repairs that every script must survive, %d not survived."
                .formatted(repairs.played(), failures.size()));
        return mismatches.isEmpty() && failures.isEmpty() ? FINE : WRONG;
    }

    private int accept(Path folder, List<String> options) {
        StoryPlayer player = new StoryPlayer(Edition.read(folder), directory(options), new Coverage());
        Map<String, List<Story>> byFile = new LinkedHashMap<>();
        StoryFile.readAll(folder).forEach(story -> byFile.computeIfAbsent(story.dialog(), key -> new ArrayList<>())
                .add(story));
        // What goes as it should is left as its author wrote it.
        byFile.values().removeIf(stories -> stories.stream()
                .allMatch(story -> player.play(story).isEmpty()));
        byFile.forEach((dialog, stories) -> {
            String yaml = StoryWriter.file(
                    stories, stories.stream().map(player::record).toList());
            try {
                Files.writeString(folder.resolve(dialog + ".test.yaml"), yaml);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write the stories of " + dialog, e);
            }
        });
        out.println("%d files written.".formatted(byFile.size()));
        return FINE;
    }

    private static Directory directory(List<String> options) {
        return option(options, "--directory=")
                .map(file -> FileDirectory.read(Path.of(file)))
                .orElseGet(FileDirectory::demo);
    }
}
