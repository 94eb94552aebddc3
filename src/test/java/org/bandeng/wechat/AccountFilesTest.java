package org.bandeng.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bandeng.conversation.DialogProperties;
import org.bandeng.dialog.yaml.DialogFiles;
import org.bandeng.outbox.Channel;
import org.bandeng.outbox.Way;
import org.bandeng.web.PublicAddress;
import org.bandeng.yaml.ProblemsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** menu.yaml and templates.yaml: mistakes are told with their place, before WeChat is asked. */
class AccountFilesTest {

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void anEmptyFolder() throws IOException {
        folder = Files.createDirectory(parent.resolve("dialogs"));
    }

    @Test
    void theMenuOfTheHouseHasNoMistake() {
        assertThat(menu(Path.of("dialogs")).entries())
                .extracting(AccountMenu.Entry::name)
                .contains("报修", "我的事");
    }

    @Test
    void withoutAMenuFileTheMenuIsLeftAlone() {
        assertThat(menu(folder).entries()).isEmpty();
    }

    @Test
    void aTapThatNoScriptAnswersIsAMistake() {
        isRefused("""
                menu:
                  - name: 报修
                    click: 保修
                """, "dialogs/menu.yaml:3:12", "no script has \"保修\" under \"start\"");
    }

    @Test
    void aNameThatPhonesWouldCutIsAMistake() {
        isRefused("""
                menu:
                  - name: 我要报修一盏灯
                    click: 人工
                """, "dialogs/menu.yaml:2:11", "WeChat shows 16");
    }

    @Test
    void moreThanThreeEntriesAreAMistake() {
        isRefused("""
                menu:
                  - { name: 一, click: 人工 }
                  - { name: 二, click: 人工 }
                  - { name: 三, click: 人工 }
                  - { name: 四, click: 人工 }
                """, "dialogs/menu.yaml:2:3", "1 to 3 entries here, not 4");
    }

    @Test
    void anEntryThatDoesNothingIsAMistake() {
        isRefused("""
                menu:
                  - name: 报修
                """, "dialogs/menu.yaml:2:5", "does nothing");
    }

    @Test
    void theTemplatesOfTheHouseAreForTheSandboxAlone() {
        assertThat(new MessageTemplates(Path.of("dialogs"), true).waysFor("resolved"))
                .containsExactly(
                        new Way(Channel.SUBSCRIBE, "sandbox-resolved"), new Way(Channel.TEMPLATE, "sandbox-progress"));
        assertThat(new MessageTemplates(Path.of("dialogs"), false).waysFor("resolved"))
                .isEmpty();
        assertThat(new MessageTemplates(folder, true).waysFor("resolved")).isEmpty();
    }

    @Test
    void mistakesInTemplatesAreToldWithTheirPlace() throws IOException {
        Files.writeString(folder.resolve("templates.yaml"), """
                progress:
                  template: abc
                  channel: templates
                  for: [acepted]
                  fields:
                    thinq1: "{ticket.number}"
                    thing2: "{ticket.nummer}"
                    const3: 已办结
                """);

        assertThatThrownBy(() -> new MessageTemplates(folder, true))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("templates.yaml:3:12: \"channel\" is template or subscribe")
                .hasMessageContaining("templates.yaml:4:8: there is no notice \"acepted\"; did you mean \"accepted\"?")
                .hasMessageContaining("templates.yaml:6:13: WeChat has no field \"thinq1\"; did you mean \"thing\"?")
                .hasMessageContaining(
                        "templates.yaml:7:13: a notice knows no \"ticket.nummer\"; did you mean \"ticket.number\"?")
                .hasMessageContaining("one of");
    }

    private void isRefused(String menu, String... words) {
        assertThatThrownBy(() -> {
                    Files.writeString(folder.resolve("menu.yaml"), menu);
                    menu(folder);
                })
                .isInstanceOf(ProblemsException.class)
                .message()
                .contains(words);
    }

    private static AccountMenu menu(Path folder) {
        return new AccountMenu(
                new DialogProperties(folder, true),
                DialogFiles.read(Path.of("dialogs").toAbsolutePath()).scripts(),
                mock(WeChatApi.class),
                mock(PublicAddress.class));
    }
}
