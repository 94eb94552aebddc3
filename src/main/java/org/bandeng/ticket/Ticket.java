package org.bandeng.ticket;

import java.time.Instant;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * A resident's request. Immutable; every change yields the next version.
 *
 * @param category the script's name, such as {@code lighting}
 * @param title the category for people, such as 照明报修
 * @param summary the resident's words, put together for who must go there
 * @param placeText the place in words, also when the directory does not know it
 * @param office who answers for it
 * @param assignee who has it; null: nobody in person yet
 * @param version counts the events of its history
 */
public record Ticket(
        TicketId id,
        TicketNumber number,
        ResidentId resident,
        String category,
        String title,
        String summary,
        @Nullable PlaceId place,
        String placeText,
        TicketStatus status,
        String office,
        @Nullable StaffId assignee,
        int version,
        Instant openedAt,
        Instant updatedAt) {

    public boolean allows(TicketAction action) {
        return action.isPossibleFrom(status);
    }

    /**
     * The ticket after an action.
     *
     * @param newAssignee who has it from now on; null: whoever has it now
     * @throws IllegalTicketActionException if it cannot be done as the ticket stands
     */
    Ticket after(TicketAction action, @Nullable StaffId newAssignee, Instant now) {
        if (!allows(action)) {
            throw new IllegalTicketActionException(number, status, action);
        }
        return new Ticket(
                id,
                number,
                resident,
                category,
                title,
                summary,
                place,
                placeText,
                action.from(status),
                office,
                newAssignee == null ? assignee : newAssignee,
                version + 1,
                openedAt,
                now);
    }
}
