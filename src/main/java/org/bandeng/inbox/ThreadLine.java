package org.bandeng.inbox;

import java.util.regex.Pattern;
import org.bandeng.conversation.Transcript;

/**
 * A message of a conversation as the page shows it.
 *
 * @param time when, for people
 * @param canResend whether somebody may send it again
 */
record ThreadLine(Transcript.Line line, String time, boolean canResend) {

    private static final Pattern LINK = Pattern.compile("<a href=\"[^\"]*\">([^<]*)</a>");

    static ThreadLine of(Transcript.Line line, Times times) {
        boolean canResend =
                switch (line.delivery()) {
                    case "failed", "unconfirmed", "held" -> true;
                    default -> false;
                };
        return new ThreadLine(line, times.show(line.at()), canResend);
    }

    /** The words without the addresses in them: the links are for the resident alone. */
    public String words() {
        return line.inbound() ? line.text() : LINK.matcher(line.text()).replaceAll("【$1】");
    }

    /** Where the bubble stands and how it looks. */
    public String side() {
        return line.inbound() ? "resident" : line.author();
    }
}
