package org.bandeng.ticket;

import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets a list shows; null and empty mean any.
 *
 * @param view which part of them
 * @param assignee who has it
 * @param text words that all stand in the number, the place or the summary, with blanks between them
 */
public record TicketFilter(
        View view,
        @Nullable TicketStatus status,
        String category,
        @Nullable StaffId assignee,
        String text) {

    public static final TicketFilter ALL = new TicketFilter(View.ALL, null, "", null, "");

    /** A part of all tickets. */
    public enum View {
        /** Whatever there is, the latest change first. */
        ALL,
        /** Those that somebody still has to do something about, the latest change first. */
        OPEN,
        /** Those of them that are overdue, the longest first. */
        OVERDUE
    }
}
