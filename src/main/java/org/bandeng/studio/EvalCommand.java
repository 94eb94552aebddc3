package org.bandeng.studio;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bandeng.community.Directory;
import org.bandeng.community.FileDirectory;
import org.bandeng.community.Place;
import org.bandeng.conversation.Edition;
import org.bandeng.understanding.Understood;
import org.bandeng.yaml.Nearest;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code eval FILE.tsv}: measures on labelled messages how well the dialogs' examples let residents be understood, without starting
 * a server.
 *
 * <p>Exit codes: 0 measured, 2 the command or a file was not understood.
 */
public final class EvalCommand {

    private static final int MEASURED = 0;
    private static final int NOT_UNDERSTOOD = 2;

    /** The label of messages that must not be forced into a category. */
    private static final String OTHER = "other";

    /** Instead of the column text. */
    private static final String MARKED = "marked";

    private static final String USAGE = """
            eval [FILE.tsv] [--alt=FILE.tsv] [--pairs=FILE.tsv] [--issues=FILE.jsonl] [--dialogs=FOLDER] [--directory=FILE.csv] [--json]

            FILE.tsv has a header line and the columns text and category, without quotes; category "other" is for what must not be
            forced into one. A column source_id names the row in the file of --alt, which has the columns source_id and
            alt_category: a second category that would do as well. A column urgency names the danger to life that a message
            speaks of (empty or "-": none). A column place has the full name of the place that it names in the directory, several
            that it could be with "|" between them, "?" if there is no such place, nothing if it names none; the columns floor, room
            and within (the place spoken of before) go with it. A
            column answer has the first question of the entry of faq.yaml that is asked for ("-": none). The columns
            from and to have a time in ISO form (said at the one in the column now), every the days of the week (1 Monday) on which it
            happens again and again. A column marked instead of text has {name:…}, {phone:…}, {id:…}, {plate:…} around what tells who
            somebody is.

            The file of --pairs has the columns title1, title2 and duplicate (1: both are about one problem, 0: they are not); that
            of --issues has a JSON object a line with title, time and cluster, the same for all that are about one problem.

            FOLDER is ./dialogs and the directory the made-up one of the
            sandbox if they are not given.""";

    private static final List<String> OPTIONS =
            List.of("--alt", "--pairs", "--issues", "--dialogs", "--directory", "--json");

    private final PrintStream out;

    private EvalCommand(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the command among the arguments.
     *
     * @return its exit code; empty if it is not among them
     */
    public static Optional<Integer> run(PrintStream out, String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("eval")) {
            return Optional.empty();
        }
        return Optional.of(new EvalCommand(out).run(List.of(arguments).subList(1, arguments.length)));
    }

    private int run(List<String> arguments) {
        List<String> files = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String name = argument.split("=", 2)[0];
            if (!argument.startsWith("--")) {
                files.add(argument);
            } else if (!OPTIONS.contains(name)) {
                out.println("\"%s\" is not known; did you mean \"%s\"?".formatted(argument, Nearest.to(name, OPTIONS)));
                return NOT_UNDERSTOOD;
            } else if (argument.contains("=") || name.equals("--json")) {
                options.put(name, argument.substring(Math.min(argument.length(), name.length() + 1)));
            } else if (i + 1 < arguments.size()) {
                options.put(name, arguments.get(++i));
            }
        }
        boolean groups = options.containsKey("--pairs") || options.containsKey("--issues");
        if (files.size() > 1 || (files.isEmpty() && !groups)) {
            out.println(USAGE);
            return NOT_UNDERSTOOD;
        }
        try {
            Map<String, Object> report = new LinkedHashMap<>();
            if (!files.isEmpty()) {
                measure(Path.of(files.get(0)), options, report);
            }
            if (groups) {
                groups(options, report);
            }
            show(report, options);
            return MEASURED;
        } catch (NoSuchFileException e) {
            out.println("There is no file %s.".formatted(e.getFile()));
        } catch (IOException | IllegalArgumentException e) {
            out.println(files.isEmpty() ? e.getMessage() : "%s: %s".formatted(files.get(0), e.getMessage()));
        }
        return NOT_UNDERSTOOD;
    }

    private static void groups(Map<String, String> options, Map<String, Object> report) throws IOException {
        Path folder = Path.of(options.getOrDefault("--dialogs", "dialogs"));
        GroupScores scores =
                new GroupScores(Edition.read(folder).understanding().likeness());
        if (options.containsKey("--pairs")) {
            report.put("pairs", scores.ofPairs(Path.of(options.get("--pairs"))));
        }
        if (options.containsKey("--issues")) {
            report.put("issues", scores.ofIssues(Path.of(options.get("--issues"))));
        }
    }

    private static void measure(Path file, Map<String, String> options, Map<String, Object> report) throws IOException {
        Path folder = Path.of(options.getOrDefault("--dialogs", "dialogs"));
        List<Map<String, String>> rows =
                Tsv.read(file, Tsv.header(file).contains(MARKED) ? List.of(MARKED) : List.of("text"));
        Map<String, String> alternatives = new HashMap<>();
        if (options.containsKey("--alt")) {
            Tsv.read(Path.of(options.get("--alt")), List.of("source_id", "alt_category"))
                    .forEach(row -> alternatives.put(row.get("source_id"), row.get("alt_category")));
        }
        // Once for the just-in-time compiler, once with nothing remembered for the clock.
        Directory directory = options.containsKey("--directory")
                ? FileDirectory.read(Path.of(options.get("--directory")))
                : FileDirectory.demo();
        read(Edition.read(folder), directory, rows);
        Edition edition = Edition.read(folder);
        Reading reading = read(edition, directory, rows);
        report.put("messages", rows.size());
        if (rows.stream().anyMatch(row -> row.containsKey("category"))) {
            categories(rows, reading.understood(), alternatives, report);
        }
        if (rows.stream().anyMatch(row -> row.containsKey("categories"))) {
            report.put("requests", RequestScores.of(edition.understanding(), rows, reading.understood()));
        }
        if (rows.stream().anyMatch(row -> row.containsKey("place"))) {
            Map<String, Object> places = PlaceScores.of(rows, reading.understood());
            report.put("places", places);
        }
        if (rows.stream().anyMatch(row -> row.containsKey("urgency"))) {
            report.put("alarms", AlarmScores.of(rows, reading.understood()));
        }
        if (rows.stream().anyMatch(row -> row.containsKey("from"))) {
            Map<Map<String, String>, Understood> read = new HashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                read.put(rows.get(i), reading.understood().get(i));
            }
            report.put("times", DetailScores.times(rows, row -> Optional.ofNullable(read.get(row))
                    .map(Understood::time)));
        }
        if (rows.stream().anyMatch(row -> row.containsKey(MARKED))) {
            report.put("personalData", DetailScores.personal(rows));
        }
        if (rows.stream().anyMatch(row -> row.containsKey("answer"))) {
            report.put("answers", AnswerScores.of(rows, edition.understanding()));
        }
        report.put("latencyMicros", reading.latency());
    }

    private void show(Map<String, Object> report, Map<String, String> options) {
        if (options.containsKey("--json")) {
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } else {
            print(report, "");
        }
    }

    private record Reading(List<Understood> understood, long[] nanos) {

        /** Of all messages, and of those that each stage settled. */
        Map<String, Object> latency() {
            Map<String, Object> latency = new LinkedHashMap<>();
            latency.put("all", latency(i -> true));
            for (Understood.Stage stage : Understood.Stage.values()) {
                IntPredicate settled = i -> understood.get(i).stage() == stage;
                if (IntStream.range(0, nanos.length).anyMatch(settled)) {
                    latency.put(stage.name().toLowerCase(Locale.ROOT), latency(settled));
                }
            }
            return latency;
        }

        private Map<String, Object> latency(IntPredicate which) {
            long[] sorted = IntStream.range(0, nanos.length)
                    .filter(which)
                    .mapToLong(i -> nanos[i])
                    .sorted()
                    .toArray();
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("messages", sorted.length);
            values.put("median", micros(sorted, 0.5));
            values.put("p99", micros(sorted, 0.99));
            return values;
        }

        private static double micros(long[] sorted, double part) {
            return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1.0, sorted.length * part)] / 1_000.0;
        }
    }

    private static Reading read(Edition edition, Directory directory, List<Map<String, String>> rows) {
        Map<String, Place> places = new HashMap<>();
        directory.places().forEach(place -> places.put(place.fullName(), place));
        List<Understood> understood = new ArrayList<>();
        long[] nanos = new long[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> row = rows.get(i);
            Place within = places.get(row.getOrDefault("within", ""));
            LocalDateTime now = DetailScores.now(row);
            long begin = System.nanoTime();
            understood.add(edition.understanding().understand(row.getOrDefault("text", ""), directory, within, now));
            nanos[i] = System.nanoTime() - begin;
        }
        return new Reading(understood, nanos);
    }

    private static void categories(
            List<Map<String, String>> rows,
            List<Understood> understood,
            Map<String, String> alternatives,
            Map<String, Object> report) {
        Set<String> labels =
                rows.stream().map(row -> row.getOrDefault("category", OTHER)).collect(Collectors.toSet());
        labels.addAll(alternatives.values());
        Scores scores = new Scores();
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> row = rows.get(i);
            Optional<String> sure = understood.get(i).sureCategory();
            scores.add(new Scores.Guessed(
                    row.getOrDefault("category", OTHER),
                    alternatives.getOrDefault(row.getOrDefault("source_id", ""), ""),
                    known(understood.get(i).likelyCategory().orElse(OTHER), labels),
                    sure.isPresent()));
        }
        report.put("accuracy", scores.accuracy());
        report.put("lenientAccuracy", scores.lenientAccuracy());
        report.put("macroF1", scores.macroF1());
        report.put("coverage", scores.coverage());
        report.put("coveredAccuracy", scores.coveredAccuracy());
        report.put("perCategory", scores.perCategory());
        report.put("confusion", scores.confusion());
    }

    /** What the file does not know, such as thanks, is none of its categories. */
    private static String known(String category, Set<String> labels) {
        return labels.contains(category) ? category : OTHER;
    }

    private void print(Map<?, ?> values, String indent) {
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?> more) {
                out.println(indent + name + ":");
                print(more, indent + "  ");
            } else if (value instanceof List<?> list) {
                out.println(indent + name + ":");
                list.forEach(each -> out.println(indent + "  " + each));
            } else if (value instanceof Scores.Category each) {
                out.println("%s%-24s precision %.3f  recall %.3f  F1 %.3f  (%d)"
                        .formatted(indent, name, each.precision(), each.recall(), each.f1(), each.messages()));
            } else {
                out.println(
                        value instanceof Double number
                                ? "%s%-24s %.3f".formatted(indent, name, number)
                                : "%s%-24s %s".formatted(indent, name, value));
            }
        });
    }
}
