package org.bandeng.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bandeng.conversation.Dialogs;
import org.bandeng.support.Browser;
import org.bandeng.support.House;
import org.bandeng.support.ShippedDialogs;
import org.bandeng.support.TestProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A day of somebody who looks after the dialogs: from the phone that thinks aloud to a new version, and back. */
class DialogsTourIT {

    private static final Path FOLDER = copyOfTheShippedDialogs();
    private static final Duration SOON = Duration.ofSeconds(30);

    private static TestProgram program;

    @BeforeAll
    static void start() {
        program = TestProgram.start(
                House.temporary(), "--bandeng.community.name=幸福里社区", "--bandeng.dialogs.path=" + FOLDER);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void thePhoneThinksAloudAndItsConversationBecomesAStory() throws IOException {
        try (Browser phone = Browser.open(Browser.DESKTOP)) {
            phone.go(program.address() + "/simulator");
            phone.awaitWords("#chat", "小板凳");
            phone.awaitWords(".mind", "现在没有正在登记的事");
            phone.says("报修灯");
            phone.awaitWords("#chat", "几号楼几单元");
            phone.awaitWords(".mind", "正在：照明报修");
            phone.says("3号楼2单元");
            phone.awaitWords(".mind", "幸福里3号楼2单元");
            phone.photograph("simulator-mind-desktop");
            phone.says("路登");
            phone.awaitWords(".mind", "lamp = street");
            phone.says("没有");
            phone.awaitWords("#chat", "有进展我告诉您");
            phone.awaitWords(".mind", "现在没有正在登记的事");

            String story = (String)
                    phone.script(
                            "const r = new XMLHttpRequest(); r.open('GET', '/simulator/story', false); r.send(); return r.responseText");
            assertThat(story).startsWith("stories:").contains("resident: 报修灯", "resident: 路登", "category: lighting");
            Path elsewhere = copyOfTheShippedDialogs();
            Files.writeString(elsewhere.resolve("lighting.test.yaml"), story);
            assertThat(play(elsewhere)).contains(", 0 mismatches");
            assertThat(phone.complaints()).isEmpty();
        }
    }

    @Test
    void aDraftIsCheckedTriedOnRealConversationsPublishedAndTakenBack() throws IOException {
        String before = Files.readString(FOLDER.resolve("parking.yaml"));
        String asked = "收到，停车的事我来登记。是哪种情况？";
        String willAsk = "停车的事我来记。您遇到的是哪一种？";
        try (Browser desk = Browser.open(Browser.DESKTOP);
                Browser early = Browser.open(Browser.PHONE);
                Browser late = Browser.open(Browser.PHONE)) {
            early.go(program.address() + "/simulator");
            early.awaitWords("#chat", "小板凳");
            early.says("停车");
            early.awaitWords("#chat", asked);

            desk.go(program.address() + "/inbox/dialogs");
            desk.logIn("admin");
            desk.awaitWords("main", "停车问题");
            desk.photograph("dialogs-desktop");
            desk.go(program.address() + "/inbox/dialogs/parking.yaml");
            desk.awaitWords(".picture", "问过 1");
            desk.awaitWords(".picture", "正在答 1");
            desk.photograph("dialog-desktop");

            desk.fill("#text", before.replace("- choose: situation", "- chose: situation"));
            desk.press("发布");
            desk.awaitWords("#problems", "did you mean \"choose\"?");
            desk.awaitWords("#problems", "parking.yaml:");
            desk.photograph("dialog-problems-desktop");
            assertThat(Files.readString(FOLDER.resolve("parking.yaml"))).isEqualTo(before);

            desk.fill("#text", before.replace(asked, willAsk));
            desk.press("拿真实对话试");
            desk.awaitWords("#replay", willAsk);
            desk.awaitWords("#replay", asked);
            desk.photograph("dialog-replay-desktop");
            desk.fill("#note", "说得更像人话");
            desk.press("发布");
            desk.awaitWords("main", "已发布");
            desk.awaitWords(".versions", "说得更像人话");
            assertThat(Files.readString(FOLDER.resolve("parking.yaml"))).contains(willAsk);

            late.go(program.address() + "/simulator");
            late.awaitWords("#chat", "小板凳");
            late.says("停车");
            late.awaitWords("#chat", willAsk);
            early.says("上一步");
            early.awaitWords("#chat", "这已经是第一个问题了");
            assertThat(early.text("#chat")).contains(asked).doesNotContain(willAsk);

            desk.click(".versions a");
            desk.awaitWords("main", "放进编辑框");
            desk.press("发布");
            desk.awaitWords("main", "已发布");
            assertThat(Files.readString(FOLDER.resolve("parking.yaml"))).isEqualTo(before);
            assertThat(desk.complaints()).isEmpty();

            late.go(program.address() + "/inbox/dialogs");
            late.logIn("admin");
            late.awaitWords("main", "停车问题");
            late.photograph("dialogs-phone");
            late.go(program.address() + "/inbox/dialogs/parking.yaml");
            late.awaitWords("main", "流程图");
            late.photograph("dialog-phone");
            assertThat((Long) late.script("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(Browser.PHONE.width);
        }
    }

    @Test
    void aFileThatIsSavedInTheFolderIsPublishedOnlyIfNothingIsWrongWithIt() throws IOException {
        Dialogs dialogs = program.bean(Dialogs.class);
        Path file = FOLDER.resolve("pets.yaml");
        String before = Files.readString(file);
        Files.writeString(file, before.replace("\nexamples:", "\n  - end:\n  - say: 再见\nexamples:"));
        await().atMost(SOON).until(() -> dialogs.refused() != null);
        assertThat(dialogs.refused().problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("never reached"));
        assertThat(dialogs.edition().texts()).containsEntry("pets.yaml", before);

        Files.writeString(file, before.replace("title: ", "title: 家养"));
        await().atMost(SOON).until(() -> dialogs.refused() == null);
        assertThat(dialogs.scripts().named("pets").orElseThrow().title()).startsWith("家养");

        Files.writeString(file, before);
        await().atMost(SOON)
                .until(() ->
                        !dialogs.scripts().named("pets").orElseThrow().title().startsWith("家养"));
    }

    @Test
    void aFolderThatBrokeWhileTheProgramRanDoesNotKeepItFromStartingAgain() throws IOException {
        Path data = House.temporary();
        Path folder = copyOfTheShippedDialogs();
        String place = "--bandeng.dialogs.path=" + folder;
        try (TestProgram first = TestProgram.start(data, place)) {
            Dialogs dialogs = first.bean(Dialogs.class);
            Files.writeString(folder.resolve("pets.yaml"), "dialog: pets\n");
            await().atMost(SOON).until(() -> dialogs.refused() != null);
        }

        try (TestProgram again = TestProgram.start(data, place)) {
            Dialogs dialogs = again.bean(Dialogs.class);
            assertThat(dialogs.scripts().named("pets")).isPresent();
            assertThat(dialogs.refused()).isNotNull();
        }
    }

    private static String play(Path folder) {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        DialogCommands.run(
                new PrintStream(console, true, StandardCharsets.UTF_8), "dialogs", "test", folder.toString());
        return console.toString(StandardCharsets.UTF_8);
    }

    private static Path copyOfTheShippedDialogs() {
        return ShippedDialogs.copyInto(House.temporary());
    }
}
