package org.bandeng.dialog;

import java.util.List;

/** What a question made of an input. */
sealed interface Heard {

    /** It does not fit. */
    Heard MISS = new Miss();

    /** The resident will not answer. */
    Heard DECLINED = new Declined();

    /**
     * It is the answer.
     *
     * @param note words that came instead of it and are worth keeping; usually empty
     * @param why such as “楼道”, for authors
     */
    record Got(Answer answer, String note, String why) implements Heard {
        Got(Answer answer, String why) {
            this(answer, "", why);
        }
    }

    /** It could be any of these. */
    record Several(List<Candidate> candidates) implements Heard {}

    /**
     * It is right but coarse.
     *
     * @param wide a whole compound rather than a building
     */
    record Coarse(Candidate candidate, boolean wide) implements Heard {}

    record Declined() implements Heard {}

    record Miss() implements Heard {}
}
