package org.bandeng.occasion;

import org.jspecify.annotations.Nullable;

/**
 * What was said at a meeting: a remark, or an option with the hands that were raised for it.
 *
 * @param position counts those of its kind, from 1 on
 * @param outcome what becomes of a remark; null: nothing yet, or it is an option
 * @param answer what was answered, or the number of the ticket or topic; empty: not yet
 * @param hands null: none were counted
 */
public record Remark(
        int position,
        Kind kind,
        String words,
        @Nullable Outcome outcome,
        String answer,
        @Nullable Hands hands) {

    /** What was said. */
    public enum Kind {
        REMARK,
        OPTION
    }

    /** What becomes of a remark. None is left without. */
    public enum Outcome {
        ANSWERED,
        TICKET,
        TOPIC
    }

    /** How many raised their hands for an option, against it, or for neither. */
    public record Hands(int yes, int no, int neither) {}

    /** Whether it still needs an outcome. */
    public boolean isOpen() {
        return kind == Kind.REMARK && outcome == null;
    }
}
