package org.bandeng.dialog;

import java.util.List;

/**
 * A question and what becomes of its answer.
 *
 * @param slot the name that the answer is kept under
 * @param label what it asks for, in a word, for “哪里要改？”
 * @param again what to say when the answer did not fit, the first, second and third time; empty: as the house says it
 * @param optional whether 没有 is an answer, too
 */
public record Question(String slot, String label, Kind kind, Prompt text, List<Template> again, boolean optional) {
    public Question {
        again = List.copyOf(again);
    }
}
