package org.bandeng.ticket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
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

    /** What failed waits a while, so that it does not keep what is due after it from its turn. */
    private final Cache<TicketNumber, Boolean> failed =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).build();

    private final Tickets tickets;
    private final TicketDesk desk;
    private final Residents residents;
    private final RoutingRules rules;
    private final Say say;
    private final Onlooker onlooker;
    private final TransactionalOperator transaction;

    Timers(
            Tickets tickets,
            TicketDesk desk,
            Residents residents,
            RoutingRules rules,
            Say say,
            Onlooker onlooker,
            TransactionalOperator transaction) {
        this.tickets = tickets;
        this.desk = desk;
        this.residents = residents;
        this.rules = rules;
        this.say = say;
        this.onlooker = onlooker;
        this.transaction = transaction;
    }

    /** Does whatever is due now. */
    @Scheduled(fixedDelay = 1_000, initialDelay = 3_000)
    public Mono<Void> run() {
        return Mono.defer(() -> tickets.withTimeUp(desk.now(), failed.asMap().keySet(), AT_ONCE)
                        .concatMap(number -> ring(number).onErrorResume(problem -> {
                            LOG.warn(
                                    "What is due for ticket {} could not be done, trying again: {}",
                                    number,
                                    problem.toString());
                            failed.put(number, true);
                            return Mono.empty();
                        }))
                        .then())
                .onErrorResume(problem -> {
                    LOG.warn("Nobody could be reminded of tickets yet, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }

    private Mono<Ticket> ring(TicketNumber number) {
        return transaction
                .transactional(tickets.numbered(number)
                        .flatMap(ticket -> residents.tryLock(ticket.resident()))
                        // Whoever had it before may have done it.
                        .flatMap(locked -> tickets.numbered(number))
                        .flatMap(this::due)
                        .flatMap(due -> desk.settle(due.ticket(), due.command())))
                .flatMap(ticket -> onlooker.sees(ticket).thenReturn(ticket));
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
                ? tickets.lastNote(ticket, TicketAction.WAIT)
                        .filter(waitsFor -> ticket.waiting() != null)
                        .defaultIfEmpty("")
                        .map(note -> new Due(ticket, Command.of(TicketAction.REMIND, Actor.SYSTEM, note)))
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
    private Command atLast(Ticket ticket, Say.Verdict verdict) {
        return switch (verdict.atLast(rules.routing().after().share())) {
            case FIXED -> system(TicketAction.CLOSE, Cause.CONFIRMED);
            case NOT_FIXED -> system(TicketAction.REOPEN, Cause.NOT_FIXED);
            case SILENCE ->
                system(TicketAction.CLOSE, Cause.NO_ANSWER)
                        .as(ticket.outcome() == Outcome.FIXED ? Outcome.UNCONFIRMED : ticket.outcome());
        };
    }

    private static Command system(TicketAction action, @Nullable Cause cause) {
        return Command.of(action, Actor.SYSTEM, "").because(cause);
    }
}
