package org.bandeng.ticket;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The only place where tickets change: checks the move, writes row and event in one transaction and tells the
 * {@link TicketListener}s in it.
 */
@Service
public class TicketDesk {

    private final Tickets tickets;
    private final Residents residents;
    private final List<TicketListener> listeners;
    private final TransactionalOperator transaction;
    private final Clock clock;

    TicketDesk(
            Tickets tickets,
            Residents residents,
            List<TicketListener> listeners,
            TransactionalOperator transaction,
            Clock clock) {
        this.tickets = tickets;
        this.residents = residents;
        this.listeners = List.copyOf(listeners);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Opens a ticket and dispatches it to the office that answers for its place. */
    public Mono<Ticket> open(NewTicket ticket) {
        return transaction.transactional(tickets.insert(ticket, now())
                .flatMap(opened -> tickets.append(opened, null, Actor.RESIDENT, ticket.summary())
                        .flatMap(event -> tell(opened, event))
                        .then(Mono.defer(() -> apply(
                                opened, new Command(TicketAction.DISPATCH, Actor.SYSTEM, null, ticket.office()))))));
    }

    /**
     * Does something to a ticket as somebody saw it.
     *
     * @param version the version they saw
     * @return the ticket after it; {@link TicketChangedException} if it has changed since,
     *     {@link IllegalTicketActionException} if it cannot be done, empty if there is no such ticket
     */
    public Mono<Ticket> change(TicketNumber number, int version, Command command) {
        return transaction.transactional(locked(number).flatMap(ticket -> {
            if (ticket.version() != version) {
                return Mono.error(new TicketChangedException(number));
            }
            return apply(ticket, command);
        }));
    }

    /** Does something to a ticket as it is now. */
    public Mono<Ticket> change(TicketNumber number, Command command) {
        return transaction.transactional(locked(number).flatMap(ticket -> apply(ticket, command)));
    }

    /**
     * Puts a ticket, as somebody of the staff saw it, under another category.
     *
     * @param version the version they saw
     * @param title the category for people
     * @return as {@link #change(TicketNumber, int, Command)}
     */
    public Mono<Ticket> recategorize(TicketNumber number, int version, String category, String title, StaffId staff) {
        return correct(
                number,
                version,
                ticket -> ticket.recategorized(category, title, now()),
                ticket -> new Command(
                        TicketAction.RECATEGORIZE, Actor.staff(staff), null, ticket.title() + " → " + title));
    }

    /**
     * Puts a ticket, as somebody of the staff saw it, at another place; if another office answers for that, it has it then.
     *
     * @param version the version they saw
     * @param office who answers for the place
     * @return as {@link #change(TicketNumber, int, Command)}
     */
    public Mono<Ticket> relocate(TicketNumber number, int version, Place place, String office, StaffId staff) {
        return correct(
                number,
                version,
                ticket -> ticket.relocated(place.id(), place.fullName(), office, now()),
                ticket -> new Command(TicketAction.RELOCATE, Actor.staff(staff), null, "→ " + place.fullName()));
    }

    /**
     * Notes where a ticket is, of which its resident had not said so before.
     *
     * @param place null when the directory does not know it
     * @param office who answers for that place
     * @return the ticket; empty if there is none, or nobody works on it any more
     */
    public Mono<Ticket> locate(TicketNumber number, @Nullable PlaceId place, String placeText, String office) {
        return transaction.transactional(locked(number)
                .filter(ticket -> ticket.allows(TicketAction.RELOCATE))
                .flatMap(ticket -> write(
                        ticket.relocated(place, placeText, office, now()),
                        new Command(TicketAction.RELOCATE, Actor.RESIDENT, null, placeText))));
    }

    private Mono<Ticket> correct(
            TicketNumber number, int version, UnaryOperator<Ticket> change, Function<Ticket, Command> told) {
        return transaction.transactional(locked(number)
                .flatMap(ticket -> ticket.version() == version
                        ? write(change.apply(ticket), told.apply(ticket))
                        : Mono.error(new TicketChangedException(number))));
    }

    /** Lets a neighbour follow a ticket; empty if it is no longer open. */
    public Mono<Ticket> join(TicketNumber number, ResidentId neighbour, String note) {
        return transaction.transactional(locked(number)
                .filter(ticket -> ticket.allows(TicketAction.JOIN))
                .flatMap(ticket -> tickets.follow(ticket.id(), neighbour, now())
                        .flatMap(joined -> joined
                                ? apply(ticket, new Command(TicketAction.JOIN, Actor.NEIGHBOUR, null, note))
                                : Mono.just(ticket))));
    }

    /**
     * What is to be done.
     *
     * @param assignee who has the ticket from then on; null: no change
     * @param note goes into the history and, where the notice has room for it, to the resident
     */
    public record Command(
            TicketAction action, Actor actor, @Nullable StaffId assignee, String note) {}

    /** The ticket as it is once nobody else changes anything of its resident's. */
    private Mono<Ticket> locked(TicketNumber number) {
        return tickets.numbered(number)
                .flatMap(ticket -> residents.lock(ticket.resident()))
                .then(Mono.defer(() -> tickets.numbered(number)));
    }

    private Mono<Ticket> apply(Ticket ticket, Command command) {
        return Mono.fromCallable(() -> ticket.after(command.action(), command.assignee(), now()))
                .flatMap(next -> write(next, command));
    }

    private Mono<Ticket> write(Ticket changed, Command command) {
        return tickets.update(changed)
                .switchIfEmpty(Mono.error(() -> new TicketChangedException(changed.number())))
                .flatMap(next -> tickets.append(next, command.action(), command.actor(), command.note())
                        .flatMap(event -> tell(next, event))
                        .thenReturn(next));
    }

    private Mono<Void> tell(Ticket ticket, TicketEvent event) {
        return Flux.fromIterable(listeners)
                .concatMap(listener -> listener.onEvent(ticket, event))
                .then();
    }

    /** As fine as PostgreSQL keeps it, so that what is returned equals what is read later. */
    private Instant now() {
        return Instant.now(clock).truncatedTo(ChronoUnit.MICROS);
    }
}
