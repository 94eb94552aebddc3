package org.bandeng.ticket;

import java.time.Instant;
import org.bandeng.community.StaffId;
import org.bandeng.text.Markup;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to a ticket.
 *
 * @param note goes into the history and, where the notice has room for it, to the residents
 * @param cause why; null: it needs no reason
 * @param assignee who is to have it; null: whoever has it, or as the directory says
 * @param level whose it is to be; null: as it is
 * @param promise who answers for it then, and by when; null: as the desk finds
 * @param outcome how it ends; of {@link TicketAction#RESOLVE} and of what confirms it
 * @param waitingFor of {@link TicketAction#WAIT}
 * @param until of {@link TicketAction#WAIT}: when it waits no longer
 * @param isPrivate whether what it says is for the staff alone
 */
public record Command(
        TicketAction action,
        Actor actor,
        String note,
        @Nullable Cause cause,
        @Nullable StaffId assignee,
        @Nullable Level level,
        @Nullable Promise promise,
        @Nullable Outcome outcome,
        Waiting.@Nullable For waitingFor,
        @Nullable Instant until,
        boolean isPrivate) {

    public Command {
        note = Markup.removed(note);
    }

    /** Something that needs no more than a word. */
    public static Command of(TicketAction action, Actor actor, String note) {
        return new Command(action, actor, note, null, null, null, null, null, null, null, false);
    }

    /** What was done: it is mended. */
    public static Command fixed(Actor actor, String result) {
        return of(TicketAction.RESOLVE, actor, result).as(Outcome.FIXED);
    }

    /** Why it is not done. */
    public static Command explained(Actor actor, String why) {
        return of(TicketAction.RESOLVE, actor, why).as(Outcome.EXPLAINED);
    }

    /** It waits for something until then. */
    public static Command waits(Actor actor, Waiting.For what, Instant until, String note) {
        return new Command(TicketAction.WAIT, actor, note, null, null, null, null, null, what, until, false);
    }

    public Command because(@Nullable Cause why) {
        return new Command(action, actor, note, why, assignee, level, promise, outcome, waitingFor, until, isPrivate);
    }

    public Command to(@Nullable StaffId who) {
        return new Command(action, actor, note, cause, who, level, promise, outcome, waitingFor, until, isPrivate);
    }

    public Command at(@Nullable Level which) {
        return new Command(action, actor, note, cause, assignee, which, promise, outcome, waitingFor, until, isPrivate);
    }

    public Command as(@Nullable Outcome end) {
        return new Command(action, actor, note, cause, assignee, level, promise, end, waitingFor, until, isPrivate);
    }

    /** For the staff alone. */
    public Command inPrivate() {
        return new Command(action, actor, note, cause, assignee, level, promise, outcome, waitingFor, until, true);
    }

    /** The next level is to have it instead. */
    Command climbing() {
        return new Command(
                TicketAction.ESCALATE,
                actor,
                note,
                cause,
                assignee,
                level,
                promise,
                outcome,
                waitingFor,
                until,
                isPrivate);
    }

    Command promising(Promise found) {
        return new Command(action, actor, note, cause, assignee, level, found, outcome, waitingFor, until, isPrivate);
    }
}
