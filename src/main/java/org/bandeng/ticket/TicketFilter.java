package org.bandeng.ticket;

import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets a list shows; null and empty mean any.
 *
 * @param onlyOpen only those that somebody still has to do something about
 * @param assignee who has it
 * @param text part of the number, the place or the summary
 */
public record TicketFilter(
        boolean onlyOpen,
        @Nullable TicketStatus status,
        String category,
        @Nullable StaffId assignee,
        String text) {

    public static final TicketFilter ALL = new TicketFilter(false, null, "", null, "");
}
