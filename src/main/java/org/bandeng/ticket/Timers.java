package org.bandeng.ticket;

import java.time.Instant;
import org.bandeng.community.Residents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Does by itself what time brings about: reminds, asks the next in line, lets tickets climb, ends what nobody answers. What is due
 * stands in the ticket's row, so that it survives a restart, and is done in one transaction with the row locked, so that it
 * happens once however many instances look.
 */
@Component
public class Timers {

    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

    private static final int AT_ONCE = 50;

    private final Tickets tickets;
    private final TicketDesk desk;
    private final Residents residents;
    private final Say say;
    private final TransactionalOperator transaction;

    Timers(Tickets tickets, TicketDesk desk, Residents residents, Say say, TransactionalOperator transaction) {
        this.tickets = tickets;
        this.desk = desk;
        this.residents = residents;
        this.say = say;
        this.transaction = transaction;
    }

    /** Does whatever is due now. */
    @Scheduled(fixedDelay = 1_000, initialDelay = 3_000)
    public Mono<Void> run() {
        return Mono.defer(() -> tickets.withTimeUp(desk.now(), AT_ONCE)
                        .concatMap(number -> ring(number).onErrorResume(problem -> {
                            LOG.warn(
                                    "What is due for ticket {} could not be done, trying again: {}",
                                    number,
                                    problem.toString());
                            return Mono.empty();
                        }))
                        .then())
                .onErrorResume(problem -> {
                    LOG.warn("Nobody could be reminded of tickets yet, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }

    private Mono<Ticket> ring(TicketNumber number) {
        return transaction.transactional(tickets.numbered(number)
                .flatMap(ticket -> residents.tryLock(ticket.resident()))
                // Whoever had it before may have done it.
                .flatMap(locked -> tickets.numbered(number))
                .flatMap(this::due)
                .flatMap(due -> desk.settle(due.ticket(), due.command())));
    }

    private record Due(Ticket ticket, Command command) {}

    private Mono<Due> due(Ticket ticket) {
        Instant now = desk.now();
        Instant due = ticket.dueAt();
        if (due != null && !due.isAfter(now)) {
            return overdue(ticket).map(command -> new Due(ticket, command));
        }
        Instant remind = ticket.promise().remindAt();
        return remind != null && !remind.isAfter(now)
                ? Mono.just(new Due(ticket, system(TicketAction.REMIND, null)))
                : Mono.empty();
    }

    private Mono<Command> overdue(Ticket ticket) {
        return switch (ticket.status()) {
            case OPENED, DISPATCHED -> desk.onward(ticket, Cause.NOT_ACCEPTED);
            case ACCEPTED, IN_PROGRESS -> desk.onward(ticket, Cause.NOT_RESOLVED);
            case WAITING -> Mono.just(system(TicketAction.RESUME, Cause.WAITED_LONG_ENOUGH));
            case RESOLVED -> say.of(ticket).map(verdict -> atLast(ticket, verdict));
            case CLOSED, WITHDRAWN, MERGED -> Mono.empty();
        };
    }

    /** Nobody is asked any longer: what was said counts, and where nobody said anything, that is said. */
    private static Command atLast(Ticket ticket, Say.Verdict verdict) {
        if (verdict.notFixed() > 0) {
            return system(TicketAction.REOPEN, Cause.NOT_FIXED);
        }
        if (verdict.fixed() > 0) {
            return system(TicketAction.CLOSE, Cause.CONFIRMED);
        }
        Outcome end = ticket.outcome() == Outcome.FIXED ? Outcome.UNCONFIRMED : ticket.outcome();
        return system(TicketAction.CLOSE, Cause.NO_ANSWER).as(end);
    }

    private static Command system(TicketAction action, @Nullable Cause cause) {
        return Command.of(action, Actor.SYSTEM, "").because(cause);
    }
}
