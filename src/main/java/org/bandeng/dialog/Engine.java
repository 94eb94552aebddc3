package org.bandeng.dialog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts: {@code (script, state, input) → (state, replies, effect)}, the same for the same arguments, always.
 *
 * <p>A run ends at a question, at an {@link Effect} that somebody else must carry out, or at the end of the script.
 */
public final class Engine {

    private Engine() {}

    /**
     * Starts a script. Whatever the opening words already answer is not asked again.
     *
     * @param known what the script may use from the start, such as {@code ticket.number}
     */
    public static Result start(Script script, Input.Words opening, Map<String, String> known) {
        Map<String, Answer> answers = new HashMap<>();
        known.forEach((name, value) -> answers.put(name, Answer.of(value)));
        answers.put(Turn.OPENING, Answer.of(opening.text()));
        HeardPlace place = opening.place();
        List<HeardPlace.Candidate> candidates = List.of();
        for (Step step : script.steps()) {
            if (step instanceof Step.Ask ask && ask.accepts() == Accepts.PLACE) {
                if (place.isOne() && place.complete()) {
                    answers.putIfAbsent(
                            ask.slot(), Questions.placeAnswer(place.places().get(0)));
                }
            } else if (step instanceof Step.Choose choose) {
                Questions.mentionedOption(choose, opening.text())
                        .ifPresent(option -> answers.putIfAbsent(
                                choose.slot(),
                                new Answer(option.getKey(), option.getValue().label())));
            }
        }
        DialogState beginning = new DialogState(script.name(), script.revision(), 0, 0, answers, candidates);
        return new Turn(script, beginning, unanswered(script, place, opening)).run();
    }

    /** Half a place in the opening words (3号楼 without a unit, 3号楼 of two compounds) is taken up by the first question for one. */
    private static @Nullable Input unanswered(Script script, HeardPlace place, Input.Words opening) {
        boolean half = place.isAmbiguous() || (place.isOne() && !place.complete());
        boolean asked = script.steps().stream()
                .filter(step -> step instanceof Step.Ask || step instanceof Step.Choose)
                .findFirst()
                .filter(step -> step instanceof Step.Ask ask && ask.accepts() == Accepts.PLACE)
                .isPresent();
        return half && asked ? opening : null;
    }

    /** Goes on from where the dialog waits. */
    public static Result resume(Script script, DialogState state, Input input) {
        if (!state.revision().equals(script.revision())) {
            return startAgain(script, state);
        }
        if (input instanceof Input.Outcome outcome) {
            return new Turn(script, with(state, outcome.values()), null).run();
        }
        return new Turn(script, state, input).run();
    }

    /** Asks the waiting question once more, for who was interrupted. */
    public static Result repeat(Script script, DialogState state) {
        return state.revision().equals(script.revision())
                ? new Turn(script, state, null).run()
                : startAgain(script, state);
    }

    /** The words with which the resident began. */
    public static String opening(DialogState state) {
        return state.answers().getOrDefault(Turn.OPENING, Answer.of("")).text();
    }

    /** The place that was named only roughly so far; empty if none was. Its id helps to read the next words. */
    public static String roughPlace(Script script, DialogState state) {
        return state.at() < script.steps().size() && script.steps().get(state.at()) instanceof Step.Ask ask
                ? state.answers()
                        .getOrDefault(Turn.rough(ask.slot()), Answer.of(""))
                        .value()
                : "";
    }

    /** The script was edited meanwhile: from the top, but nothing that is known is asked again. */
    private static Result startAgain(Script script, DialogState state) {
        DialogState top = new DialogState(script.name(), script.revision(), 0, 0, state.answers(), List.of());
        return new Turn(script, top, null).run();
    }

    private static DialogState with(DialogState state, Map<String, String> values) {
        Map<String, Answer> answers = new HashMap<>(state.answers());
        values.forEach((name, value) -> answers.put(name, Answer.of(value)));
        return new DialogState(
                state.dialog(), state.revision(), state.at(), state.tries(), answers, state.candidates());
    }
}
