package org.bandeng.dialog.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.bandeng.dialog.Answer;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Name;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.TalkState;
import org.bandeng.dialog.Type;

/**
 * Which states of conversations come to the same: those that differ only in answers that no condition reads, in how many turns
 * there were, or in what was put by. Without it there would be no end to the states.
 */
final class Sameness {

    private final Scripts scripts;
    private final Telling telling;

    Sameness(Scripts scripts, Telling telling) {
        this.scripts = scripts;
        this.telling = telling;
    }

    /** The state with everything that makes no difference taken out. */
    TalkState of(TalkState state) {
        return new TalkState(state.stack().stream().map(this::plain).toList(), state.asides(), List.of(), 0);
    }

    private DialogState plain(DialogState state) {
        Script of = scripts.named(state.dialog()).orElseThrow();
        Map<String, Answer> answers = new HashMap<>();
        state.answers().forEach((name, answer) -> answers.put(name, plain(name, answer, of)));
        return new DialogState(
                state.dialog(),
                state.revision(),
                state.called(),
                state.at(),
                state.tries(),
                state.laps(),
                openingOf(state, of),
                answers,
                state.offered(),
                new ArrayList<>(new LinkedHashSet<>(state.trail())),
                state.floor());
    }

    /** Once the place is known, it makes no difference any more whether it was in the first words. */
    private Input.Words openingOf(DialogState state, Script of) {
        boolean placed = of.questions()
                .filter(question -> question.kind().name().equals("place"))
                .allMatch(question -> state.answers().containsKey(question.slot()));
        return placed && !telling.decides("located")
                ? Input.Words.of(state.opening().text())
                : state.opening();
    }

    private Answer plain(String name, Answer answer, Script of) {
        boolean house = Name.of(name).isPresent();
        Type type = of.question(name).map(question -> question.kind().type()).orElse(Type.TEXT);
        if (name.startsWith("#") || (house && !name.equals("note")) || type != Type.TEXT) {
            return answer;
        }
        if (answer.value().isEmpty() || telling.literals(name).contains(answer.value())) {
            return telling.decides(name) ? answer : new Answer("", World.words(60));
        }
        return new Answer(telling.decides(name) ? "x" : "", World.words(60));
    }
}
