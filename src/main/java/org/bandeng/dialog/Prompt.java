package org.bandeng.dialog;

import java.util.List;

/**
 * Something to say, in one wording or in several that take turns, so that it does not sound like a machine.
 *
 * @param variants at least one
 */
public record Prompt(List<Template> variants) {
    public Prompt {
        variants = List.copyOf(variants);
    }

    /** A single wording. */
    public static Prompt of(String text) {
        return new Prompt(List.of(new Template(text)));
    }

    /** The wording for a turn. */
    Template at(int turn) {
        return variants.get(Math.floorMod(turn, variants.size()));
    }
}
