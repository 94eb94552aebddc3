package org.bandeng.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the measuring command says of labelled messages. */
class EvalCommandTest {

    private static final String OWN = "src/test/resources/understanding/";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @Test
    void scoresWhatIsUnderstoodBesideWhatWasMeant() throws IOException {
        Path messages = file("""
                text\tcategory\tsource_id
                3号楼2单元楼道灯坏了\tlighting\ta
                路灯不亮怎么没人管\tlighting\tb
                有辆车堵在单元门口\televator\tc
                今天天气不错\tother\td
                """);
        Path alternatives = folder.resolve("alt.tsv");
        Files.writeString(alternatives, "source_id\talt_category\nc\tparking\n");

        JsonNode scores = measured(messages.toString(), "--alt", alternatives.toString(), "--json");

        assertThat(scores.get("accuracy").asDouble()).isEqualTo(0.75);
        assertThat(scores.get("lenientAccuracy").asDouble()).isEqualTo(1.0);
        assertThat(scores.get("coverage").asDouble()).isEqualTo(1.0);
        assertThat(scores.get("coveredAccuracy").asDouble()).isEqualTo(0.75);
        // Lighting and other are right, the lift was not recognised.
        assertThat(scores.get("macroF1").asDouble()).isCloseTo(2.0 / 3, within(0.001));
        assertThat(scores.at("/perCategory/lighting/recall").asDouble()).isEqualTo(1.0);
        assertThat(scores.at("/confusion/elevator → parking").asInt()).isEqualTo(1);
        assertThat(scores.at("/latencyMicros/all/median").asDouble()).isPositive();
    }

    @Test
    void whatIsAnsweredWithoutAskingIsMostlyRight() throws IOException {
        JsonNode scores = measured(OWN + "messages.tsv", "--json");

        assertThat(scores.get("messages").asInt()).isEqualTo(100);
        assertThat(scores.get("coveredAccuracy").asDouble()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void scoresAlarmsWhereTheyAreLabelled() throws IOException {
        JsonNode scores = measured(OWN + "emergencies-3.tsv", "--json");

        assertThat(scores.at("/alarms/recall").asDouble()).isEqualTo(1.0);
        assertThat(scores.at("/alarms/precision").asDouble()).isGreaterThan(0.9);
        assertThat(scores.has("accuracy")).isFalse();
    }

    @Test
    void aFileWithoutTheColumnIsToldByItsLine() throws IOException {
        Path messages = file("words\tcategory\n灯坏了\tlighting\n");

        assertThat(run(messages.toString())).isEqualTo(2);
        assertThat(said()).contains("line 1", "[text]", "it names [words, category]");
    }

    @Test
    void aTabInATextIsToldByItsLine() throws IOException {
        Path messages = file("text\tcategory\n灯\t坏了\tlighting\n");

        assertThat(run(messages.toString())).isEqualTo(2);
        assertThat(said()).contains("line 2", "3 columns");
    }

    @Test
    void aFileThatIsNotThereAndAnOptionThatIsNotKnownAreToldInWords() {
        assertThat(run("nowhere.tsv")).isEqualTo(2);
        assertThat(run("nowhere.tsv", "--jsn")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);

        assertThat(said())
                .contains(
                        "There is no file nowhere.tsv", "did you mean \"--json\"?", "eval [FILE.tsv] [--alt=FILE.tsv]");
    }

    private Path file(String text) throws IOException {
        Path file = folder.resolve("messages.tsv");
        Files.writeString(file, text);
        return file;
    }

    private JsonNode measured(String... arguments) {
        assertThat(run(arguments)).as(said()).isZero();
        return JsonMapper.shared().readTree(said());
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "eval";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return EvalCommand.run(new PrintStream(console, true, StandardCharsets.UTF_8), all)
                .orElseThrow();
    }

    private String said() {
        return console.toString(StandardCharsets.UTF_8);
    }
}
