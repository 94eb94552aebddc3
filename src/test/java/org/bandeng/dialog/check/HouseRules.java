package org.bandeng.dialog.check;

import java.util.ArrayList;
import java.util.List;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Engine;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Result;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.TalkState;

/** What must hold after every turn, whatever a resident does: there is an answer, and there is a way out. */
final class HouseRules {

    private static final int MAX_EFFECTS = 30;

    private HouseRules() {}

    /** Chooses what comes of an effect. */
    interface Fate {
        Input.Outcome of(Effect effect);
    }

    /** A turn with its effects carried out. */
    record Turned(TalkState state, List<String> replies, List<Effect> effects) {}

    static Turned turn(Scripts scripts, TalkState from, Input input, Facts facts, Fate fate) {
        List<String> replies = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        TalkState state = from;
        Input next = input;
        while (next != null) {
            Result result = Engine.turn(scripts, state, next, facts);
            state = result.state();
            replies.addAll(result.replies());
            Effect effect = result.effect();
            next = effect == null ? null : fate.of(effect);
            if (effect != null) {
                effects.add(effect);
            }
            if (effects.size() > MAX_EFFECTS) {
                throw new AssertionError("There is no end to the effects of " + input);
            }
        }
        return new Turned(state, replies, effects);
    }

    /** What is wrong with a turn; empty: nothing. */
    static String brokenBy(Turned turned, Input input) {
        return turned.replies().isEmpty() && !(input instanceof Input.Silence) ? "silence after " + input : "";
    }

    /** What is wrong with a state in which the resident now is; empty: nothing. */
    static String brokenIn(Scripts scripts, TalkState state, Facts facts, Fate fate) {
        Turned person = turn(scripts, state, Input.Words.of("人工"), facts, fate);
        if (person.effects().stream().noneMatch(Effect.HandOver.class::isInstance)) {
            return "no person comes when asked for";
        }
        TalkState waiting = state;
        for (int missed = 0; missed < 60 && waiting.top() != null; missed++) {
            waiting = turn(scripts, waiting, Input.Words.of("嗯哼"), facts, fate).state();
        }
        return waiting.top() == null ? "" : "who is never understood is kept for ever";
    }
}
