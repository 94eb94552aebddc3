package org.bandeng.inbox;

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
}
