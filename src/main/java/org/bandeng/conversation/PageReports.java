package org.bandeng.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.Places;
import org.bandeng.community.Resident;
import org.bandeng.community.Residents;
import org.bandeng.dialog.Script;
import org.bandeng.live.LiveFeed;
import org.bandeng.outbox.OutboxRelay;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.NewTicket;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.Tickets;
import org.bandeng.understanding.PlaceReading;
import org.bandeng.understanding.Understood;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes what residents report on their page: understood as if they had said it, but asked nothing. */
@Component
public class PageReports {

    /** Who taps twice, or goes back and sends the form again, means one matter. */
    private static final Duration TWICE = Duration.ofMinutes(10);

    private final Dialogs dialogs;
    private final Places places;
    private final Residents residents;
    private final Transcript transcript;
    private final TicketDesk desk;
    private final Tickets tickets;
    private final OutboxRelay relay;
    private final LiveFeed live;
    private final TransactionalOperator transaction;
    private final Clock clock;

    PageReports(
            Dialogs dialogs,
            Places places,
            Residents residents,
            Transcript transcript,
            TicketDesk desk,
            Tickets tickets,
            OutboxRelay relay,
            LiveFeed live,
            TransactionalOperator transaction,
            Clock clock) {
        this.dialogs = dialogs;
        this.places = places;
        this.residents = residents;
        this.transcript = transcript;
        this.desk = desk;
        this.tickets = tickets;
        this.relay = relay;
        this.live = live;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Whether anybody could tell where it is: by what was typed as the place, by the words, or because they live there. */
    public Mono<Boolean> isSomewhere(Resident resident, String words, String where) {
        return places.directory()
                .map(directory -> !where.isEmpty()
                        || resident.home() != null
                        || dialogs.edition().placeIn(words, directory).named());
    }

    /**
     * Registers something; what was sent twice within minutes is one ticket.
     *
     * @param words what is the matter; not empty
     * @param where in their words; empty: at home
     * @param picture our id of it; null: none
     */
    public Mono<Ticket> open(Resident resident, String words, String where, @Nullable Long picture) {
        return places.directory()
                .map(directory -> matter(resident, words, where, directory))
                .flatMap(matter -> transaction.transactional(residents
                        .lock(resident.id())
                        .thenMany(tickets.of(resident.id(), 1))
                        .next()
                        .filter(last -> isTwice(last, matter))
                        // Whoever sends it again with another picture means that one.
                        .flatMap(last -> show(resident, last, picture).thenReturn(last))
                        .switchIfEmpty(Mono.defer(() -> desk.open(matter, Actor.RESIDENT)
                                .flatMap(ticket ->
                                        keep(resident, ticket, words, picture).thenReturn(ticket))))))
                .doOnNext(opened -> relay.wake())
                .flatMap(opened -> live.changed(resident.id()).thenReturn(opened));
    }

    private boolean isTwice(Ticket last, NewTicket matter) {
        return last.status().isOpen()
                && last.words().equals(matter.words())
                && last.placeText().equals(matter.placeText())
                && last.openedAt().plus(TWICE).isAfter(clock.instant());
    }

    private Mono<Void> keep(Resident resident, Ticket ticket, String words, @Nullable Long picture) {
        return transcript
                .addFromPage(resident.id(), ticket.id(), "text", words, null)
                .then(show(resident, ticket, picture));
    }

    private Mono<Void> show(Resident resident, Ticket ticket, @Nullable Long picture) {
        return picture == null
                ? Mono.empty()
                : transcript.addFromPage(resident.id(), ticket.id(), "image", "", picture);
    }

    private NewTicket matter(Resident resident, String words, String where, Directory directory) {
        Edition edition = dialogs.edition();
        Optional<Home> home = Home.at(resident.home(), resident.homeRoom(), directory);
        Understood understood = edition.understanding()
                .understand(words, directory, home.map(Home::place).orElse(null), LocalDateTime.now(clock));
        boolean urgent = !understood.alarm().isEmpty();
        Script script = urgent ? edition.scripts().on("emergency").orElseThrow() : likely(edition, understood);
        PlaceReading said = edition.placeIn(where.isEmpty() ? words : where, directory);
        Optional<Place> place = said.places().size() == 1
                ? Optional.of(said.places().get(0))
                : where.isEmpty() && !said.named() ? home.map(Home::place) : Optional.empty();
        String placeText = where.isEmpty()
                ? place.map(each -> each.fullName() + said.detail()).orElse("")
                : place.map(each -> each.fullName() + said.detail()).orElse(where);
        return new NewTicket(
                resident.id(),
                script.name(),
                script.title(),
                words,
                words,
                place.map(Place::id).orElse(null),
                placeText,
                urgent);
    }

    /** Whoever is not asked gets the most probable; staff put it right. */
    private static Script likely(Edition edition, Understood understood) {
        List<Script> matters =
                edition.scripts().all().stream().filter(Script::isMatter).toList();
        return understood.guesses().stream()
                .map(Understood.Guess::category)
                .flatMap(category ->
                        matters.stream().filter(script -> script.name().equals(category)))
                .findFirst()
                .orElseGet(() -> matters.get(0));
    }
}
