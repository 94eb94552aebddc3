package org.bandeng.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bandeng.dialog.json.DialogJson;
import org.bandeng.dialog.yaml.DialogFiles;
import org.junit.jupiter.api.Test;

/** What the engine makes of what residents say, apart from any script of the house. */
class EngineTest {

    private static final HeardPlace STAIRWELL = new HeardPlace(List.of(new Candidate("7", "3号楼2单元")), true, true);
    private static final HeardPlace OTHER_STAIRWELL = new HeardPlace(List.of(new Candidate("8", "3号楼3单元")), true, true);

    private static final String LAMP = """
            dialog: lamp
            title: 灯
            purpose: 试试
            owner: 测试
            start: [灯]
            examples: [灯坏了]
            steps:
              - ask: place
                accept: place
                text: 在哪里？
              - choose: which
                label: 哪盏灯
                text: 哪盏灯？
                options:
                  corridor: { label: 楼道灯, words: [楼道] }
                  street: { label: 路灯 }
              - ask: since
                label: 多久
                text: 多久了？
              - confirm: "{place}，{which}，{since}，对吗？"
              - ticket: open
                summary: "{which} {since}"
              - say: 登记好了，编号 {ticket.number}。
            """;

    private final Scripts scripts = scripts(LAMP);
    private TalkState state = TalkState.EMPTY;

    @Test
    void asksNothingThatTheOpeningWordsAnswer() {
        assertThat(say("楼道灯坏了", STAIRWELL)).containsExactly("多久了？");
    }

    @Test
    void oneAnswerMayAnswerTwoQuestions() {
        say("灯");
        assertThat(say("3号楼2单元的路灯", STAIRWELL)).containsExactly("多久了？");
    }

    @Test
    void theSameInputAlwaysGivesTheSameResult() {
        Result first = Engine.turn(scripts, TalkState.EMPTY, Input.Words.of("灯"), Facts.NONE);

        assertThat(Engine.turn(scripts, TalkState.EMPTY, Input.Words.of("灯"), Facts.NONE))
                .isEqualTo(first);
        assertThat(DialogJson.state(DialogJson.write(first.state()))).isEqualTo(first.state());
    }

    @Test
    void severalPlacesAreOfferedAndChosenByNumber() {
        HeardPlace several =
                new HeardPlace(List.of(new Candidate("1", "幸福里3号楼"), new Candidate("2", "安乐里3号楼")), false, true);

        assertThat(say("灯", several)).containsExactly("您说的是哪里？\n1. 幸福里3号楼\n2. 安乐里3号楼");
        assertThat(say("第二个")).containsExactly("哪盏灯？\n1. 楼道灯\n2. 路灯");
        assertThat(answer("place")).isEqualTo(new Answer("2", "安乐里3号楼"));
    }

    @Test
    void anEarlierAnswerIsCorrectedInFreeWords() {
        say("楼道灯坏了", STAIRWELL);

        assertThat(say("不对，是3单元", OTHER_STAIRWELL)).containsExactly("好的，地点改成“3号楼3单元”。", "多久了？");
        assertThat(answer("place").value()).isEqualTo("8");
    }

    @Test
    void oneThingIsChangedBeforeTheRestIsRegistered() {
        say("楼道灯坏了", STAIRWELL);
        assertThat(say("三天")).containsExactly("3号楼2单元，楼道灯，三天，对吗？");

        assertThat(say("不对")).containsExactly("好的，哪里要改？回复数字，或者直接说对的。\n1. 地点\n2. 哪盏灯\n3. 多久");
        assertThat(say("2")).containsExactly("哪盏灯？\n1. 楼道灯\n2. 路灯");
        assertThat(say("路灯")).containsExactly("3号楼2单元，路灯，三天，对吗？");
        say("对的");
        assertThat(state.top()).isNotNull();
    }

    @Test
    void stepsBackAndStartsOver() {
        say("灯", STAIRWELL);
        say("路灯");

        assertThat(say("上一步")).containsExactly("好的，哪盏灯重新说一下。", "哪盏灯？\n1. 楼道灯\n2. 路灯");
        assertThat(say("重来")).containsExactly("好的，我们重新来。", "哪盏灯？\n1. 楼道灯\n2. 路灯");
    }

    @Test
    void whatIsNotMeantIsNotChosen() {
        say("灯", STAIRWELL);

        assertThat(say("不是楼道，是路灯")).containsExactly("多久了？");
        assertThat(answer("which").value()).isEqualTo("street");
    }

    @Test
    void wordsThatOnlySoundRightAreUnderstood() {
        say("灯", STAIRWELL);

        say("路登");
        assertThat(answer("which").value()).isEqualTo("street");
    }

    @Test
    void theThirdMissOffersAPersonAndTheFifthBringsOne() {
        say("灯", STAIRWELL);

        assertThat(say("嗯哼").get(0)).isEqualTo("没关系，回复前面的数字就行。");
        assertThat(say("嗯哼").get(0)).startsWith("请回复选项前面的数字").doesNotContain("人工");
        assertThat(say("嗯哼").get(0)).contains("回复“人工”");
        say("嗯哼");
        assertThat(turn(Input.Words.of("嗯哼")).effect()).isEqualTo(new Effect.HandOver());
        assertThat(state.drafts()).hasSize(1);
    }

    @Test
    void aTimeIsToldAsPeopleSayIt() {
        Scripts clock = scripts(LAMP.replace("text: 多久了？", "text: 现在是{now}，坏了多久了？"));
        Facts facts = new Facts(Map.of("now", "2026-03-05T08:07"), null);

        Result result = Engine.turn(
                clock, TalkState.EMPTY, new Input.Words("楼道灯坏了", new Reading(STAIRWELL, null, "lamp", "")), facts);

        assertThat(result.replies()).containsExactly("现在是3月5日08:07，坏了多久了？");
    }

    @Test
    void residentsWordsAreNeverReadAsBlanks() {
        say("楼道灯", STAIRWELL);

        assertThat(say("{place} $1 \\")).containsExactly("3号楼2单元，楼道灯，{place} $1 \\，对吗？");
    }

    @Test
    void whoFallsSilentIsRemindedOnceAndCanGoOnLater() {
        say("楼道灯", STAIRWELL);

        assertThat(turn(new Input.Silence(false)).replies()).containsExactly("您刚才说的灯还差一点就登记好了：", "多久了？");
        assertThat(turn(new Input.Silence(true)).replies()).isEmpty();
        assertThat(state.top()).isNull();
        assertThat(say("继续")).containsExactly("好的，接着说灯。", "多久了？");
    }

    @Test
    void whatOnlyWantsAYesIsRegisteredThoughNobodySaysIt() {
        say("楼道灯", STAIRWELL);
        say("三天");
        turn(new Input.Silence(false));

        assertThat(turn(new Input.Silence(true)).effect()).isInstanceOf(Effect.OpenTicket.class);
    }

    @Test
    void aConversationStaysInTheTextThatItBeganWith() {
        say("灯", STAIRWELL);
        Script old = scripts.named("lamp").orElseThrow();
        Scripts edited = scripts(LAMP.replace("多久了？", "坏了几天？"));

        Result result = Engine.turn(edited.withOlder(List.of(old)), state, Input.Words.of("路灯"), Facts.NONE);

        assertThat(result.replies()).containsExactly("多久了？");
    }

    private List<String> say(String words) {
        return say(words, HeardPlace.NOWHERE);
    }

    private List<String> say(String words, HeardPlace place) {
        String matter = state.stack().isEmpty() ? "lamp" : "";
        return turn(new Input.Words(words, new Reading(place, null, matter, "")))
                .replies();
    }

    private Result turn(Input input) {
        Result result = Engine.turn(scripts, state, input, Facts.NONE);
        state = result.state();
        return result;
    }

    private Answer answer(String slot) {
        return state.top().answers().get(slot);
    }

    /** The scripts of the house with one more. */
    private static Scripts scripts(String yaml) {
        try {
            Map<String, String> texts = new java.util.HashMap<>(
                    DialogFiles.read(Path.of("dialogs").toAbsolutePath()).texts());
            texts.put("lamp.yaml", yaml);
            return DialogFiles.of("dialogs", texts).scripts();
        } catch (RuntimeException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
