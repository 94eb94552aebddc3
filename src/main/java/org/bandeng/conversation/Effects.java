package org.bandeng.conversation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bandeng.community.CommunityProperties;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Residents;
import org.bandeng.community.StaffAccounts;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Notices;
import org.bandeng.issue.SimilarTickets;
import org.bandeng.survey.Surveys;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Cause;
import org.bandeng.ticket.Command;
import org.bandeng.ticket.IllegalTicketActionException;
import org.bandeng.ticket.NewTicket;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketId;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Carries out what dialogs want done, in the turn's transaction. */
@Component
class Effects {

    private static final int TICKETS_SHOWN = 8;

    private final TicketDesk desk;
    private final Tickets tickets;
    private final SimilarTickets similarTickets;
    private final Surveys surveys;
    private final Residents residents;
    private final Transcript transcript;
    private final CommunityProperties community;
    private final StaffAccounts staff;
    private final WorkEffects workEffects;
    private final BenchEffects benchEffects;
    private final TicketWords words;

    Effects(
            TicketDesk desk,
            Tickets tickets,
            SimilarTickets similarTickets,
            Surveys surveys,
            Residents residents,
            Transcript transcript,
            CommunityProperties community,
            StaffAccounts staff,
            WorkEffects workEffects,
            BenchEffects benchEffects,
            TicketWords words) {
        this.desk = desk;
        this.tickets = tickets;
        this.similarTickets = similarTickets;
        this.surveys = surveys;
        this.residents = residents;
        this.transcript = transcript;
        this.community = community;
        this.staff = staff;
        this.workEffects = workEffects;
        this.benchEffects = benchEffects;
        this.words = words;
    }

    /** Carries an effect out; returns what the dialog may use from then on. */
    Mono<Input.Outcome> carryOut(Effect effect, Visit visit) {
        if (effect instanceof Effect.FindTickets) {
            return find(visit);
        }
        if (effect instanceof Effect.Work work) {
            return workEffects.carryOut(work, visit);
        }
        if (effect instanceof Effect.Bench bench) {
            return benchEffects.carryOut(bench, visit);
        }
        return values(effect, visit).map(Input.Outcome::of);
    }

    private Mono<Map<String, String>> values(Effect effect, Visit visit) {
        if (effect instanceof Effect.OpenTicket open) {
            return open(open, visit);
        }
        if (effect instanceof Effect.FindTicket one) {
            return own(one.ticket(), visit).map(ticket -> facts(ticket, visit)).defaultIfEmpty(Map.of());
        }
        if (effect instanceof Effect.FindSimilar similar) {
            return similar(similar, visit);
        }
        if (effect instanceof Effect.Join join) {
            return join(join, visit);
        }
        if (effect instanceof Effect.AddToTicket add) {
            return noted(add.ticket(), TicketAction.ADD, add.note(), visit);
        }
        if (effect instanceof Effect.LocateTicket locate) {
            return locate(locate, visit).thenReturn(Map.of());
        }
        if (effect instanceof Effect.Urge urge) {
            return noted(urge.ticket(), TicketAction.URGE, urge.note(), visit);
        }
        if (effect instanceof Effect.Reopen reopen) {
            return noted(reopen.ticket(), TicketAction.REOPEN, reopen.note(), visit);
        }
        if (effect instanceof Effect.Rate rate) {
            return rate(rate, visit);
        }
        if (effect instanceof Effect.Remark remark) {
            return remark(remark, visit).thenReturn(Map.of());
        }
        if (effect instanceof Effect.FindAnswer find) {
            return Mono.just(answer(find, visit));
        }
        return forResident(effect, visit).thenReturn(Map.of());
    }

    private Mono<Void> forResident(Effect effect, Visit visit) {
        if (effect instanceof Effect.HandOver) {
            return residents.handOver(visit.resident().id()).then();
        }
        if (effect instanceof Effect.HandBack) {
            return residents.handBack(visit.resident().id()).then();
        }
        if (effect instanceof Effect.BindHome bind) {
            return bindHome(bind, visit);
        }
        return Mono.error(new IllegalStateException("Nobody carries out " + effect));
    }

    private Mono<Map<String, String>> open(Effect.OpenTicket open, Visit visit) {
        Optional<Place> place = place(open.place(), visit);
        NewTicket ticket = new NewTicket(
                visit.resident().id(),
                open.category(),
                open.title(),
                open.summary().strip(),
                open.words().strip(),
                place.map(Place::id).orElse(null),
                open.placeText(),
                open.urgent());
        return reporter(visit).flatMap(actor -> desk.open(ticket, actor)).flatMap(opened -> attach(opened, visit)
                .thenReturn(facts(opened, visit)));
    }

    /** Whoever looks after the community reports what they see on patrol the same way. */
    private Mono<Actor> reporter(Visit visit) {
        return staff.inWeChat(visit.resident().id())
                .map(member -> Actor.steward(member.id()))
                .defaultIfEmpty(Actor.RESIDENT);
    }

    private static Optional<Place> place(String id, Visit visit) {
        return id.isEmpty() ? Optional.empty() : visit.directory().place(new PlaceId(Long.parseLong(id)));
    }

    private Mono<Void> attach(Ticket ticket, Visit visit) {
        return transcript.attach(visit.resident().id(), visit.messageId(), ticket.id());
    }

    /** What scripts may say of a ticket. */
    Map<String, String> facts(Ticket ticket, Visit visit) {
        return words.known(seen(ticket, visit), visit.edition().notices());
    }

    private Mono<Map<String, String>> similar(Effect.FindSimilar similar, Visit visit) {
        return Mono.justOrEmpty(place(similar.place(), visit))
                .flatMap(place -> similarTickets.find(
                        visit.resident().id(), similar.category(), place, visit.directory(), similar.words()))
                .map(ticket -> Map.of(
                        "similar.number",
                        ticket.number().toString(),
                        "similar.line",
                        // Where, but not at whose door: the room is the neighbour's.
                        words.line(
                                ticket,
                                placeOf(ticket, visit).map(Place::fullName).orElse(""),
                                visit.edition().notices())))
                .defaultIfEmpty(Map.of("similar.number", "", "similar.line", ""));
    }

    private Mono<Map<String, String>> join(Effect.Join join, Visit visit) {
        return Mono.justOrEmpty(TicketNumber.parse(join.ticket()))
                .flatMap(number -> desk.join(number, visit.resident().id(), join.note()))
                .flatMap(ticket -> attach(ticket, visit).thenReturn(facts(ticket, visit)))
                .defaultIfEmpty(Map.of());
    }

    /** A ticket that the resident reported or follows. */
    Mono<Ticket> own(String number, Visit visit) {
        return Mono.justOrEmpty(TicketNumber.parse(number))
                .flatMap(tickets::numbered)
                .flatMap(this::goingOn)
                .filterWhen(ticket -> tickets.concerns(ticket, visit.resident().id()));
    }

    /** The ticket that goes on for one that was merged into it. */
    private Mono<Ticket> goingOn(Ticket ticket) {
        TicketId into = ticket.mergedInto();
        return into == null ? Mono.just(ticket) : tickets.find(into).flatMap(this::goingOn);
    }

    /** Notes something in a ticket's history; what the ticket no longer takes still stands in the conversation. */
    private Mono<Map<String, String>> noted(String number, TicketAction action, String note, Visit visit) {
        return own(number, visit)
                .flatMap(ticket -> attach(ticket, visit)
                        .then(Mono.defer(() -> desk.change(ticket.number(), command(ticket, action, note, visit))))
                        .map(changed -> with(facts(changed, visit), "reopened", "true"))
                        .onErrorResume(
                                IllegalTicketActionException.class,
                                moved -> Mono.just(with(facts(ticket, visit), "reopened", "false"))))
                .defaultIfEmpty(Map.of("reopened", "false"));
    }

    private Mono<Ticket> locate(Effect.LocateTicket locate, Visit visit) {
        Optional<Place> place = place(locate.place(), visit);
        return own(locate.ticket(), visit)
                .flatMap(ticket ->
                        desk.locate(ticket.number(), place.map(Place::id).orElse(null), locate.placeText()));
    }

    private static Command command(Ticket ticket, TicketAction action, String note, Visit visit) {
        boolean reporter = ticket.resident().equals(visit.resident().id());
        return Command.of(action, reporter ? Actor.RESIDENT : Actor.NEIGHBOUR, note)
                .because(action == TicketAction.REOPEN ? Cause.NOT_FIXED : null);
    }

    private static Map<String, String> with(Map<String, String> facts, String name, String value) {
        Map<String, String> more = new HashMap<>(facts);
        more.put(name, value);
        return more;
    }

    /** A home that is no place of the directory is no use. */
    private Mono<Void> bindHome(Effect.BindHome bind, Visit visit) {
        return Mono.justOrEmpty(place(bind.place(), visit))
                .flatMap(place -> residents.livesAt(
                        visit.resident().id(), place.id(), roomIn(bind.placeText(), place.fullName())));
    }

    private static String roomIn(String placeText, String placeName) {
        return placeText.startsWith(placeName)
                ? placeText.substring(placeName.length()).strip()
                : "";
    }

    private Mono<Input.Outcome> find(Visit visit) {
        return tickets.concerning(visit.resident().id(), TICKETS_SHOWN)
                .map(ticket -> seen(ticket, visit))
                .collectList()
                .map(found -> outcome(found, visit.edition().notices()));
    }

    private Input.Outcome outcome(List<Ticket> found, Notices notices) {
        List<Candidate> offered = words.listed(found, notices);
        long open = found.stream().filter(ticket -> ticket.status().isOpen()).count();
        Map<String, String> values = Map.of(
                "tickets.count", String.valueOf(found.size()),
                "tickets.open", String.valueOf(open),
                "tickets",
                        String.join("\n", offered.stream().map(Candidate::name).toList()));
        return new Input.Outcome(values, offered);
    }

    /** Who follows a neighbour's ticket is told where, but not at whose door: the room is the neighbour's. */
    private static Ticket seen(Ticket ticket, Visit visit) {
        return ticket.resident().equals(visit.resident().id())
                ? ticket
                : ticket.toldAs(placeOf(ticket, visit).map(Place::fullName).orElse(""));
    }

    private static Optional<Place> placeOf(Ticket ticket, Visit visit) {
        return Optional.ofNullable(ticket.place()).flatMap(visit.directory()::place);
    }

    private Mono<Map<String, String>> rate(Effect.Rate rate, Visit visit) {
        return Mono.justOrEmpty(TicketNumber.parse(rate.ticket()))
                .flatMap(number -> surveys.rate(visit.resident().id(), number, rate.score()))
                .defaultIfEmpty(new Surveys.Rated(false, false))
                .flatMap(rated -> {
                    Map<String, String> known =
                            Map.of("low", String.valueOf(rated.low()), "reopened", String.valueOf(rated.reopened()));
                    return rated.low()
                            ? residents.handOver(visit.resident().id()).thenReturn(known)
                            : Mono.just(known);
                });
    }

    private Mono<Void> remark(Effect.Remark remark, Visit visit) {
        return remark.words().isEmpty()
                ? Mono.empty()
                : Mono.justOrEmpty(TicketNumber.parse(remark.ticket()))
                        .flatMap(number -> surveys.remark(visit.resident().id(), number, remark.words()));
    }

    private Map<String, String> answer(Effect.FindAnswer find, Visit visit) {
        return visit.edition()
                .answer(find.question(), visit.facts(community.name()))
                .map(entry -> Map.of("answer", entry.answer(), "answer.source", entry.source()))
                .orElse(Map.of("answer", "", "answer.source", ""));
    }
}
