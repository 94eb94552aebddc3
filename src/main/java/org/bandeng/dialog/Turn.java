package org.bandeng.dialog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run through a script, from one input until it waits again: what is at hand, what has been said. */
final class Turn {

    /** More steps than any sensible script takes in one turn; a loop in a script ends here instead of never. */
    static final int MAX_STEPS = 200;

    /** Slot that keeps the words with which the resident began. */
    static final String OPENING = "request";

    private static final String START_OVER = "好的，我们重新来。";
    private static final String OFFER_A_PERSON = "说不清也没关系，回复“人工”，工作人员会来帮您。";
    private static final int TRIES_BEFORE_A_PERSON = 2;

    private final Script script;
    private final Map<String, Answer> answers;
    private final List<String> replies = new ArrayList<>();
    private @Nullable Input input;
    private List<HeardPlace.Candidate> candidates;
    private @Nullable Effect effect;
    private int at;
    private int tries;

    Turn(Script script, DialogState state, @Nullable Input input) {
        this.script = script;
        this.answers = new HashMap<>(state.answers());
        this.candidates = state.candidates();
        this.at = state.at();
        this.tries = state.tries();
        this.input = input;
    }

    Result run() {
        Step.Flow flow = Step.Flow.CONTINUE;
        for (int step = 0; flow == Step.Flow.CONTINUE; step++) {
            if (step == MAX_STEPS) {
                throw new IllegalStateException(
                        "Script \"%s\" takes more than %d steps in one turn: it goes round in circles"
                                .formatted(script.name(), MAX_STEPS));
            }
            flow = at < script.steps().size() ? script.steps().get(at).runIn(this) : Step.Flow.END;
        }
        return new Result(flow == Step.Flow.END ? null : state(), replies, effect);
    }

    private DialogState state() {
        return new DialogState(script.name(), script.revision(), at, tries, answers, candidates);
    }

    // What the steps may know.

    boolean knows(String slot) {
        return answers.containsKey(slot);
    }

    Answer answerOr(String slot, Answer otherwise) {
        return answers.getOrDefault(slot, otherwise);
    }

    String fill(Template template) {
        return template.fill(answers);
    }

    /** The input, once: the next question of the same turn gets none. */
    @Nullable Input takeInput() {
        Input taken = input;
        input = null;
        return taken;
    }

    int tries() {
        return tries;
    }

    boolean hasCandidates() {
        return !candidates.isEmpty();
    }

    List<HeardPlace.Candidate> candidates() {
        return candidates;
    }

    String roughPlace(String slot) {
        return answerOr(rough(slot), Answer.of("")).text();
    }

    String roughPlaceId(String slot) {
        return answerOr(rough(slot), Answer.of("")).value();
    }

    // What the steps may do.

    Step.Flow next() {
        return jump(at + 1);
    }

    Step.Flow jump(int target) {
        at = target;
        tries = 0;
        candidates = List.of();
        return Step.Flow.CONTINUE;
    }

    void say(Template text) {
        replies.add(fill(text));
    }

    Step.Flow ask(Template text) {
        return askText(fill(text));
    }

    Step.Flow askText(String text) {
        replies.add(text);
        return Step.Flow.WAIT;
    }

    Step.Flow askAgain(Template question, List<Template> again) {
        return askAgainText(fill(question), again);
    }

    Step.Flow askAgainText(String question, List<Template> again) {
        String wording = again.isEmpty() ? question : fill(again.get(Math.min(tries, again.size() - 1)));
        tries++;
        replies.add(tries > TRIES_BEFORE_A_PERSON ? wording + "\n" + OFFER_A_PERSON : wording);
        return Step.Flow.WAIT;
    }

    Step.Flow learn(String slot, Answer answer) {
        answers.put(slot, answer);
        return next();
    }

    void note(String words) {
        answers.merge(Questions.NOTE, Answer.of(words), (before, more) -> Answer.of(before.text() + "；" + more.text()));
    }

    Step.Flow offer(List<HeardPlace.Candidate> places) {
        candidates = places;
        return offerPlaces();
    }

    Step.Flow offerPlaces() {
        return askText("您说的是哪里？"
                + Wording.numbered(
                        candidates.stream().map(HeardPlace.Candidate::name).toList()));
    }

    /** The place is right but coarse: keeps it and asks which unit. */
    Step.Flow askFiner(String slot, HeardPlace.Candidate place) {
        answers.put(rough(slot), Questions.placeAnswer(place));
        tries++;
        return askText(place.name() + "的几单元？不在楼里的话，说一下大概位置就行。");
    }

    Step.Flow confirmed() {
        return next();
    }

    Step.Flow startOver() {
        Answer opening = answers.get(OPENING);
        answers.clear();
        if (opening != null) {
            answers.put(OPENING, opening);
        }
        replies.add(START_OVER);
        return jump(0);
    }

    Step.Flow effect(Effect wanted) {
        effect = wanted;
        at++;
        tries = 0;
        return Step.Flow.EFFECT;
    }

    static String rough(String slot) {
        return slot + ".rough";
    }
}
