package org.bandeng.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineTest {

    private static final Step WHERE =
            new Step.Ask("place", Accepts.PLACE, new Template("在哪里？"), List.of(new Template("没找到，再说一遍？")), false);
    private static final Step WHAT = new Step.Ask("what", Accepts.TEXT, new Template("怎么了？"), List.of(), false);
    private static final HeardPlace STAIRWELL =
            new HeardPlace(List.of(new HeardPlace.Candidate("7", "3号楼2单元")), true, true);

    @Test
    void asksNothingThatTheOpeningWordsAnswer() {
        Script script = script("1", WHERE, WHAT);

        Result result = Engine.start(script, new Input.Words("3号楼2单元灯坏了", STAIRWELL), Map.of());

        assertThat(result.replies()).containsExactly("怎么了？");
    }

    @Test
    void theSameInputAlwaysGivesTheSameResult() {
        Script script = script("1", WHERE, WHAT);
        Result first = Engine.start(script, Input.Words.of("灯"), Map.of());

        assertThat(Engine.start(script, Input.Words.of("灯"), Map.of())).isEqualTo(first);
        assertThat(Engine.resume(script, first.state(), new Input.Words("那里", STAIRWELL)))
                .isEqualTo(Engine.resume(script, first.state(), new Input.Words("那里", STAIRWELL)));
    }

    @Test
    void anEditedScriptAsksOnlyForWhatIsNewlyMissing() {
        DialogState waiting = Engine.start(script("1", WHERE, WHAT), new Input.Words("灯", STAIRWELL), Map.of())
                .state();
        Step since = new Step.Ask("since", Accepts.TEXT, new Template("多久了？"), List.of(), false);

        Result result = Engine.resume(script("2", since, WHERE, WHAT), waiting, Input.Words.of("坏了"));

        assertThat(result.replies()).containsExactly("多久了？");
        assertThat(result.state().answers()).containsKey("place");
    }

    @Test
    void severalPlacesAreOfferedAndChosenByNumber() {
        HeardPlace several = new HeardPlace(
                List.of(new HeardPlace.Candidate("1", "幸福里3号楼"), new HeardPlace.Candidate("2", "安乐里3号楼")), false, true);
        Script script = script("1", WHERE, WHAT);

        Result offered = Engine.start(script, new Input.Words("3号楼灯坏了", several), Map.of());
        assertThat(offered.replies()).containsExactly("您说的是哪里？\n1. 幸福里3号楼\n2. 安乐里3号楼");

        Result chosen = Engine.resume(script, offered.state(), Input.Words.of("第二个"));
        assertThat(chosen.state().answers()).containsEntry("place", new Answer("2", "安乐里3号楼"));
    }

    @Test
    void afterThreeMissesAPersonIsOffered() {
        Map<String, Step.Option> options = new LinkedHashMap<>();
        options.put("yes", new Step.Option("要", List.of()));
        options.put("no", new Step.Option("不要", List.of()));
        Script script = script("1", new Step.Choose("wish", new Template("要不要？"), options, List.of()));

        DialogState state = Engine.start(script, Input.Words.of("开始"), Map.of()).state();
        for (int miss = 1; miss <= 2; miss++) {
            Result again = Engine.resume(script, state, Input.Words.of("不知道说啥"));
            assertThat(again.replies().get(0)).doesNotContain("人工");
            state = again.state();
        }

        assertThat(Engine.resume(script, state, Input.Words.of("不知道说啥"))
                        .replies()
                        .get(0))
                .contains("回复“人工”");
    }

    @Test
    void residentsWordsAreNeverReadAsBlanks() {
        Script script = script("1", WHAT, new Step.Say(new Template("您说：{what}")));
        DialogState state = Engine.start(script, Input.Words.of("开始"), Map.of("secret", "s3cret"))
                .state();

        assertThat(Engine.resume(script, state, Input.Words.of("{secret} $1 \\"))
                        .replies())
                .containsExactly("您说：{secret} $1 \\");
    }

    @Test
    void aScriptThatGoesRoundInCirclesIsStopped() {
        Script circle = script("1", new Step.Jump(0));

        assertThatThrownBy(() -> Engine.start(circle, Input.Words.of("开始"), Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("circles");
    }

    private static Script script(String revision, Step... steps) {
        return new Script("test", "试试", revision, Set.of(), false, Set.of(), List.of(), List.of(steps));
    }
}
