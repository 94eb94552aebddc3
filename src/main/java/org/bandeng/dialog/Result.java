package org.bandeng.dialog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run of the engine came to.
 *
 * @param state where the dialog waits; null when it is over
 * @param replies what to tell the resident, in order
 * @param effect what must be carried out before the dialog can go on; null when it waits for the resident or is over
 */
public record Result(
        @Nullable DialogState state,
        List<String> replies,
        @Nullable Effect effect) {
    public Result {
        replies = List.copyOf(replies);
    }
}
