package org.bandeng.dialog;

/**
 * Something a dialog wants done outside itself. The dialog stops at it, whoever runs the dialog carries it out and
 * goes on with {@link Input.Outcome}.
 */
public sealed interface Effect {

    /**
     * Opens a ticket. Outcome: {@code ticket.number}, {@code ticket.office}.
     *
     * @param category the category's id, such as {@code lighting}
     * @param title the category's name, such as 照明
     * @param summary what the resident said, put together for who must go and fix it
     * @param place a place's id, or empty
     * @param placeText the place in words
     */
    record OpenTicket(String category, String title, String summary, String place, String placeText)
            implements Effect {}

    /** Looks up the resident's own tickets. Outcome: {@code tickets.count} and {@code tickets}, a line each. */
    record FindTickets() implements Effect {}

    /** Gives the conversation to a person. Outcome: empty. */
    record HandOver() implements Effect {}

    /** Gives the conversation back to the bot. Outcome: empty. */
    record HandBack() implements Effect {}

    /**
     * Records a mark for the ticket {@code ticket.number}. Outcome: {@code low}, 是 or 否: whether the ticket was
     * reopened for it.
     *
     * @param score 1 to 5
     */
    record Rate(String ticket, int score) implements Effect {}

    /** Adds the resident's free words to the mark of the ticket. Outcome: empty. */
    record Remark(String ticket, String words) implements Effect {}

    /** Ends whatever other dialog the resident was in. Outcome: {@code cancelled}, its title or empty. */
    record CancelOther() implements Effect {}

    /**
     * Notes where the resident lives. Outcome: empty.
     *
     * @param place a place's id; empty: not a place of the directory
     * @param placeText the place in words, with the room if one was said
     */
    record BindHome(String place, String placeText) implements Effect {}

    /** Leaves this dialog and starts another one with the same opening words. No outcome. */
    record GoTo(String dialog) implements Effect {}
}
