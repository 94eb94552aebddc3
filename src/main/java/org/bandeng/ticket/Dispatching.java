package org.bandeng.ticket;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bandeng.community.Crew;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a ticket, as rules, directory and people are at one moment. Pure.
 *
 * @param communityOffice who answers for what no place's office answers for
 */
record Dispatching(Deadlines deadlines, Directory directory, Crew crew, String communityOffice, Instant now) {

    /** What a ticket is dispatched by. */
    record Matter(String category, @Nullable PlaceId place, boolean urgent) {
        static Matter of(Ticket ticket) {
            return new Matter(ticket.category(), ticket.place(), ticket.urgent());
        }
    }

    /** Who has it from now on, and why. */
    record Given(Promise promise, Cause cause) {}

    /** The dispatchers of the community have it until it is dispatched. */
    Promise atDispatchers(Matter matter) {
        Routing.Limits limits = routing().rung(Level.COMMUNITY).limits();
        Promise promise = new Promise(Level.COMMUNITY, office(Level.COMMUNITY, matter), null, null, null, null);
        return deadlines.asked(promise, limits, matter.urgent(), now);
    }

    /** Who gets it by the rules; empty: no rule fits. */
    Optional<Given> byRule(Matter matter) {
        return route(matter).flatMap(route -> {
            Optional<Promise> here = at(route.level(), matter, Set.of());
            return here.isPresent()
                    ? here.map(promise -> new Given(promise, Cause.ROUTED))
                    : above(route.level(), matter).map(promise -> new Given(promise, Cause.NOBODY_ON_DUTY));
        });
    }

    /** The next in line of the same level; empty: there is nobody else. */
    Optional<Promise> next(Ticket ticket, Set<StaffId> asked) {
        Matter matter = Matter.of(ticket);
        return at(ticket.level(), matter, asked)
                .filter(promise -> promise.assignee() != null)
                .map(promise -> deadlines.askedToo(
                        promise.due(null, null, ticket.promise().resolveBy()),
                        limits(ticket.level(), matter),
                        matter.urgent(),
                        now));
    }

    /** The first level above where somebody answers; empty: there is none. */
    Optional<Promise> above(Ticket ticket) {
        return above(ticket, Set.of());
    }

    /** The same; who would not do it comes last there. */
    Optional<Promise> above(Ticket ticket, Set<StaffId> declined) {
        return above(ticket.level(), Matter.of(ticket), declined);
    }

    /** The same level, asked anew; who would not do it comes last. */
    Promise hereAgain(Ticket ticket, Set<StaffId> declined) {
        Matter matter = Matter.of(ticket);
        return rather(ticket.level(), matter, declined)
                .orElseGet(() -> above(ticket.level(), matter).orElseGet(() -> atDispatchers(matter)));
    }

    /** Whom somebody decided on: the same level goes on with its time, another one begins anew. Without a person, whoever is there is asked. */
    Promise byHand(Ticket ticket, @Nullable Level level, @Nullable StaffId assignee) {
        Matter matter = Matter.of(ticket);
        Level which = level == null ? ticket.level() : level;
        boolean same = which == ticket.level();
        if (assignee == null && (!same || which == Level.BUILDING)) {
            return at(which, matter, Set.of()).or(() -> above(which, matter)).orElseGet(() -> atDispatchers(matter));
        }
        String office = same && which != Level.BUILDING ? ticket.office() : office(which, matter);
        Instant resolveBy = same ? ticket.promise().resolveBy() : null;
        return deadlines.askedToo(
                new Promise(which, office, assignee, null, null, resolveBy),
                limits(which, matter),
                matter.urgent(),
                now);
    }

    /** They have the same time again: it is overdue and nobody is above. */
    Promise again(Ticket ticket) {
        return deadlines.again(
                ticket.promise(), ticket.status(), limits(ticket.level(), Matter.of(ticket)), ticket.urgent(), now);
    }

    /** Who would have it next if it stalled: the office of the next level. */
    Optional<String> officeAbove(Ticket ticket) {
        return routing().above(ticket.level()).map(level -> office(level, Matter.of(ticket)));
    }

    /** Who looks after its place and could be asked, the nearest first. */
    List<StaffMember> people(Ticket ticket) {
        return crew.around(place(Matter.of(ticket)), directory);
    }

    private Optional<Promise> above(Level level, Matter matter) {
        return above(level, matter, Set.of());
    }

    private Optional<Promise> above(Level level, Matter matter, Set<StaffId> declined) {
        Optional<Level> higher = routing().above(level);
        while (higher.isPresent()) {
            Optional<Promise> promise = rather(higher.get(), matter, declined);
            if (promise.isPresent()) {
                return promise;
            }
            higher = routing().above(higher.get());
        }
        return Optional.empty();
    }

    /** Somebody else than these if there is anybody. */
    private Optional<Promise> rather(Level level, Matter matter, Set<StaffId> declined) {
        return at(level, matter, declined)
                .filter(promise -> promise.assignee() != null)
                .or(() -> at(level, matter, Set.of()));
    }

    /** What a level promises; empty: nobody is there who could. */
    private Optional<Promise> at(Level level, Matter matter, Set<StaffId> asked) {
        Place place = place(matter);
        String role = role(level, matter);
        List<StaffMember> people = role.isEmpty() ? List.of() : crew.asked(role, place, directory, local());
        StaffId assignee = people.stream()
                .map(StaffMember::id)
                .filter(each -> !asked.contains(each))
                .findFirst()
                .orElse(null);
        boolean hasOffice = level != Level.BUILDING
                && (level != Level.COMPOUND
                        || place != null && !place.office().isEmpty()
                        || !routing().rung(level).office().isEmpty());
        if (assignee == null && !hasOffice) {
            return Optional.empty();
        }
        Promise promise = new Promise(level, office(level, matter), assignee, null, null, null);
        return Optional.of(deadlines.asked(promise, limits(level, matter), matter.urgent(), now));
    }

    private String role(Level level, Matter matter) {
        return route(matter)
                .filter(route -> route.level() == level && !route.role().isEmpty())
                .map(Routing.Route::role)
                .orElseGet(() -> routing().rung(level).role());
    }

    private Routing.Limits limits(Level level, Matter matter) {
        if (matter.urgent()) {
            return routing().urgent();
        }
        return route(matter)
                .filter(route -> route.level() == level)
                .map(Routing.Route::limits)
                .orElseGet(() -> routing().rung(level).limits());
    }

    private Optional<Routing.Route> route(Matter matter) {
        Place place = place(matter);
        List<String> around = place == null
                ? List.of()
                : directory.around(place).stream().map(Place::fullName).toList();
        return routing()
                .route(
                        matter.category(),
                        around,
                        matter.urgent(),
                        deadlines.calendar().isOpen(local()));
    }

    private String office(Level level, Matter matter) {
        Routing.Rung rung = routing().rung(level);
        Place place = place(matter);
        String fallback =
                switch (level) {
                    case BUILDING -> role(level, matter).isEmpty() ? communityOffice : role(level, matter);
                    case COMPOUND -> place == null || place.office().isEmpty() ? communityOffice : place.office();
                    case COMMUNITY, STREET -> communityOffice;
                };
        return rung.office().isEmpty() ? fallback : rung.office();
    }

    private @Nullable Place place(Matter matter) {
        return matter.place() == null ? null : directory.place(matter.place()).orElse(null);
    }

    private LocalDateTime local() {
        return now.atZone(deadlines.zone()).toLocalDateTime();
    }

    private Routing routing() {
        return deadlines.routing();
    }
}
