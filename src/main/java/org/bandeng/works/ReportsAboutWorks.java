package org.bandeng.works;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.Places;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketEvent;
import org.bandeng.ticket.TicketListener;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hangs a report on the works that go on there and that such reports may be about. */
@Component
class ReportsAboutWorks implements TicketListener {

    /** When it becomes known where it is and what it is about. */
    private static final Set<TicketAction> KNOWN =
            EnumSet.of(TicketAction.OPEN, TicketAction.RELOCATE, TicketAction.RECATEGORIZE);

    private final DatabaseClient database;
    private final WorksRegister register;
    private final Places places;
    private final List<WorksListener> listeners;
    private final Clock clock;

    ReportsAboutWorks(
            DatabaseClient database,
            WorksRegister register,
            Places places,
            List<WorksListener> listeners,
            Clock clock) {
        this.database = database;
        this.register = register;
        this.places = places;
        this.listeners = List.copyOf(listeners);
        this.clock = clock;
    }

    @Override
    public Mono<Void> onEvent(Ticket ticket, TicketEvent event) {
        if (!KNOWN.contains(event.action()) || ticket.place() == null) {
            return Mono.empty();
        }
        return register.on(LocalDate.now(clock), ticket.category())
                .collectList()
                .zipWith(places.directory())
                .flatMap(both -> Mono.justOrEmpty(both.getT1().stream()
                        .filter(works -> isThere(works, ticket, both.getT2()))
                        .findFirst()))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(works -> (event.action() == TicketAction.OPEN ? Mono.<Void>empty() : takeOff(ticket, works))
                        .then(Mono.defer(() -> Mono.justOrEmpty(works).flatMap(found -> hang(found, ticket)))));
    }

    /** It is somewhere else, or about something else, than was understood. */
    private Mono<Void> takeOff(Ticket ticket, Optional<Works> but) {
        return database.sql("delete from works_ticket where ticket_id = :ticket and not by_hand and works_id <> :but")
                .bind("ticket", ticket.id().value())
                .bind("but", but.map(Works::id).orElse(0L))
                .then();
    }

    /** In the place, or said less exactly: who says 5号楼 may mean its second unit. */
    private static boolean isThere(Works works, Ticket ticket, Directory directory) {
        Place at =
                ticket.place() == null ? null : directory.place(ticket.place()).orElse(null);
        Place of = directory.place(works.place()).orElse(null);
        return at != null && of != null && (directory.isWithin(at, of) || isLoose(at) && directory.isWithin(of, at));
    }

    private static boolean isLoose(Place place) {
        return place.kind() == Place.Kind.BUILDING;
    }

    private Mono<Void> hang(Works works, Ticket ticket) {
        boolean outOfHours = works.isOutOfHours(LocalDateTime.ofInstant(ticket.openedAt(), clock.getZone()));
        return database.sql("""
                        insert into works_ticket (ticket_id, works_id, at, out_of_hours)
                        values (:ticket, :works, :now, :outOfHours) on conflict do nothing""")
                .bind("ticket", ticket.id().value())
                .bind("works", works.id())
                .bind("now", Instant.now(clock))
                .bind("outOfHours", outOfHours)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(rows -> Flux.fromIterable(listeners)
                        .concatMap(listener -> listener.linked(works, ticket, outOfHours))
                        .then());
    }
}
