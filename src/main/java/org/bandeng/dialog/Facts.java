package org.bandeng.dialog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every script may know at a turn, beside what the resident said.
 *
 * @param values by name, see {@link Name}
 * @param home where the resident lives; null: not known
 */
public record Facts(Map<String, String> values, @Nullable Candidate home) {

    /** Nothing is known. */
    public static final Facts NONE = new Facts(Map.of(), null);

    public Facts {
        values = Map.copyOf(values);
    }
}
