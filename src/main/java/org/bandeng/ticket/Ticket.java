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
 * @param promise who answers for it, and by when
 * @param outcome how it ended; null: it has not, or was taken back
 * @param waiting what it waits for; null: it does not
 * @param mergedInto the ticket that goes on for both; null: it was not merged
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
        Promise promise,
        @Nullable Outcome outcome,
        @Nullable Waiting waiting,
        Labels labels,
        @Nullable TicketId mergedInto,
        int version,
        Instant openedAt,
        Instant updatedAt) {

    /** Who answers for it. */
    public String office() {
        return promise.office();
    }

    /** Who has it, or is asked to take it; null: nobody in person. */
    public @Nullable StaffId assignee() {
        return promise.assignee();
    }

    public Level level() {
        return promise.level();
    }

    /** By when the next thing must have happened; null: it has ended. */
    public @Nullable Instant dueAt() {
        return promise.dueAt();
    }

    /** As it is told to somebody whose door it is not at. */
    public Ticket toldAs(String otherPlaceText) {
        return located(place, otherPlaceText);
    }

    public boolean isOverdue(Instant now) {
        return status.isOpen() && dueAt() != null && dueAt().isBefore(now);
    }

    public boolean allows(TicketAction action) {
        return action.isPossibleFrom(status);
    }

    /** Whether somebody may do that as it stands. Stewards may only change what they were given. */
    public boolean allows(TicketAction action, Actor actor) {
        return allows(action)
                && action.isPossibleBy(actor.kind())
                && (actor.kind() != Actor.Kind.STEWARD
                        || actor.staff() != null && actor.staff().equals(assignee()));
    }

    Ticket now(TicketStatus next, Promise promised, @Nullable Outcome end, @Nullable Waiting waits, Instant now) {
        return new Ticket(
                id,
                number,
                resident,
                category,
                title,
                summary,
                words,
                place,
                placeText,
                urgent,
                next,
                promised,
                end,
                waits,
                labels,
                mergedInto,
                version + 1,
                openedAt,
                now);
    }

    Ticket under(String otherCategory, String otherTitle) {
        return about(otherCategory, otherTitle, place, placeText);
    }

    Ticket located(@Nullable PlaceId otherPlace, String otherText) {
        return about(category, title, otherPlace, otherText);
    }

    Ticket labelled(Labels other) {
        return new Ticket(
                id,
                number,
                resident,
                category,
                title,
                summary,
                words,
                place,
                placeText,
                urgent,
                status,
                promise,
                outcome,
                waiting,
                other,
                mergedInto,
                version,
                openedAt,
                updatedAt);
    }

    Ticket mergedInto(TicketId other) {
        return new Ticket(
                id, number, resident, category, title, summary, words, place, placeText, urgent, status, promise,
                outcome, waiting, labels, other, version, openedAt, updatedAt);
    }

    private Ticket about(String otherCategory, String otherTitle, @Nullable PlaceId otherPlace, String otherText) {
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
                status,
                promise,
                outcome,
                waiting,
                labels,
                mergedInto,
                version,
                openedAt,
                updatedAt);
    }
}
