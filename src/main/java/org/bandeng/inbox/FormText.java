package org.bandeng.inbox;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.function.Function;
import org.bandeng.text.Markup;
import org.jspecify.annotations.Nullable;

/** What somebody typed into a field, as it is kept: without markup and blanks around it, and no longer than it may be. */
final class FormText {

    private FormText() {}

    /** Empty if nothing was typed. */
    static String of(@Nullable String typed, int longest) {
        String text = typed == null ? "" : Markup.removed(typed).strip();
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    /** A day as a browser sends it: 2026-12-05; empty: it is none. */
    static Optional<LocalDate> day(@Nullable String typed) {
        return read(typed, LocalDate::parse);
    }

    /** A time as a browser sends it: 09:30; empty: it is none. */
    static Optional<LocalTime> time(@Nullable String typed) {
        return read(typed, LocalTime::parse);
    }

    private static <T> Optional<T> read(@Nullable String typed, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(String.valueOf(typed).strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
