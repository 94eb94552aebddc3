package org.bandeng.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bandeng.support.ShippedDialogs;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tools and wikis get from the command line. */
class DialogCommandsTest {

    @TempDir
    private Path parent;

    private Path folder;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @BeforeEach
    void takeTheScriptsThatWork() throws IOException {
        folder = ShippedDialogs.copyInto(Files.createDirectory(parent.resolve("dialogs")));
    }

    @Test
    void toolsReadThatAllIsWellAndWhatWasWalked() {
        assertThat(run("dialogs", "check", folder.toString(), "--json")).isZero();

        JsonNode report = JsonMapper.shared().readTree(said());
        assertThat(report.get("problems")).isEmpty();
        assertThat(report.get("explored")).hasSizeGreaterThan(30).allSatisfy(each -> assertThat(
                        each.get("whole").asBoolean())
                .as(each.get("dialog").asString())
                .isTrue());
    }

    @Test
    void toolsReadWhereAMistakeIs() throws IOException {
        Path parking = folder.resolve("parking.yaml");
        Files.writeString(
                parking, Files.readString(parking).replace("\nexamples:", "\n  - end:\n  - say: 再见\nexamples:"));

        assertThat(run("dialogs", "check", folder.toString(), "--json")).isEqualTo(1);
        JsonNode problem = JsonMapper.shared().readTree(said()).get("problems").get(0);
        assertThat(problem.get("file").asString()).isEqualTo("dialogs/parking.yaml");
        assertThat(problem.get("line").asInt()).isEqualTo((int) Files.readString(parking)
                .lines()
                .takeWhile(line -> !line.equals("examples:"))
                .count());
        assertThat(problem.get("message").asString()).contains("never reached");
    }

    @Test
    void aScriptIsDrawnForAWiki() {
        assertThat(run("dialogs", "graph", folder.toString(), "--dialog=elevator"))
                .isZero();
        assertThat(said()).startsWith("flowchart TD\n").contains("{\"有没有人被困\"}", "-->|是|", "-->|不是|", "〔编号〕");
    }

    @Test
    void everyScriptIsDrawnIntoFilesWithAllItsQuestions() throws IOException {
        Path pictures = parent.resolve("pictures");

        assertThat(run("dialogs", "graph", folder.toString(), "--out=" + pictures))
                .isZero();
        Document svg = Jsoup.parse(Files.readString(pictures.resolve("lighting.svg")), Parser.xmlParser());
        assertThat(svg.selectFirst("svg > title").text()).isEqualTo("照明报修");
        assertThat(svg.select("text").eachText()).contains("是哪里的灯不亮？", "· 地下车库的灯", "结束");
        assertThat(svg.select("[style], style, script")).isEmpty();
        assertThat(pictures.resolve("survey.mmd")).exists();
    }

    @Test
    void anOptionThatIsNotKnownIsNotSilentlyPassedOver() {
        assertThat(run("dialogs", "check", folder.toString(), "--jsn")).isEqualTo(2);
        assertThat(said()).contains("did you mean \"--json\"?");
    }

    @Test
    void storiesThatGoAsTheyShouldAreLeftAsTheirAuthorWroteThem() throws IOException {
        String before = Files.readString(folder.resolve("lighting.test.yaml"));

        assertThat(run("dialogs", "test", folder.toString(), "--accept")).isZero();
        assertThat(said()).contains("0 files written");
        assertThat(folder.resolve("lighting.test.yaml")).hasContent(before);
    }

    @Test
    void aMisspeltScriptToDrawIsAnsweredWithTheNearestOne() {
        assertThat(run("dialogs", "graph", folder.toString(), "--dialog=lightning"))
                .isEqualTo(2);
        assertThat(said()).contains("did you mean \"lighting\"?");
    }

    private int run(String... arguments) {
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        return DialogCommands.run(out, arguments).orElseThrow();
    }

    private String said() {
        return console.toString(StandardCharsets.UTF_8);
    }
}
