package org.bandeng.dialog.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bandeng.support.ShippedDialogs;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.ProblemsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the author of scripts is told: which file, line and column, what is wrong and what to do. */
class DialogFilesTest {

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void takeTheScriptsThatWork() throws IOException {
        folder = ShippedDialogs.copyInto(Files.createDirectory(parent.resolve("dialogs")));
    }

    @Test
    void theScriptsOfTheHouseHaveNoMistake() {
        assertThat(DialogFiles.read(folder).scripts().named("lighting")).isPresent();
    }

    @Test
    void aMissingTextIsNamedWithItsPlace() throws IOException {
        write("repair.yaml", """
                dialog: repair
                title: 报修
                purpose: 试试
                owner: 测试
                start: [报修]
                steps:
                  - ask: place
                    accept: place
                """);

        assertThat(problems()).containsExactly("dialogs/repair.yaml:7:5: \"ask\" needs \"text\"");
    }

    @Test
    void aMisspelledWordIsAnsweredWithTheNearestOne() throws IOException {
        write("repair.yaml", """
                dialog: repair
                title: 报修
                purpose: 试试
                owner: 测试
                start: [报修]
                steps:
                  - sya: 您好
                  - ask: what
                    text: 怎么了？
                  - say: 您说 {waht}
                """);

        assertThat(problems())
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("dialogs/repair.yaml:7:5:")
                        .contains("did you mean \"say\""))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("dialogs/repair.yaml:10:")
                        .contains("\"waht\"", "did you mean \"what\""));
    }

    @Test
    void allMistakesOfAllFilesAreToldAtOnce() throws IOException {
        write("one.yaml", "dialog: one\n");
        write("two.yaml", "dialog: two\ntitle: 二\nstart: [二]\nsteps: []\n");

        assertThat(problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("dialogs/one.yaml"))
                .anySatisfy(problem -> assertThat(problem).startsWith("dialogs/two.yaml"));
    }

    @Test
    void brokenYamlHasAPlaceToo() throws IOException {
        write("broken.yaml", "dialog: broken\ntitle: [没有合上\n");

        assertThat(problems()).singleElement().asString().startsWith("dialogs/broken.yaml:");
    }

    @Test
    void aFileOfAnotherEncodingIsRefusedWithTheRemedy() throws IOException {
        Files.write(folder.resolve("gbk.yaml"), "dialog: gbk\ntitle: 报修\n".getBytes(Charset.forName("GBK")));

        assertThat(problems()).singleElement().asString().contains("dialogs/gbk.yaml", "save it as UTF-8");
    }

    @Test
    void twoFilesWithOneNameAreRefused() throws IOException {
        Files.copy(folder.resolve("help.yaml"), folder.resolve("help-again.yaml"));

        assertThat(problems()).anySatisfy(problem -> assertThat(problem).contains("the script \"help\", too"));
    }

    @Test
    void aWayThatLeadsNowhereIsRefused() throws IOException {
        Path voice = folder.resolve("voice.yaml");
        Files.writeString(voice, Files.readString(voice).replace("go to: parking", "go to: parkin"));

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("there is no dialog \"parkin\"", "did you mean \"parking\"");
    }

    @Test
    void noticesMustBeComplete() throws IOException {
        Path notices = folder.resolve("notices.yaml");
        Files.writeString(notices, Files.readString(notices).replaceAll("(?m)^accepted:.*\\n", ""));

        assertThat(problems()).singleElement().asString().contains("dialogs/notices.yaml", "\"accepted\"");
    }

    @Test
    void aFolderThatIsNotThereIsSaidSo() {
        assertThatThrownBy(() -> DialogFiles.read(folder.resolve("nowhere")))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("bandeng.dialogs.path");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private List<String> problems() {
        return catchThrowableOfType(ProblemsException.class, () -> DialogFiles.read(folder)).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
