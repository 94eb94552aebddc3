package org.bandeng.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bandeng.community.FileDirectory;
import org.bandeng.conversation.Edition;
import org.bandeng.conversation.Recordings;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.TalkState;
import org.bandeng.dialog.json.DialogJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A draft is tried on what residents really said, and nobody can be told from it. */
class ReplayTest {

    private static final Edition PRESENT = Edition.read(Path.of("dialogs").toAbsolutePath());
    private static final Facts FACTS = PRESENT.facts("幸福里社区", null, LocalDateTime.of(2026, 11, 24, 10, 0));

    private final List<Recordings.Turn> held = List.of(
            turn(true, Input.Words.of("灯不亮")), turn(false, Input.Words.of("3号楼2单元")), turn(true, Input.Words.of("谢谢")));

    @Test
    void whatStaysAsItIsIsNotShown() {
        Replay.Outcome outcome = new Replay(PRESENT, PRESENT, FileDirectory.demo()).run(held);

        assertThat(outcome.conversations()).isEqualTo(2);
        assertThat(outcome.differences()).isEmpty();
    }

    @Test
    void whatWouldGoDifferentlyStandsSideBySide() {
        Edition draft = edited("lighting.yaml", "是哪里的灯不亮？", "哪盏灯不亮？");

        Replay.Outcome outcome = new Replay(PRESENT, draft, FileDirectory.demo()).run(held);

        assertThat(outcome.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.lines()).extracting(Replay.Line::differs).containsExactly(false, true);
            assertThat(difference.lines().get(1).now()).startsWith("是哪里的灯不亮？");
            assertThat(difference.lines().get(1).then()).startsWith("哪盏灯不亮？");
        });
    }

    @Test
    void whatOnlyDiffersInAHiddenNumberDiffersAllTheSame() {
        Edition one = edited("thanks.yaml", "steps:", "steps:\n  - say: 电话 88881234");
        Edition other = edited("thanks.yaml", "steps:", "steps:\n  - say: 电话 88885678");

        assertThat(new Replay(one, other, FileDirectory.demo()).run(held).differences())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"我电话13812345678", "138 1234 5678", "１３８１２３４５６７８", "3栋1502", "1502室", "我姓王", "我叫欧阳小明", "3-2-501"})
    void nobodyCanBeTold(String words) {
        assertThat(Replay.anonymous(words)).contains("***").doesNotContain("501", "502", "138", "１３８", "王", "小明");
    }

    private static Edition edited(String file, String from, String to) {
        Map<String, String> texts = new HashMap<>(PRESENT.texts());
        assertThat(texts.get(file)).contains(from);
        texts.put(file, texts.get(file).replaceFirst(java.util.regex.Pattern.quote(from), to));
        return Edition.of("dialogs", texts);
    }

    private static Recordings.Turn turn(boolean first, Input input) {
        return new Recordings.Turn(
                1, first, new DialogJson.Played(List.of(input), FACTS), List.of(), "lighting", "[]", TalkState.EMPTY);
    }
}
