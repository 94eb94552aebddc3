package org.bandeng.inbox;

import org.bandeng.ticket.Ticket;
import org.jspecify.annotations.Nullable;

/**
 * A ticket in the list.
 *
 * @param who who has it: a person, or the office
 * @param due by when the next thing must have happened; empty: it has ended
 * @param mark 1 to 5; null: not rated
 * @param waiting whether the resident waits for a person's answer
 * @param unread whether something has happened that who looks has not seen
 */
record TicketRow(
        Ticket ticket,
        String who,
        String due,
        boolean overdue,
        String updated,
        @Nullable Integer mark,
        boolean waiting,
        boolean unread) {}
