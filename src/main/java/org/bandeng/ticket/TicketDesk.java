package org.bandeng.ticket;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bandeng.community.CommunityProperties;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.community.Posts;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.ticket.Dispatching.Matter;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The only place where tickets change: checks the move, finds who answers from then on, writes row and event in one transaction
 * and tells the {@link TicketListener}s in it.
 */
@Service
public class TicketDesk {

    private final Tickets tickets;
    private final TicketStore store;
    private final Residents residents;
    private final Places places;
    private final Posts posts;
    private final RoutingRules rules;
    private final ObjectProvider<Proof> proof;
    private final CommunityProperties community;
    private final List<TicketListener> listeners;
    private final TransactionalOperator transaction;
    private final Clock clock;

    TicketDesk(
            Tickets tickets,
            TicketStore store,
            Residents residents,
            Places places,
            Posts posts,
            RoutingRules rules,
            ObjectProvider<Proof> proof,
            CommunityProperties community,
            List<TicketListener> listeners,
            TransactionalOperator transaction,
            Clock clock) {
        this.tickets = tickets;
        this.store = store;
        this.residents = residents;
        this.places = places;
        this.posts = posts;
        this.rules = rules;
        this.proof = proof;
        this.community = community;
        this.listeners = List.copyOf(listeners);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Opens a ticket and dispatches it by the rules; if none fits, the dispatchers of the community have it. */
    public Mono<Ticket> open(NewTicket ticket, Actor actor) {
        Matter matter = new Matter(ticket.category(), ticket.place(), ticket.urgent());
        return dispatching().flatMap(dispatching -> {
            Dispatching.@Nullable Given given = dispatching.byRule(matter).orElse(null);
            return transaction.transactional(store.insert(ticket, dispatching.atDispatchers(matter), dispatching.now())
                    .flatMap(opened -> note(
                                    opened,
                                    Command.of(TicketAction.OPEN, actor, ticket.summary())
                                            .because(given == null ? Cause.NO_RULE : null))
                            .then(Mono.defer(() -> given == null
                                    ? Mono.just(opened)
                                    : apply(
                                            opened,
                                            Command.of(
                                                            TicketAction.DISPATCH,
                                                            Actor.SYSTEM,
                                                            given.promise().office())
                                                    .because(given.cause())
                                                    .promising(given.promise()))))));
        });
    }

    /**
     * Does something to a ticket as somebody saw it.
     *
     * @param version the version they saw
     * @return the ticket after it; {@link TicketChangedException} if it has changed since,
     *     {@link IllegalTicketActionException} if it cannot be done, empty if there is no such ticket
     */
    public Mono<Ticket> change(TicketNumber number, int version, Command command) {
        return changed(number, version, ticket -> carryOut(ticket, command));
    }

    /** Does something to a ticket as it is now. */
    public Mono<Ticket> change(TicketNumber number, Command command) {
        return transaction.transactional(locked(number).flatMap(ticket -> carryOut(ticket, command)));
    }

    /**
     * Puts a ticket, as somebody of the staff saw it, under another category. If nobody has accepted it yet, whoever the rules
     * name for that category is asked.
     *
     * @param version the version they saw
     * @param title the category for people
     * @return as {@link #change(TicketNumber, int, Command)}
     */
    public Mono<Ticket> recategorize(TicketNumber number, int version, String category, String title, StaffId staff) {
        return changed(
                number,
                version,
                ticket -> correct(
                        ticket,
                        ticket.under(category, title),
                        Command.of(TicketAction.RECATEGORIZE, Actor.staff(staff), ticket.title() + " → " + title)));
    }

    /**
     * Puts a ticket, as somebody of the staff saw it, at another place; if somebody else answers for that, they have it then.
     *
     * @param version the version they saw
     * @return as {@link #change(TicketNumber, int, Command)}
     */
    public Mono<Ticket> relocate(TicketNumber number, int version, Place place, StaffId staff) {
        return changed(
                number,
                version,
                ticket -> correct(
                        ticket,
                        ticket.located(place.id(), place.fullName()),
                        Command.of(TicketAction.RELOCATE, Actor.staff(staff), "→ " + place.fullName())));
    }

    /**
     * Notes where a ticket is, of which its resident had not said so before.
     *
     * @param place null when the directory does not know it
     * @return the ticket; empty if there is none, or nobody works on it any more
     */
    public Mono<Ticket> locate(TicketNumber number, @Nullable PlaceId place, String placeText) {
        return transaction.transactional(locked(number)
                .filter(ticket -> ticket.allows(TicketAction.RELOCATE))
                .flatMap(ticket -> correct(
                        ticket,
                        ticket.located(place, placeText),
                        Command.of(TicketAction.RELOCATE, Actor.RESIDENT, placeText))));
    }

    /** Lets a neighbour follow a ticket; empty if it is no longer open. */
    public Mono<Ticket> join(TicketNumber number, ResidentId neighbour, String note) {
        return transaction.transactional(locked(number)
                .filter(ticket -> ticket.allows(TicketAction.JOIN))
                .flatMap(ticket -> store.follow(ticket.id(), neighbour, now())
                        .flatMap(joined -> joined
                                ? apply(ticket, Command.of(TicketAction.JOIN, Actor.NEIGHBOUR, note))
                                : Mono.just(ticket))));
    }

    /** Asks the next in line to take what somebody had who works here no longer; what cannot be passed on climbs when it is due. */
    public Flux<Ticket> passOn(StaffId left) {
        return tickets.heldBy(left)
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(held -> transaction.transactional(locked(held.number())
                        .filter(ticket -> left.equals(ticket.assignee()))
                        .flatMap(ticket -> ticket.status() == TicketStatus.WAITING
                                ? carryOut(ticket, Command.of(TicketAction.RESUME, Actor.SYSTEM, ""))
                                : Mono.just(ticket))
                        .filter(ticket -> ticket.allows(TicketAction.DECLINE))
                        .flatMap(ticket -> carryOut(
                                ticket,
                                Command.of(TicketAction.DECLINE, Actor.SYSTEM, "")
                                        .because(Cause.LEFT)))));
    }

    /** What the rules say of a ticket now: who is next, and what it promises. */
    public Mono<Outlook> outlook(Ticket ticket) {
        return dispatching()
                .map(dispatching -> new Outlook(
                        ticket,
                        dispatching.officeAbove(ticket).orElse(""),
                        dispatching.people(ticket),
                        dispatching.now()));
    }

    /**
     * What is ahead of a ticket.
     *
     * @param officeAbove who has it next if it stalls; empty: nobody is above
     * @param people who look after its place and could be asked, the nearest first
     */
    public record Outlook(Ticket ticket, String officeAbove, List<StaffMember> people, Instant now) {
        public Outlook {
            people = List.copyOf(people);
        }
    }

    Mono<Ticket> changed(TicketNumber number, int version, Function<Ticket, Mono<Ticket>> change) {
        return transaction.transactional(locked(number)
                .flatMap(ticket -> ticket.version() == version
                        ? change.apply(ticket)
                        : Mono.error(new TicketChangedException(number))));
    }

    /** The ticket as it is once nobody else changes anything of its resident's. */
    Mono<Ticket> locked(TicketNumber number) {
        return tickets.numbered(number)
                .flatMap(ticket -> residents.lock(ticket.resident()))
                .then(Mono.defer(() -> tickets.numbered(number)));
    }

    /** Checks first, so that what is not possible is refused whoever could have it then. */
    Mono<Ticket> carryOut(Ticket ticket, Command command) {
        if (!ticket.allows(command.action(), command.actor())) {
            return Mono.error(new IllegalTicketActionException(ticket, command.action(), command.actor()));
        }
        return switch (command.action()) {
            case DISPATCH, DECLINE, ESCALATE, REOPEN ->
                dispatching()
                        .flatMap(dispatching -> given(ticket, command, dispatching))
                        .flatMap(complete -> apply(ticket, complete));
            case RESOLVE -> mayBeResolved(ticket, command).then(Mono.defer(() -> apply(ticket, command)));
            case ADD -> apply(ticket, command).flatMap(this::answered);
            default -> apply(ticket, command);
        };
    }

    /** Fails if something is still missing. */
    private Mono<Void> mayBeResolved(Ticket ticket, Command command) {
        boolean needsPhoto = command.outcome() != Outcome.EXPLAINED
                && rules.routing().photo().contains(ticket.category());
        return store.openParts(ticket.id())
                .flatMap(open -> open > 0 ? Mono.error(new TasksOpenException(ticket.number(), open)) : Mono.just(open))
                .flatMap(none -> needsPhoto ? proof.getObject().isShown(ticket) : Mono.just(true))
                .flatMap(shown -> shown ? Mono.empty() : Mono.error(new PhotoMissingException(ticket.number())));
    }

    /** Whoever it waited for has answered. */
    private Mono<Ticket> answered(Ticket ticket) {
        Waiting waiting = ticket.waiting();
        return waiting != null && waiting.what() == Waiting.For.RESIDENT
                ? apply(
                        ticket,
                        Command.of(TicketAction.RESUME, Actor.SYSTEM, "").because(Cause.ANSWERED))
                : Mono.just(ticket);
    }

    private Mono<Command> given(Ticket ticket, Command command, Dispatching dispatching) {
        return switch (command.action()) {
            case DISPATCH ->
                Mono.just(command.promising(dispatching.byHand(ticket, command.level(), command.assignee())));
            case DECLINE -> nextInLine(ticket, command, dispatching);
            case ESCALATE ->
                Mono.justOrEmpty(dispatching.above(ticket))
                        .map(command::promising)
                        .switchIfEmpty(Mono.error(
                                () -> new IllegalTicketActionException(ticket, command.action(), command.actor())));
            default -> reopened(ticket, command, dispatching).map(command::promising);
        };
    }

    /** Residents are heard one level up; who reopens what they had has it again; else whoever is there is asked. */
    private Mono<Promise> reopened(Ticket ticket, Command command, Dispatching dispatching) {
        StaffId staff = command.actor().staff();
        if (staff != null && staff.equals(ticket.assignee())) {
            return Mono.just(dispatching.byHand(ticket, null, staff));
        }
        boolean higher = command.actor().kind() != Actor.Kind.STAFF;
        return store.declinedBy(ticket).map(declined -> Optional.of(ticket)
                .filter(each -> higher)
                .flatMap(each -> dispatching.above(each, declined))
                .orElseGet(() -> dispatching.hereAgain(ticket, declined)));
    }

    /** What becomes of a ticket that stalled: the next in line, else the next level, else they are told that it is overdue. */
    Mono<Command> onward(Ticket ticket, Cause cause) {
        return Mono.zip(dispatching(), store.askedAt(ticket)).map(both -> {
            Dispatching dispatching = both.getT1();
            // Nobody is asked in the place of one who has accepted: then it climbs.
            Optional<Promise> next = ticket.status() == TicketStatus.DISPATCHED
                    ? dispatching.next(ticket, both.getT2())
                    : Optional.empty();
            return next.map(promise -> onward(TicketAction.DISPATCH, promise))
                    .or(() -> dispatching.above(ticket).map(promise -> onward(TicketAction.ESCALATE, promise)))
                    .orElseGet(() -> onward(TicketAction.OVERDUE, dispatching.again(ticket)))
                    .because(cause);
        });
    }

    private static Command onward(TicketAction action, Promise promise) {
        return Command.of(action, Actor.SYSTEM, promise.office()).promising(promise);
    }

    /**
     * Does what an answer of those who reported a ticket leads to: enough of them confirm it, or enough say that it is not so.
     *
     * @return the ticket after it; empty if it leads to nothing yet
     */
    public Mono<Ticket> weigh(TicketNumber number, Say.Verdict verdict) {
        int share = rules.routing().after().share();
        return transaction.transactional(locked(number).flatMap(ticket -> {
            if (verdict.refutes(share) && ticket.allows(TicketAction.REOPEN)) {
                return carryOut(
                        ticket,
                        Command.of(TicketAction.REOPEN, Actor.SYSTEM, "").because(Cause.LOW_MARK));
            }
            return verdict.confirms(share) && ticket.allows(TicketAction.CLOSE)
                    ? carryOut(
                            ticket,
                            Command.of(TicketAction.CLOSE, Actor.SYSTEM, "").because(Cause.CONFIRMED))
                    : Mono.empty();
        }));
    }

    /** Carries out what is decided already, in the transaction of who decided it. */
    Mono<Ticket> settle(Ticket ticket, Command command) {
        return command.promise() == null ? carryOut(ticket, command) : apply(ticket, command);
    }

    /** Whoever was asked does not take it: the next of the same level is asked, else the next level, else its dispatchers. */
    private Mono<Command> nextInLine(Ticket ticket, Command declined, Dispatching dispatching) {
        Command because = declined.because(declined.cause() == null ? Cause.DECLINED : declined.cause());
        return store.askedAt(ticket).map(asked -> dispatching
                .next(ticket, asked)
                .map(because::promising)
                .or(() -> dispatching.above(ticket).map(promise -> because.climbing()
                        .promising(promise)))
                .orElseGet(() -> because.promising(dispatching.byHand(ticket, null, null))));
    }

    /** What is put right is dispatched anew, unless somebody has accepted it and would still be the one to ask. */
    private Mono<Ticket> correct(Ticket before, Ticket corrected, Command command) {
        return dispatching().flatMap(dispatching -> {
            Promise promise = dispatching
                    .byRule(Matter.of(corrected))
                    .map(Dispatching.Given::promise)
                    .orElseGet(() -> dispatching.atDispatchers(Matter.of(corrected)));
            boolean nobodyYet = before.status() == TicketStatus.OPENED || before.status() == TicketStatus.DISPATCHED;
            boolean others = !promise.office().equals(before.office());
            boolean climbed = promise.level().compareTo(before.level()) < 0;
            boolean anew = nobodyYet
                    ? others || command.action() == TicketAction.RELOCATE
                    : others && !climbed && command.action() == TicketAction.RELOCATE;
            return apply(corrected, anew ? command.promising(promise) : command);
        });
    }

    Mono<Dispatching> dispatching() {
        return Mono.zip(places.directory(), posts.crew())
                .map(all -> new Dispatching(
                        new Deadlines(rules.routing(), rules.calendar(), clock.getZone()),
                        all.getT1(),
                        all.getT2(),
                        community.office(),
                        now()));
    }

    Mono<Ticket> apply(Ticket ticket, Command command) {
        return Mono.fromCallable(() -> lifecycle().after(ticket, command, now()))
                .flatMap(next -> store.update(next)
                        .switchIfEmpty(Mono.error(() -> new TicketChangedException(next.number())))
                        .flatMap(written -> note(written, command).thenReturn(written)));
    }

    private Lifecycle lifecycle() {
        return new Lifecycle(new Deadlines(rules.routing(), rules.calendar(), clock.getZone()));
    }

    private Mono<Void> note(Ticket ticket, Command command) {
        return store.append(new TicketEvent(
                        0,
                        command.action(),
                        command.actor(),
                        ticket,
                        command.cause(),
                        command.note(),
                        command.isPrivate()))
                .flatMap(event -> Flux.fromIterable(listeners)
                        .concatMap(listener -> listener.onEvent(ticket, event))
                        .then());
    }

    /** As fine as PostgreSQL keeps it, so that what is returned equals what is read later. */
    Instant now() {
        return Instant.now(clock).truncatedTo(ChronoUnit.MICROS);
    }
}
