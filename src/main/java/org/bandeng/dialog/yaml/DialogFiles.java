package org.bandeng.dialog.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bandeng.dialog.Notices;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.Step;
import org.bandeng.dialog.Template;

/**
 * The folder of dialogs: a script in each {@code *.yaml}, and the wording of pushes in {@code notices.yaml}.
 *
 * @param scripts all scripts
 * @param notices what is pushed when something happens to a ticket
 */
public record DialogFiles(Scripts scripts, Notices notices) {

    private static final String NOTICES = "notices.yaml";

    /** Files of the folder that are no scripts. */
    private static final Set<String> OTHERS = Set.of(NOTICES, "templates.yaml", "menu.yaml");

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
        List<Problem> problems = new ArrayList<>();
        Map<String, Script> scripts = new HashMap<>();
        for (Path file : yamlFiles(folder)) {
            String name = folder.getFileName() + "/" + file.getFileName();
            ScriptReader reader = new ScriptReader(name);
            reader.read(text(file, name)).ifPresent(script -> {
                Script other = scripts.put(script.name(), script);
                if (other != null) {
                    problems.add(new Problem(
                            name,
                            1,
                            1,
                            "another file has the script \"%s\", too; rename one".formatted(script.name())));
                }
            });
            problems.addAll(reader.problems());
        }
        Notices notices = notices(folder, problems);
        if (problems.isEmpty()) {
            checkTogether(folder, scripts, problems);
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return new DialogFiles(new Scripts(scripts.values()), notices);
    }

    private static Notices notices(Path folder, List<Problem> problems) {
        String name = folder.getFileName() + "/" + NOTICES;
        Map<String, Template> wording = new HashMap<>();
        Path path = folder.resolve(NOTICES);
        if (!Files.exists(path)) {
            problems.add(new Problem(name, 1, 1, "this file is missing; it says what is pushed to residents"));
            return new Notices(wording);
        }
        YamlFile file = new YamlFile(name);
        file.read(text(path, name)).ifPresent(top -> {
            top.allowOnly(Notices.NAMES);
            Notices.NAMES.forEach(each -> {
                Template template = new Template(top.text(each));
                template.names().stream()
                        .filter(used -> !Notices.GIVEN.contains(used))
                        .forEach(used -> top.problemAt(
                                each,
                                "a notice knows no \"%s\"; did you mean \"%s\"?"
                                        .formatted(used, Nearest.to(used, Notices.GIVEN))));
                wording.put(each, template);
            });
        });
        problems.addAll(file.problems());
        return new Notices(wording);
    }

    private static void checkTogether(Path folder, Map<String, Script> scripts, List<Problem> problems) {
        for (String event : ScriptReader.EVENTS) {
            if (scripts.values().stream().noneMatch(script -> script.events().contains(event))) {
                problems.add(new Problem(
                        folder.getFileName().toString(),
                        1,
                        1,
                        "no script is \"on: %s\"; residents would get no answer then".formatted(event)));
            }
        }
        for (Script script : scripts.values()) {
            for (Step step : script.steps()) {
                if (step instanceof Step.GoTo goTo && !scripts.containsKey(goTo.dialog())) {
                    problems.add(new Problem(
                            folder.getFileName() + "/" + script.name() + ".yaml",
                            1,
                            1,
                            "\"go to: %s\" leads nowhere; did you mean \"%s\"?"
                                    .formatted(goTo.dialog(), Nearest.to(goTo.dialog(), scripts.keySet()))));
                }
            }
        }
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.toString().endsWith(".test.yaml"))
                    .filter(file -> !OTHERS.contains(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }

    private static String text(Path file, String name) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new ProblemsException(
                    List.of(new Problem(name, 1, 1, "this file is not UTF-8; save it as UTF-8 and try again")));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
