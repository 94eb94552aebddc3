package org.bandeng.dialog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one resident's conversation stands; all that outlives a turn.
 *
 * @param stack the scripts under way, the one that waits last; each broke into the one before it, or was called by it
 * @param asides other matters mentioned on the way, to be taken up when the stack is empty, oldest first
 * @param drafts matters that were put by half-finished, latest last
 * @param turns how many turns there have been; wordings take turns by it
 */
public record TalkState(List<DialogState> stack, List<Input.Words> asides, List<Draft> drafts, int turns) {

    /** Nothing under way. */
    public static final TalkState EMPTY = new TalkState(List.of(), List.of(), List.of(), 0);

    public TalkState {
        stack = List.copyOf(stack);
        asides = List.copyOf(asides);
        drafts = List.copyOf(drafts);
    }

    /** The script that waits for the resident; null: none. */
    public @Nullable DialogState top() {
        return stack.isEmpty() ? null : stack.get(stack.size() - 1);
    }

    /** The same without the script that waits. */
    public TalkState withoutTop() {
        return stack.isEmpty() ? this : new TalkState(stack.subList(0, stack.size() - 1), asides, drafts, turns);
    }

    /** Whether there is nothing to keep. */
    public boolean isEmpty() {
        return stack.isEmpty() && asides.isEmpty() && drafts.isEmpty();
    }

    /** A matter put by, with the scripts that it had called. */
    public record Draft(List<DialogState> stack) {
        public Draft {
            stack = List.copyOf(stack);
        }

        /** The script that the resident began. */
        public String dialog() {
            return stack.get(0).dialog();
        }
    }
}
