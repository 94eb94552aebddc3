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
 * @param words what the resident began with
 * @param placeText the place in words, also when the directory does not know it
 * @param urgent whether somebody must go at once
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
        String words,
        @Nullable PlaceId place,
        String placeText,
        boolean urgent,
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
        require(action);
        StaffId next = newAssignee == null ? assignee : newAssignee;
        return changed(category, title, place, placeText, action.from(status), office, next, now);
    }

    /**
     * The ticket under another category, else as it is.
     *
     * @throws IllegalTicketActionException if it is withdrawn
     */
    Ticket recategorized(String otherCategory, String otherTitle, Instant now) {
        require(TicketAction.RECATEGORIZE);
        return changed(otherCategory, otherTitle, place, placeText, status, office, assignee, now);
    }

    /**
     * The ticket at another place. If another office answers for that, nobody has it in person any more, and it must be taken anew.
     *
     * @throws IllegalTicketActionException if nobody works on it any more
     */
    Ticket relocated(@Nullable PlaceId otherPlace, String otherText, String otherOffice, Instant now) {
        require(TicketAction.RELOCATE);
        return otherOffice.equals(office)
                ? changed(category, title, otherPlace, otherText, status, office, assignee, now)
                : changed(category, title, otherPlace, otherText, TicketStatus.DISPATCHED, otherOffice, null, now);
    }

    private void require(TicketAction action) {
        if (!allows(action)) {
            throw new IllegalTicketActionException(number, status, action);
        }
    }

    private Ticket changed(
            String otherCategory,
            String otherTitle,
            @Nullable PlaceId otherPlace,
            String otherText,
            TicketStatus next,
            String otherOffice,
            @Nullable StaffId has,
            Instant now) {
        return new Ticket(
                id,
                number,
                resident,
                otherCategory,
                otherTitle,
                summary,
                words,
                otherPlace,
                otherText,
                urgent,
                next,
                otherOffice,
                has,
                version + 1,
                openedAt,
                now);
    }
}
