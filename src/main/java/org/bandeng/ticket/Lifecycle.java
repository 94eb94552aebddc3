package org.bandeng.ticket;

import java.time.Instant;
import java.util.Objects;

/** What each action makes of a ticket: pure, so that it can be tried by the million. */
final class Lifecycle {

    private final Deadlines deadlines;

    Lifecycle(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /**
     * The ticket after a command.
     *
     * @param command with the promise that a ticket given to somebody else has from then on
     * @throws IllegalTicketActionException if it cannot be done as the ticket stands, or not by who wants to
     */
    Ticket after(Ticket ticket, Command command, Instant now) {
        TicketAction action = command.action();
        if (!ticket.allows(action, command.actor())) {
            throw new IllegalTicketActionException(ticket, action, command.actor());
        }
        TicketStatus next = action.leadsTo(ticket.status());
        Promise promise = command.promise() == null ? ticket.promise() : command.promise();
        return switch (action) {
            case ACCEPT ->
                ticket.now(
                        next,
                        deadlines.accepted(promise.heldBy(taker(command, promise)), ticket.urgent(), now),
                        null,
                        null,
                        now);
            case WAIT ->
                ticket.now(
                        next,
                        deadlines.waits(
                                promise,
                                Objects.requireNonNull(command.waitingFor()),
                                Objects.requireNonNull(command.until()),
                                now),
                        null,
                        new Waiting(command.waitingFor(), now),
                        now);
            case RESUME ->
                ticket.now(
                        next,
                        deadlines.resumed(promise, Objects.requireNonNull(ticket.waiting()), ticket.urgent(), now),
                        null,
                        null,
                        now);
            case RESOLVE ->
                ticket.now(
                        next,
                        deadlines.resolved(promise, now),
                        Objects.requireNonNullElse(command.outcome(), Outcome.FIXED),
                        null,
                        now);
            case CLOSE -> {
                Outcome end = command.outcome() == null ? ticket.outcome() : command.outcome();
                yield ticket.now(next, deadlines.closed(promise, end == Outcome.FIXED, now), end, null, now);
            }
            case MERGE -> merged(ticket).now(next, deadlines.closed(promise, false, now), null, null, now);
            case WITHDRAW -> ticket.now(next, deadlines.closed(promise, false, now), null, null, now);
            case RATE ->
                command.outcome() == null
                        ? ticket.now(next, promise, ticket.outcome(), null, now)
                        : ticket.now(next, deadlines.closed(promise, true, now), command.outcome(), null, now);
            case REMIND -> ticket.now(next, promise.reminded(), ticket.outcome(), ticket.waiting(), now);
            case DISPATCH, DECLINE, ESCALATE, REOPEN -> ticket.now(next, handedOn(ticket, command), null, null, now);
            case RELOCATE, RECATEGORIZE ->
                command.promise() == null
                        ? ticket.now(next, promise, ticket.outcome(), ticket.waiting(), now)
                        : ticket.now(TicketStatus.DISPATCHED, promise, null, null, now);
            default -> ticket.now(next, promise, ticket.outcome(), ticket.waiting(), now);
        };
    }

    /** Who hands an emergency on before it is due gives nobody more time. */
    private static Promise handedOn(Ticket ticket, Command command) {
        Promise promise = Objects.requireNonNull(command.promise());
        boolean byHand =
                command.action() == TicketAction.DISPATCH && command.actor().kind() != Actor.Kind.SYSTEM;
        boolean accepting = ticket.status() == TicketStatus.OPENED || ticket.status() == TicketStatus.DISPATCHED;
        return ticket.urgent() && byHand && accepting ? promise.noLaterThan(ticket.promise()) : promise;
    }

    private static Ticket merged(Ticket ticket) {
        Objects.requireNonNull(ticket.mergedInto(), "It is merged into another ticket");
        return ticket;
    }

    private static org.bandeng.community.StaffId taker(Command command, Promise promise) {
        return command.assignee() != null
                ? command.assignee()
                : Objects.requireNonNull(
                        command.actor().staff() != null ? command.actor().staff() : promise.assignee(),
                        "Somebody must accept it");
    }
}
