package org.bandeng.dialog.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.dialog.Notices;
import org.bandeng.dialog.Phrases;
import org.bandeng.dialog.Question;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.Step;
import org.bandeng.dialog.Template;
import org.bandeng.dialog.Type;
import org.bandeng.yaml.Nearest;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.ProblemsException;
import org.bandeng.yaml.YamlFile;
import org.bandeng.yaml.YamlMap;

/**
 * The folder of dialogs: a script in each {@code *.yaml}, the bot's common phrases in {@code phrases.yaml} and the wording of
 * pushes in {@code notices.yaml}.
 *
 * @param scripts all scripts
 * @param notices what is pushed when something happens to a ticket
 * @param texts the files as they were read, by name without folder
 */
public record DialogFiles(Scripts scripts, Notices notices, Map<String, String> texts) {

    private static final Pattern CALL = Pattern.compile("- call: *([a-z0-9-]+)");

    private static final String NOTICES = "notices.yaml";
    private static final String PHRASES = "phrases.yaml";

    /** Files of the folder that are no scripts. */
    private static final Set<String> OTHERS = Set.of(
            NOTICES,
            PHRASES,
            "templates.yaml",
            "menu.yaml",
            "calendar.yaml",
            "routing.yaml",
            "forums.yaml",
            "announcements.yaml",
            "faq.yaml");

    /**
     * Reads a folder whole.
     *
     * @throws ProblemsException with all mistakes of all files, if there is any
     */
    public static DialogFiles read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ProblemsException(List.of(new Problem(
                    folder.toString(),
                    1,
                    1,
                    "there is no such folder; set bandeng.dialogs.path to where the scripts are")));
        }
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        Map<String, String> texts = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : yamlFiles(folder)) {
            read(file, name, texts, problems);
        }
        return of(name, texts, problems);
    }

    /** Whether a file of the folder says what residents hear; stories do not. */
    public static boolean isContent(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".yaml") && !name.endsWith(".test.yaml") && !name.startsWith(".");
    }

    /** The names of the files of a folder that say what residents hear. */
    public static Set<String> names(Path folder) {
        return Files.isDirectory(folder)
                ? yamlFiles(folder).stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /**
     * The files of a folder, unread, by name.
     *
     * @throws ProblemsException if one of them is not UTF-8
     */
    public static Map<String, String> texts(Path folder) {
        Map<String, String> texts = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        yamlFiles(folder).forEach(file -> read(file, String.valueOf(folder.getFileName()), texts, problems));
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return texts;
    }

    /** Tells two texts of one file apart. */
    public static String revision(String text) {
        return ScriptReader.revision(text);
    }

    /**
     * Reads files that are at hand already.
     *
     * @param folder the name of their folder, for messages
     * @param texts by name without folder
     * @throws ProblemsException with all mistakes of all files, if there is any
     */
    public static DialogFiles of(String folder, Map<String, String> texts) {
        return of(folder, texts, new ArrayList<>());
    }

    private static DialogFiles of(String folder, Map<String, String> texts, List<Problem> problems) {
        Map<String, String> sources = texts.entrySet().stream()
                .filter(each -> !OTHERS.contains(each.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
        Map<String, Script> scripts = scripts(folder, sources, problems);
        Notices notices = notices(folder, texts.get(NOTICES), problems);
        Phrases phrases = phrases(folder, texts.get(PHRASES), problems);
        if (problems.isEmpty()) {
            checkTogether(folder, scripts, problems);
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return new DialogFiles(new Scripts(scripts.values(), phrases), notices, Map.copyOf(texts));
    }

    /**
     * One script by itself, such as an older revision that conversations still run in.
     *
     * @throws ProblemsException if it has mistakes
     */
    public static Script script(String name, String text, Scripts others) {
        ScriptReader reader = new ScriptReader(name);
        return reader.read(
                        text,
                        other -> others.named(other).map(DialogFiles::slots).orElse(Map.of()))
                .orElseThrow(() -> new ProblemsException(reader.problems()));
    }

    /** Scripts that are called are read before those that call them, because they tell what they find out. */
    private static Map<String, Script> scripts(String folder, Map<String, String> sources, List<Problem> problems) {
        Map<String, Script> scripts = new LinkedHashMap<>();
        Map<String, String> files = new HashMap<>();
        Set<String> order = new LinkedHashSet<>();
        sources.keySet().forEach(name -> inOrder(name, sources, order, new HashSet<>()));
        for (String fileName : order) {
            String text = Objects.requireNonNull(sources.get(fileName));
            String file = folder + "/" + fileName;
            ScriptReader reader = new ScriptReader(file);
            reader.read(text, name -> {
                        Script called = scripts.get(name);
                        return called == null ? Map.of() : slots(called);
                    })
                    .ifPresent(script -> {
                        if (!fileName.equals(script.name() + ".yaml")) {
                            problems.add(new Problem(
                                    file,
                                    1,
                                    1,
                                    "this file has the script \"%s\"; name it %s.yaml, so that people find it"
                                            .formatted(script.name(), script.name())));
                        }
                        String other = files.put(script.name(), file);
                        if (other != null) {
                            problems.add(new Problem(
                                    file,
                                    1,
                                    1,
                                    "%s has the script \"%s\", too; rename one".formatted(other, script.name())));
                        }
                        scripts.put(script.name(), script);
                    });
            problems.addAll(reader.problems());
        }
        return new TreeMap<>(scripts);
    }

    private static void inOrder(String name, Map<String, String> sources, Set<String> order, Set<String> visited) {
        String text = sources.get(name);
        if (text == null || !visited.add(name)) {
            return;
        }
        Matcher call = CALL.matcher(text);
        while (call.find()) {
            inOrder(call.group(1) + ".yaml", sources, order, visited);
        }
        order.add(name);
    }

    private static Map<String, Type> slots(Script script) {
        return script.questions()
                .collect(Collectors.toMap(
                        Question::slot, question -> question.kind().type(), (a, b) -> a));
    }

    private static Notices notices(
            String folder, @org.jspecify.annotations.Nullable String text, List<Problem> problems) {
        String name = folder + "/" + NOTICES;
        Map<String, Template> wording = new HashMap<>();
        if (text == null) {
            problems.add(new Problem(name, 1, 1, "this file is missing; it says what is pushed to residents"));
            return new Notices(wording);
        }
        YamlFile file = new YamlFile(name);
        file.read(text).ifPresent(top -> {
            top.allowOnly(Notices.NAMES);
            Notices.NAMES.forEach(
                    each -> wording.put(each, checked(top, each, top.text(each), Notices.GIVEN, "a notice")));
        });
        problems.addAll(file.problems());
        return new Notices(wording);
    }

    private static Phrases phrases(
            String folder, @org.jspecify.annotations.Nullable String text, List<Problem> problems) {
        String name = folder + "/" + PHRASES;
        Map<String, List<Template>> phrases = new HashMap<>();
        Map<String, List<String>> words = new HashMap<>();
        if (text == null) {
            problems.add(new Problem(name, 1, 1, "this file is missing; it has what the bot says in every script"));
            return new Phrases(phrases, words);
        }
        YamlFile file = new YamlFile(name);
        file.read(text).ifPresent(top -> {
            List<String> keys = new ArrayList<>(Phrases.NAMES);
            keys.add("words");
            top.allowOnly(keys);
            for (String each : Phrases.NAMES) {
                if (!top.has(each)) {
                    top.problem("the phrase \"%s\" is missing".formatted(each));
                }
                phrases.put(
                        each,
                        top.texts(each).stream()
                                .map(said -> checked(top, each, said, Phrases.GIVEN, "a phrase"))
                                .toList());
            }
            top.map("words")
                    .ifPresentOrElse(commands -> commands(commands, words), () -> top.problem("\"words\" is missing"));
        });
        problems.addAll(file.problems());
        return new Phrases(phrases, words);
    }

    private static void commands(YamlMap commands, Map<String, List<String>> words) {
        commands.allowOnly(Phrases.COMMANDS);
        for (String command : Phrases.COMMANDS) {
            List<String> said = commands.texts(command);
            if (said.isEmpty()) {
                commands.problem("\"%s\" needs the words that residents say for it".formatted(command));
            }
            words.put(command, said);
        }
    }

    private static Template checked(YamlMap map, String key, String text, Set<String> given, String what) {
        Template template = new Template(text);
        template.names().stream()
                .filter(used -> !given.contains(used))
                .forEach(used -> map.problemAt(
                        key,
                        "%s knows no \"%s\"; did you mean \"%s\"?".formatted(what, used, Nearest.to(used, given))));
        return template;
    }

    private static void checkTogether(String folder, Map<String, Script> scripts, List<Problem> problems) {
        for (String event : Grammar.EVENTS) {
            if (scripts.values().stream()
                    .noneMatch(script -> script.head().events().contains(event))) {
                problems.add(new Problem(
                        folder, 1, 1, "no script is \"on: %s\"; residents would get no answer then".formatted(event)));
            }
        }
        Set<String> targets = scripts.values().stream()
                .flatMap(script -> script.steps().stream())
                .map(DialogFiles::target)
                .collect(Collectors.toSet());
        scripts.values().stream()
                .filter(script -> script.isPart() && !targets.contains(script.name()))
                .forEach(
                        script -> problems.add(
                                new Problem(
                                        script.head().file(),
                                        1,
                                        1,
                                        "nothing can start this script; give it \"start\", \"on\" or \"examples\", or let another script call it")));
        for (Script script : scripts.values()) {
            for (int i = 0; i < script.steps().size(); i++) {
                String target = target(script.steps().get(i));
                if (!target.isEmpty() && !scripts.containsKey(target)) {
                    Script.Line line = script.lines().get(i);
                    problems.add(new Problem(
                            script.head().file(),
                            line.line(),
                            line.column(),
                            "there is no dialog \"%s\"; did you mean \"%s\"?"
                                    .formatted(target, Nearest.to(target, scripts.keySet()))));
                }
            }
        }
    }

    private static String target(Step step) {
        if (step instanceof Step.GoTo goTo) {
            return goTo.dialog();
        }
        return step instanceof Step.Call call ? call.dialog() : "";
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(DialogFiles::isContent).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }

    private static void read(Path file, String folder, Map<String, String> texts, List<Problem> problems) {
        String name = String.valueOf(file.getFileName());
        try {
            texts.put(name, Files.readString(file));
        } catch (MalformedInputException e) {
            problems.add(
                    new Problem(folder + "/" + name, 1, 1, "this file is not UTF-8; save it as UTF-8 and try again"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
