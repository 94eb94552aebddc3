package org.bandeng.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bandeng.community.FileDirectory;
import org.bandeng.conversation.Ears;
import org.bandeng.conversation.Edition;
import org.bandeng.dialog.ChoiceKind;
import org.bandeng.dialog.Engine;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Question;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.TalkState;
import org.bandeng.dialog.check.RandomHouse;
import org.bandeng.dialog.json.DialogJson;
import org.junit.jupiter.api.Test;

/**
 * A million turns by residents who say anything at any time: no exception, no silence, no state without a way out, and the same
 * again when it is played again. The number of turns can be set: {@code -Dbandeng.fuzz.turns=10000000}.
 */
class FuzzTest {

    private static final long TURNS = Long.getLong("bandeng.fuzz.turns", 1_000_000);
    private static final int TURNS_OF_ONE = 100;
    private static final int LOOKED_AT_CLOSELY = 25;
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 24, 10, 0);

    private static final Edition EDITION = Edition.read(Path.of("dialogs").toAbsolutePath());
    private static final RandomHouse HOUSE = new RandomHouse(EDITION.scripts());
    private static final List<Input.Words> VOCABULARY = vocabulary();

    @Test
    void nothingThatResidentsSayBreaksAConversation() {
        List<String> broken = LongStream.range(0, TURNS / TURNS_OF_ONE)
                .parallel()
                .boxed()
                .flatMap(seed -> resident(seed).stream())
                .limit(5)
                .toList();

        assertThat(broken).isEmpty();
    }

    /** One resident's conversation, twice; what was wrong with it. */
    private static List<String> resident(long seed) {
        List<Input> said = new ArrayList<>();
        try {
            Conversation first = new Conversation(seed, said);
            first.live(true);
            Conversation again = new Conversation(seed, new ArrayList<>());
            again.live(false);
            if (!again.state.equals(first.state) || again.heard != first.heard) {
                first.broken.add("seed %d: played again it went otherwise".formatted(seed));
            }
            return first.broken;
        } catch (RuntimeException | AssertionError e) {
            return List.of("seed %d: %s after %s".formatted(seed, e, said));
        }
    }

    private static final class Conversation {
        private final long seed;
        private final SplittableRandom chance;
        private final List<Input> said;
        private final List<String> broken = new ArrayList<>();
        private final Facts facts;
        private TalkState state = TalkState.EMPTY;
        private int heard;

        Conversation(long seed, List<Input> said) {
            this.seed = seed;
            this.said = said;
            this.chance = new SplittableRandom(seed);
            LocalDateTime now = NOW.plusHours(chance.nextInt(24 * 7));
            this.facts = EDITION.facts("幸福里社区", chance.nextBoolean() ? null : RandomHouse.HOME, now);
        }

        void live(boolean closely) {
            for (int turn = 0; turn < TURNS_OF_ONE; turn++) {
                Input input = next();
                said.add(input);
                RandomHouse.Turned turned = HOUSE.turn(state, input, facts, chance);
                state = turned.state();
                heard = 31 * heard + turned.replies().hashCode();
                if (closely) {
                    tell(RandomHouse.brokenBy(turned, input));
                    if (chanceless(turn)) {
                        tell(HOUSE.brokenIn(state, facts));
                        TalkState kept = DialogJson.state(DialogJson.write(state));
                        tell(kept.equals(state) ? "" : "the state is not the same when it is read back");
                    }
                }
            }
        }

        private boolean chanceless(int turn) {
            return (seed + turn) % LOOKED_AT_CLOSELY == 0;
        }

        private void tell(String what) {
            if (!what.isEmpty()) {
                broken.add("seed %d: %s after %s".formatted(seed, what, said));
            }
        }

        /** Half the time what the question may be meant to get, else anything. */
        private Input next() {
            Question question = Engine.waiting(EDITION.scripts(), state).orElse(null);
            int kind = chance.nextInt(100);
            if (question != null && kind < 45) {
                return answer(question);
            }
            if (kind < 52) {
                return new Input.Picture(String.valueOf(kind));
            }
            if (kind < 56) {
                return new Input.Silence(chance.nextBoolean());
            }
            if (kind < 59) {
                return RandomHouse.event(chance, VOCABULARY.get(chance.nextInt(VOCABULARY.size())));
            }
            return VOCABULARY.get(chance.nextInt(VOCABULARY.size()));
        }

        private Input answer(Question question) {
            if (question.kind() instanceof ChoiceKind choice && chance.nextBoolean()) {
                List<ChoiceKind.Option> options = List.copyOf(choice.options().values());
                ChoiceKind.Option option = options.get(chance.nextInt(options.size()));
                return Input.Words.of(option.label());
            }
            return RandomHouse.ANSWERS.get(chance.nextInt(RandomHouse.ANSWERS.size()));
        }
    }

    /** Everything that is said in the scripts and around them, as it would be heard outside of any conversation. */
    private static List<Input.Words> vocabulary() {
        Set<String> words = new LinkedHashSet<>();
        for (Script script : EDITION.scripts().all()) {
            words.addAll(script.head().starts());
            words.addAll(script.head().examples());
            words.addAll(script.head().about());
            script.questions()
                    .map(Question::kind)
                    .filter(ChoiceKind.class::isInstance)
                    .flatMap(kind -> ((ChoiceKind) kind).options().values().stream())
                    .flatMap(option -> Stream.concat(Stream.of(option.label()), option.words().stream()))
                    .forEach(words::add);
        }
        List.of("3号楼2单元", "三栋", "东门", "地下车库", "5号楼1单元501漏水", "我家门口", "对了，车位也被占了", "还有路灯也不亮")
                .forEach(words::add);
        List.of("不对，是3单元", "不是2单元，是3单元", "说错了", "改成路灯", "不对", "电梯困人了", "冒烟了", "有煤气味", "救命", "上次着火")
                .forEach(words::add);
        List.of(
                        "",
                        " ",
                        "。",
                        "？？？",
                        "😀",
                        "{place}",
                        "{ticket.number} $1 \\",
                        "<script>alert(1)</script>",
                        "' or 1=1 --",
                        "１２３",
                        "٣",
                        "\u0000\u200b",
                        "长".repeat(3000))
                .forEach(words::add);
        List.of(
                        "1010",
                        "编号1010怎么样了",
                        "第二个",
                        "昨晚十点",
                        "明天下午三点",
                        "每天早上六点",
                        "13812345678",
                        "三天",
                        "好了",
                        "还没来",
                        "谢谢",
                        "继续",
                        "上一步",
                        "重来")
                .forEach(words::add);
        Ears ears = new Ears(EDITION, FileDirectory.demo(), null, NOW);
        return words.stream().map(each -> ears.hear(each, "", TalkState.EMPTY)).toList();
    }
}
