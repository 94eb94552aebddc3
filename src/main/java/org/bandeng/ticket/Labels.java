package org.bandeng.ticket;

import java.util.List;
import java.util.Locale;

/**
 * What staff stick on a ticket to find it and to order their work.
 *
 * @param tags short words, each once, in the order given
 */
public record Labels(Priority priority, List<String> tags) {

    /** What a new ticket has. */
    public static final Labels NONE = new Labels(Priority.NORMAL, List.of());

    /** More is no help. */
    public static final int MOST_TAGS = 8;

    /** The longest tag, in characters. */
    public static final int LONGEST_TAG = 12;

    public Labels {
        tags = List.copyOf(tags);
    }

    /** In which order staff do their work; danger is {@link Ticket#urgent()}. */
    public enum Priority {
        LOW,
        NORMAL,
        HIGH;

        /** The name in the database, in URLs and message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Priority of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }
}
