package org.bandeng.dialog.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bandeng.dialog.yaml.DialogFiles;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.ProblemsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts with one fault each, put among the scripts of the house. The first line of each says in which line the checker must
 * find it and what it must say.
 */
class BrokenScriptsTest {

    private static final Path FOLDER = Path.of("src/test/resources/broken");
    private static final Pattern EXPECTED = Pattern.compile("# ([0-9]+): (.*)");
    private static final Map<String, String> HOUSE =
            DialogFiles.read(Path.of("dialogs").toAbsolutePath()).texts();

    @ParameterizedTest
    @MethodSource("files")
    void everyFaultIsFoundAtItsLineWithTheRightWords(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name));
        Matcher expected = EXPECTED.matcher(text.lines().findFirst().orElseThrow());
        assertThat(expected.matches()).isTrue();

        List<Problem> problems = problems(name, text);

        assertThat(problems).isNotEmpty();
        Problem first = problems.get(0);
        assertThat(first.message()).contains(expected.group(2));
        if (first.file().endsWith(".yaml")) {
            assertThat(first.file()).isEqualTo("dialogs/" + name);
            assertThat(first.line()).isEqualTo(Integer.parseInt(expected.group(1)));
        }
    }

    @Test
    void thereAreManyOfThem() {
        assertThat(files()).hasSizeGreaterThan(60);
    }

    /** What is told of the house with that file in it, as {@code dialogs check} tells it. */
    static List<Problem> problems(String name, String text) {
        Map<String, String> texts = new HashMap<>(HOUSE);
        texts.put(name, text);
        try {
            String script = name.replace(".yaml", "");
            return Checker.check(DialogFiles.of("dialogs", texts).scripts(), each -> each.name()
                            .equals(script))
                    .problems();
        } catch (ProblemsException e) {
            return e.problems();
        }
    }

    static Stream<String> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
