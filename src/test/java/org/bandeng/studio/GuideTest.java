package org.bandeng.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.support.ShippedDialogs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The author's guide tells the truth: its script and its story work, and its commands say what it says. */
class GuideTest {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path parent;

    private Path folder;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @BeforeEach
    void followTheGuide() throws IOException {
        folder = ShippedDialogs.copyInto(Files.createDirectory(parent.resolve("dialogs")));
        Matcher examples = YAML.matcher(Files.readString(Path.of("docs/dialogs.md")));
        assertThat(examples.find()).isTrue();
        Files.writeString(folder.resolve("clothes-rack.yaml"), examples.group(1));
        assertThat(examples.find()).isTrue();
        Files.writeString(folder.resolve("clothes-rack.test.yaml"), examples.group(1));
    }

    @Test
    void itsScriptHasNoMistakeAndItsStoryIsPlayed() {
        assertThat(run("dialogs", "check", folder.toString())).isZero();
        assertThat(run("dialogs", "test", folder.toString())).isZero();
        assertThat(said()).contains(", 0 mismatches");
    }

    @Test
    void aMistakeIsToldWithItsPlaceAndTheRemedy() throws IOException {
        Path script = folder.resolve("clothes-rack.yaml");
        Files.writeString(script, Files.readString(script).replace("choose: state", "chose: state"));

        assertThat(run("dialogs", "check", folder.toString())).isEqualTo(1);
        assertThat(said()).contains("dialogs/clothes-rack.yaml:14:5:", "did you mean \"choose\"?");
    }

    @Test
    void aStoryThatGoesOtherwiseIsShownBesideWhatWasExpected() throws IOException {
        Path story = folder.resolve("clothes-rack.test.yaml");
        Files.writeString(story, Files.readString(story).replace("/登记好了/", "/办不了/"));

        assertThat(run("dialogs", "test", folder.toString())).isEqualTo(1);
        assertThat(said()).contains("一句话说全", "expected", "/办不了/", "found", "登记好了");
    }

    @Test
    void anotherCommandIsAnsweredWithWhatThereIs() {
        assertThat(run("dialogs", "chekc")).isEqualTo(2);
        assertThat(said()).contains("dialogs check");
    }

    private int run(String... arguments) {
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        return DialogCommands.run(out, arguments).orElseThrow();
    }

    private String said() {
        return console.toString(StandardCharsets.UTF_8);
    }
}
