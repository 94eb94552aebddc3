package org.bandeng.inbox;

import org.bandeng.conversation.Transcript;

/**
 * A message of a conversation as the page shows it.
 *
 * @param time when, for people
 * @param canResend whether somebody may send it again
 */
record ThreadLine(Transcript.Line line, String time, boolean canResend) {

    static ThreadLine of(Transcript.Line line, Times times) {
        boolean canResend =
                switch (line.delivery()) {
                    case "failed", "unconfirmed", "held" -> true;
                    default -> false;
                };
        return new ThreadLine(line, times.show(line.at()), canResend);
    }

    /** Where the bubble stands and how it looks. */
    public String side() {
        return line.inbound() ? "resident" : line.author();
    }
}
