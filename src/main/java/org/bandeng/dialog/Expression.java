package org.bandeng.dialog;

import java.util.Set;
import java.util.function.Function;

/** A typed expression of a script, checked when the script was read. */
public interface Expression {

    /** The expression as the author wrote it. */
    String source();

    /** What it yields. */
    Type type();

    /** The names that it reads. */
    Set<String> names();

    /**
     * Its value.
     *
     * @param values the value of each name, as {@link Type#of} makes it
     * @return a String, a Long or a Boolean
     */
    Object value(Function<String, Object> values);

    /** Whether a condition holds. */
    default boolean holds(Function<String, Object> values) {
        return Boolean.TRUE.equals(value(values));
    }
}
