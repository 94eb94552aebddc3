package org.bandeng.dialog.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.HeardPlace;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Reading;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.TalkState;
import org.bandeng.dialog.yaml.DialogFiles;
import org.junit.jupiter.api.Test;

/**
 * Every conversation with the whole house up to {@link #DEPTH} turns: each way to begin, at each question each kind of answer and
 * each interruption, and up to three outcomes of what is done outside.
 */
class ModelCheckTest {

    private static final int DEPTH = 6;

    private static final Scripts SCRIPTS =
            DialogFiles.read(Path.of("dialogs").toAbsolutePath()).scripts();
    private static final Telling TELLING = new Telling(SCRIPTS.all());
    private static final World WORLD = new World(TELLING);
    private static final Probes PROBES = new Probes(TELLING);
    private static final Sameness SAMENESS = new Sameness(SCRIPTS, TELLING);
    private static final Facts FACTS = new Facts(Map.of("office.open", "true", "office.next", "明天9:00"), null);

    private final Set<String> broken = new LinkedHashSet<>();
    private long turns;

    @Test
    void onEveryPathThereIsAnAnswerAndAWayOut() {
        Set<TalkState> seen = new HashSet<>(Set.of(TalkState.EMPTY));
        List<TalkState> level = List.of(TalkState.EMPTY);
        for (int depth = 1; depth <= DEPTH; depth++) {
            List<TalkState> next = new ArrayList<>();
            for (TalkState state : level) {
                for (Input input : inputs(state)) {
                    for (TalkState after : after(state, input)) {
                        if (seen.add(after)) {
                            next.add(after);
                        }
                    }
                }
            }
            level = next;
        }

        System.out.printf("model check: depth %d, %d states, %d turns%n", DEPTH, seen.size(), turns);
        assertThat(broken).isEmpty();
        assertThat(seen.size()).isGreaterThan(5_000);
    }

    private Set<TalkState> after(TalkState state, Input input) {
        Set<TalkState> after = new LinkedHashSet<>();
        // Each effect has at most a few outcomes that differ; the n-th turn takes the n-th of each.
        for (int fate = 0; fate < 3; fate++) {
            int chosen = fate;
            HouseRules.Fate outcome = effect -> outcome(effect, chosen);
            HouseRules.Turned turned = HouseRules.turn(SCRIPTS, state, input, FACTS, outcome);
            turns++;
            add(HouseRules.brokenBy(turned, input), state);
            TalkState same = SAMENESS.of(turned.state());
            if (after.add(same)) {
                add(HouseRules.brokenIn(SCRIPTS, same, FACTS, outcome), same);
            }
            if (turned.effects().isEmpty()) {
                break;
            }
        }
        return after;
    }

    private static Input.Outcome outcome(Effect effect, int chosen) {
        List<Input.Outcome> outcomes = WORLD.outcomes(effect);
        return outcomes.get(chosen % outcomes.size());
    }

    private void add(String what, TalkState state) {
        DialogState top = state.top();
        if (!what.isEmpty()) {
            broken.add(what + (top == null ? "" : " in " + top.dialog() + ":" + top.at()));
        }
    }

    private static List<Input> inputs(TalkState state) {
        List<Input> inputs = new ArrayList<>();
        DialogState top = state.top();
        if (top == null) {
            SCRIPTS.all().stream()
                    .filter(script -> !script.head().examples().isEmpty())
                    .forEach(script -> {
                        inputs.add(words(script.head().examples().get(0), script.name(), ""));
                    });
            SCRIPTS.all().stream()
                    .flatMap(script -> script.head().starts().stream().sorted().limit(1))
                    .forEach(start -> inputs.add(Input.Words.of(start)));
        } else {
            Script script = SCRIPTS.named(top.dialog()).orElseThrow();
            inputs.addAll(PROBES.at(script.steps().get(top.at()), top));
        }
        inputs.add(words("对了，车位也被占了", "parking", ""));
        inputs.add(words("冒烟了", "", "fire"));
        for (String words : List.of("取消", "帮助", "查进度", "继续", "谢谢", "不对，是别的", "人工", "机器人")) {
            inputs.add(Input.Words.of(words));
        }
        inputs.add(Input.Event.of("voice", Map.of("inside", String.valueOf(top != null))));
        inputs.add(Input.Event.of("unsupported"));
        inputs.add(new Input.Picture("7"));
        return inputs;
    }

    private static Input.Words words(String words, String matter, String alarm) {
        return new Input.Words(words, new Reading(HeardPlace.NOWHERE, null, matter, alarm));
    }
}
