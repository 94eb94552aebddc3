package org.bandeng.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.bandeng.yaml.ProblemsException;
import org.bandeng.yaml.YamlFile;
import org.bandeng.yaml.YamlMap;
import org.jspecify.annotations.Nullable;

/** Reads the stories beside the scripts: {@code NAME.test.yaml}. */
final class StoryFile {

    private static final String ENDING = ".test.yaml";

    /** A Tuesday morning in office hours. */
    static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 24, 10, 0);

    private static final Pattern SPAN = Pattern.compile("([0-9]{1,4})(m|h|d)");

    private StoryFile() {}

    /**
     * The stories of a folder.
     *
     * @throws ProblemsException with every mistake in them
     */
    static List<Story> readAll(Path folder) {
        List<Story> stories = new ArrayList<>();
        List<org.bandeng.yaml.Problem> problems = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                String name = String.valueOf(file.getFileName());
                YamlFile yaml = new YamlFile(folder.getFileName() + "/" + name);
                String dialog = name.substring(0, name.length() - ENDING.length());
                yaml.read(Files.readString(file)).ifPresent(top -> {
                    top.allowOnly(List.of("stories"));
                    top.maps("stories")
                            .forEach(each -> stories.add(story(folder.getFileName() + "/" + name, dialog, each)));
                });
                problems.addAll(yaml.problems());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the stories of " + folder, e);
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return stories;
    }

    private static Story story(String file, String dialog, YamlMap map) {
        map.allowOnly(List.of("case", "now", "home", "on", "given", "offered", "known", "outcome", "turns"));
        List<Story.Turn> turns = map.maps("turns").stream().map(StoryFile::turn).toList();
        if (turns.isEmpty()) {
            map.problem("a story needs \"turns\"");
        }
        return new Story(
                file,
                map.line(),
                dialog,
                map.text("case"),
                now(map),
                map.optionalText("home").orElse(""),
                map.optionalText("on").orElse(""),
                texts(map, "given"),
                texts(map, "offered"),
                texts(map, "known"),
                texts(map, "outcome"),
                turns);
    }

    private static LocalDateTime now(YamlMap map) {
        Optional<String> now = map.optionalText("now");
        try {
            return now.map(text -> LocalDateTime.parse(text.replace(' ', 'T'))).orElse(NOW);
        } catch (DateTimeParseException e) {
            map.problemAt("now", "\"%s\" is no time; write 2026-11-24T20:00".formatted(now.orElse("")));
            return NOW;
        }
    }

    private static Story.Turn turn(YamlMap map) {
        map.allowOnly(List.of("resident", "picture", "position", "after", "bot", "does", "opens"));
        for (String said : map.texts("bot")) {
            if (said.length() > 1 && said.startsWith("/") && said.endsWith("/")) {
                try {
                    Pattern.compile(said.substring(1, said.length() - 1));
                } catch (PatternSyntaxException e) {
                    map.problemAt("bot", "%s is no pattern: %s".formatted(said, e.getDescription()));
                }
            }
        }
        return new Story.Turn(
                map.line(),
                map.has("resident") ? map.words("resident") : null,
                map.flag("picture"),
                map.optionalText("position").orElse(null),
                after(map),
                map.texts("bot"),
                map.texts("does"),
                map.has("opens") ? texts(map, "opens") : null);
    }

    private static @Nullable Duration after(YamlMap map) {
        if (!map.has("after")) {
            return null;
        }
        Matcher span = SPAN.matcher(map.text("after"));
        if (!span.matches()) {
            map.problemAt("after", "\"%s\" is no span of time; write 30m, 48h or 3d".formatted(map.text("after")));
            return Duration.ZERO;
        }
        long count = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Map<String, String> texts(YamlMap map, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.map(key).ifPresent(each -> each.names().forEach(name -> texts.put(name, each.words(name))));
        return texts;
    }
}
