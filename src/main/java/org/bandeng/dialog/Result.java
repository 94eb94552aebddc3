package org.bandeng.dialog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run of the engine came to.
 *
 * @param state where the conversation stands
 * @param replies what to tell the resident, in order
 * @param choices answers to tap, caption by id; empty: the question that now waits has none, or none waits
 * @param effect what must be carried out before the conversation can go on; null: it waits for the resident
 * @param notes what was understood, and why, for authors
 * @param steps the steps that were run, as {@code dialog:index}, for the coverage by stories
 */
public record Result(
        TalkState state,
        List<String> replies,
        Map<String, String> choices,
        @Nullable Effect effect,
        List<Note> notes,
        List<String> steps) {
    public Result {
        replies = List.copyOf(replies);
        notes = List.copyOf(notes);
        steps = List.copyOf(steps);
    }

    /**
     * One thing that was understood.
     *
     * @param what such as {@code lamp = corridor}
     * @param why such as “楼道”
     */
    public record Note(String what, String why) {}
}
