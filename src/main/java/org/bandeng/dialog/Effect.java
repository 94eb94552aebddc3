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
     * @param words what the resident began with
     * @param place a place's id, or empty
     * @param placeText the place in words
     * @param urgent whether somebody must go at once
     */
    record OpenTicket(
            String category, String title, String summary, String words, String place, String placeText, boolean urgent)
            implements Effect {}

    /**
     * Adds what the resident just sent to a ticket. Outcome: empty.
     *
     * @param note for its history; empty: the words and pictures alone
     */
    record AddToTicket(String ticket, String note) implements Effect {}

    /**
     * Says where a ticket is that was opened before that was known. Outcome: empty.
     *
     * @param place a place's id, or empty
     * @param placeText the place in words
     */
    record LocateTicket(String ticket, String place, String placeText) implements Effect {}

    /** Tells whoever has a ticket that the resident asks for it again. Outcome: {@code ticket.office}. */
    record Urge(String ticket, String note) implements Effect {}

    /** Takes a ticket up again that was said to be done. Outcome: {@code reopened}, true or false. */
    record Reopen(String ticket, String note) implements Effect {}

    /** Looks up the resident's own tickets. Outcome: {@code tickets.count} and {@code tickets}, a line each; offers the open ones. */
    record FindTickets() implements Effect {}

    /** Looks up one of the resident's tickets. Outcome: {@code ticket.*}. */
    record FindTicket(String ticket) implements Effect {}

    /**
     * Looks for an open ticket of a neighbour about the same thing. Outcome: {@code similar.number} (empty: none) and
     * {@code similar.line}.
     *
     * @param place a place's id, or empty
     * @param words what the resident reports, after what was chosen first: 停水、水小 5号楼没水了
     */
    record FindSimilar(String category, String place, String words) implements Effect {}

    /** Lets the resident follow another's ticket. Outcome: {@code ticket.number}, {@code ticket.office}. */
    record Join(String ticket, String note) implements Effect {}

    /**
     * Does something as one of those who work on tickets. Outcome: {@code done}, true or false, {@code lacks}, what must come
     * first ({@code photo}, {@code part}, {@code words}; empty: nothing), and {@code ticket.*}; of {@code list}
     * {@code tickets.count} and {@code tickets}.
     *
     * @param deed one of {@code find}, {@code list}, {@code accept}, {@code decline}, {@code hand-over}, {@code start},
     *     {@code note}, {@code wait-resident}, {@code wait-parts}, {@code wait-office}, {@code photo}, {@code resolve},
     *     {@code explain}
     * @param note for its history; empty: none
     * @param to who is to have it; of {@code hand-over}
     * @param days how long it waits; 0: it does not
     * @param pictures our ids of what was shown meanwhile, with commas between; empty: nothing
     */
    record Work(String deed, String ticket, String note, String to, int days, String pictures) implements Effect {}

    /**
     * Does something about what is deliberated. Outcome: {@code bench.result}, which is {@code ok}, {@code already} (their home did
     * it before), {@code changed} (it takes the place of an earlier vote), {@code home} (it is not known where they live),
     * {@code room} (nor in which room), {@code closed} (there is no vote now), {@code unclear} (it is no vote), {@code outside} (it does not concern where they live),
     * {@code over} (it cannot be done any more) or {@code none} (there is no such topic); {@code topic.*}; of {@code forums} and
     * {@code topics} {@code topics.count} and {@code topics}, a line each, which are offered.
     *
     * @param deed one of {@code find}, {@code forums}, {@code topics}, {@code raise}, {@code support}, {@code vote},
     *     {@code withdraw}, {@code rate}
     * @param topic its number; empty: none
     * @param choice a forum's id, or a mark; empty: none
     * @param words what is to be deliberated, or what somebody votes; of {@code raise} and {@code vote}
     */
    record Bench(String deed, String topic, String choice, String words, String pictures) implements Effect {}

    /** Looks for an answer in the file of questions. Outcome: {@code answer} (empty: none) and {@code answer.source}. */
    record FindAnswer(String question) implements Effect {}

    /** Gives the conversation to a person. Outcome: empty. */
    record HandOver() implements Effect {}

    /** Gives the conversation back to the bot. Outcome: empty. */
    record HandBack() implements Effect {}

    /**
     * Records a mark for a ticket. Outcome: {@code low} and {@code reopened}, true or false: whether it shows discontent, and
     * whether the ticket was taken up again for it.
     *
     * @param score 1 to 5
     */
    record Rate(String ticket, int score) implements Effect {}

    /** Adds the resident's free words to the mark of the ticket. Outcome: empty. */
    record Remark(String ticket, String words) implements Effect {}

    /**
     * Notes where the resident lives. Outcome: empty.
     *
     * @param place a place's id; empty: not a place of the directory
     * @param placeText the place in words, with the room if one was said
     */
    record BindHome(String place, String placeText) implements Effect {}
}
