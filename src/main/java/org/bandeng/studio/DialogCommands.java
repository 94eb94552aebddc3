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
import org.bandeng.yaml.ProblemsException;

/**
 * {@code dialogs check} and {@code dialogs test}, without starting a server.
 *
 * <p>Exit codes: 0 all is well, 1 something is wrong with the dialogs, 2 the command itself was not understood.
 */
public final class DialogCommands {

    private static final int FINE = 0;
    private static final int WRONG = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private static final String USAGE = """
            dialogs check [FOLDER]                          reads every file and tells every mistake
            dialogs test [FOLDER] [--directory=FILE.csv]    plays the stories beside the scripts
            dialogs test [FOLDER] --accept                  writes what is said now into the stories; read them over

            FOLDER is ./dialogs if it is not given.""";

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
        try {
            return switch (command) {
                case "check" -> check(folder);
                case "test" -> options.contains("--accept") ? accept(folder, options) : test(folder, options);
                default -> notUnderstood();
            };
        } catch (ProblemsException e) {
            e.problems().forEach(out::println);
            out.println(e.problems().size() + " mistakes.");
            return WRONG;
        }
    }

    private int notUnderstood() {
        out.println(USAGE);
        return NOT_UNDERSTOOD;
    }

    private int check(Path folder) {
        Edition edition = Edition.read(folder);
        Report report = Checker.check(edition.scripts());
        report.problems().forEach(out::println);
        report.notes().forEach(note -> out.println("note: " + note));
        report.explored().forEach(each -> out.println(each));
        return report.isFine() ? FINE : WRONG;
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
        out.println("%d stories, %d mismatches, %s."
                .formatted(stories.size(), mismatches.size(), coverage.summary(edition.scripts())));
        return mismatches.isEmpty() ? FINE : WRONG;
    }

    private int accept(Path folder, List<String> options) {
        StoryPlayer player = new StoryPlayer(Edition.read(folder), directory(options), new Coverage());
        Map<String, List<Story>> byFile = new LinkedHashMap<>();
        StoryFile.readAll(folder).forEach(story -> byFile.computeIfAbsent(story.dialog(), key -> new ArrayList<>())
                .add(story));
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
        return options.stream()
                .filter(option -> option.startsWith("--directory="))
                .findFirst()
                .map(option -> FileDirectory.read(Path.of(option.substring("--directory=".length()))))
                .orElseGet(FileDirectory::demo);
    }
}
