package org.bandeng.dialog;

import java.util.Optional;

/**
 * Runs conversations: {@code (scripts, state, input, facts) → (state, replies, effect)}, the same for the same arguments,
 * always.
 *
 * <p>A run ends at a question, at an {@link Effect} that somebody else must carry out, or when nothing is under way.
 */
public final class Engine {

    private Engine() {}

    /** Takes one turn. */
    public static Result turn(Scripts scripts, TalkState state, Input input, Facts facts) {
        Talk talk = new Talk(scripts, state, facts, !(input instanceof Input.Outcome));
        talk.hear(input);
        return talk.result();
    }

    /**
     * The id of the place that the conversation speaks of already, in whose light 2单元 alone makes sense; empty: none.
     */
    public static String placeInMind(Scripts scripts, TalkState state) {
        DialogState top = state.top();
        if (top == null) {
            return "";
        }
        return scripts.of(top).stream()
                .flatMap(Script::questions)
                .filter(question -> question.kind() instanceof PlaceKind)
                .findFirst()
                .map(question -> top.answers()
                        .getOrDefault(
                                Turn.coarse(question.slot()),
                                top.answers().getOrDefault(question.slot(), Answer.NOTHING))
                        .value())
                .orElse("");
    }

    /** The question that waits for the resident; empty: none. */
    public static Optional<Question> waiting(Scripts scripts, TalkState state) {
        DialogState top = state.top();
        return top == null
                ? Optional.empty()
                : scripts.of(top)
                        .filter(script -> top.at() < script.steps().size())
                        .map(script -> script.steps().get(top.at()))
                        .filter(Step.Ask.class::isInstance)
                        .map(step -> ((Step.Ask) step).question());
    }

    /** Whether the words are what the waiting question asks for, and not merely kept instead of it. */
    public static boolean answers(Scripts scripts, TalkState state, Input.Words words) {
        return new Talk(scripts, state, Facts.NONE, false).isPlainAnswer(words);
    }
}
