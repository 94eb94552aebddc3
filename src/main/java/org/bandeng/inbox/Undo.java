package org.bandeng.inbox;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bandeng.community.Directory;
import org.bandeng.community.Places;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Cause;
import org.bandeng.ticket.Command;
import org.bandeng.ticket.IllegalTicketActionException;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketChangedException;
import org.bandeng.ticket.TicketEvent;
import org.bandeng.ticket.TicketTies;
import org.bandeng.ticket.Tickets;
import org.bandeng.web.StaffUser;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/**
 * Takes back what somebody has just done to a ticket, as long as nothing happened to it since. Nothing is wiped out: that it was
 * taken back stands in the history, and whoever was told the one is told the other. What cannot be taken back is not offered.
 */
@Controller
class Undo {

    /** Later than that it is no slip of the hand any more. */
    private static final Duration OFFERED = Duration.ofMinutes(10);

    private static final Set<TicketAction> UNDONE = EnumSet.of(
            TicketAction.TAG,
            TicketAction.PRIORITIZE,
            TicketAction.RECATEGORIZE,
            TicketAction.RELOCATE,
            TicketAction.DISPATCH,
            TicketAction.RESOLVE,
            TicketAction.WAIT);

    private final Tickets tickets;
    private final TicketTies ties;
    private final Places places;
    private final Desk desk;
    private final Times times;

    Undo(Tickets tickets, TicketTies ties, Places places, Desk desk, Times times) {
        this.tickets = tickets;
        this.ties = ties;
        this.places = places;
        this.desk = desk;
        this.times = times;
    }

    /** What somebody can take back, with how it was before; empty: nothing. */
    Optional<TicketAction> offered(StaffUser user, List<TicketEvent> history) {
        return last(user, history).map(TicketEvent::action);
    }

    private Optional<TicketEvent> last(StaffUser user, List<TicketEvent> history) {
        return Optional.of(history)
                .filter(events -> events.size() > 1)
                .map(events -> events.get(events.size() - 1))
                .filter(event -> UNDONE.contains(event.action())
                        && event.cause() != Cause.UNDONE
                        && user.id().equals(event.actor().staff())
                        && event.at().plus(OFFERED).isAfter(times.now()));
    }

    @PostMapping("/inbox/tickets/{number}/undo")
    Mono<String> undo(@AuthenticationPrincipal StaffUser user, @PathVariable String number) {
        return Mono.justOrEmpty(org.bandeng.ticket.TicketNumber.parse(number))
                .flatMap(tickets::numbered)
                .flatMap(ticket -> tickets.history(ticket).collectList().flatMap(history -> Mono.justOrEmpty(
                                last(user, history))
                        .flatMap(event -> takeBack(
                                user, event, history.get(history.size() - 2).ticket()))))
                .map(done -> back(number, ""))
                .switchIfEmpty(Mono.fromSupplier(() -> back(number, "changed")))
                .onErrorReturn(TicketChangedException.class, back(number, "changed"))
                .onErrorReturn(IllegalTicketActionException.class, back(number, "impossible"));
    }

    private Mono<Ticket> takeBack(StaffUser user, TicketEvent event, Ticket before) {
        Ticket now = event.ticket();
        Actor who = Actor.staff(user.id());
        return switch (event.action()) {
            case TAG ->
                desk.told(ties.tag(now.number(), now.version(), before.labels().tags(), user.id()));
            case PRIORITIZE ->
                desk.told(ties.prioritize(
                        now.number(), now.version(), before.labels().priority(), user.id()));
            case RECATEGORIZE ->
                desk.recategorize(now.number(), now.version(), before.category(), before.title(), user.id());
            case RELOCATE -> relocate(user, now, before);
            case DISPATCH ->
                desk.change(
                        now.number(),
                        now.version(),
                        undoing(TicketAction.DISPATCH, who)
                                .to(before.assignee())
                                .at(before.level()));
            case RESOLVE -> desk.change(now.number(), now.version(), undoing(TicketAction.REOPEN, who));
            default -> desk.change(now.number(), now.version(), undoing(TicketAction.RESUME, who));
        };
    }

    private static Command undoing(TicketAction action, Actor who) {
        return Command.of(action, who, "").because(Cause.UNDONE);
    }

    private Mono<Ticket> relocate(StaffUser user, Ticket now, Ticket before) {
        return places.directory()
                .map(Directory::places)
                .flatMapIterable(all -> all)
                .filter(place -> place.id().equals(before.place()))
                .next()
                .flatMap(place -> desk.relocate(now.number(), now.version(), place, "", user.id()));
    }

    private static String back(String number, String problem) {
        if (!number.matches("[0-9]+")) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:/inbox/tickets/" + number + (problem.isEmpty() ? "" : "?problem=" + problem);
    }
}
