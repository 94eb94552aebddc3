package org.bandeng.conversation;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Wording;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Command;
import org.bandeng.ticket.IllegalTicketActionException;
import org.bandeng.ticket.PhotoMissingException;
import org.bandeng.ticket.TasksOpenException;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
import org.bandeng.ticket.Waiting;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Carries out what those who work on tickets do in WeChat, in the turn's transaction. */
@Component
class WorkEffects {

    /** Whose words a resident or a colleague gets to read. */
    private static final Set<String> READ_BY_OTHERS =
            Set.of("note", "wait-resident", "wait-parts", "wait-office", "decline", "hand-over", "resolve", "explain");

    private final StaffAccounts staff;
    private final Tickets tickets;
    private final TicketDesk desk;
    private final Transcript transcript;
    private final TicketWords words;
    private final Clock clock;

    WorkEffects(
            StaffAccounts staff,
            Tickets tickets,
            TicketDesk desk,
            Transcript transcript,
            TicketWords words,
            Clock clock) {
        this.staff = staff;
        this.tickets = tickets;
        this.desk = desk;
        this.transcript = transcript;
        this.words = words;
        this.clock = clock;
    }

    /** Does it; the outcome says whether it could be done, and where the ticket stands. */
    Mono<Input.Outcome> carryOut(Effect.Work work, Visit visit) {
        return staff.inWeChat(visit.resident().id())
                .flatMap(member -> work.deed().equals("list") ? list(member, visit) : one(work, member, visit))
                .defaultIfEmpty(
                        Input.Outcome.of(Map.of("done", "false", "lacks", "", "tickets.count", "0", "tickets", "")));
    }

    private Mono<Input.Outcome> list(StaffMember member, Visit visit) {
        return tickets.heldBy(member.id()).collectList().map(held -> {
            List<Candidate> lines = words.listed(held, visit.edition().notices());
            Map<String, String> values = Map.of(
                    "tickets.count", String.valueOf(held.size()),
                    "tickets.open", String.valueOf(held.size()),
                    "tickets", lines.stream().map(Candidate::name).collect(Collectors.joining("\n")));
            return new Input.Outcome(values, lines);
        });
    }

    private Mono<Input.Outcome> one(Effect.Work work, StaffMember member, Visit visit) {
        return Mono.justOrEmpty(TicketNumber.parse(work.ticket()))
                .flatMap(tickets::numbered)
                .flatMap(ticket -> saysTooLittle(work, visit)
                        ? Mono.just(outcome(ticket, false, "words", visit))
                        : attempt(work, ticket, member, visit));
    }

    private Mono<Input.Outcome> attempt(Effect.Work work, Ticket ticket, StaffMember member, Visit visit) {
        // What was shown before it was resolved counts.
        return Mono.just(ticket)
                .filter(each -> each.allows(TicketAction.NOTE, Actor.of(member)))
                .flatMap(each -> shown(work, each, visit))
                .then(Mono.defer(() -> done(work, ticket, member, visit)))
                .map(changed -> outcome(changed, true, "", visit))
                .onErrorResume(IllegalTicketActionException.class, no -> Mono.just(outcome(ticket, false, "", visit)))
                .onErrorResume(PhotoMissingException.class, no -> Mono.just(outcome(ticket, false, "photo", visit)))
                .onErrorResume(TasksOpenException.class, no -> Mono.just(outcome(ticket, false, "part", visit)))
                .defaultIfEmpty(outcome(ticket, false, "", visit));
    }

    /** A number or a sign tells nobody anything. */
    private static boolean saysTooLittle(Effect.Work work, Visit visit) {
        return READ_BY_OTHERS.contains(work.deed()) && !Wording.isSentence(told(work, visit));
    }

    private static String told(Effect.Work work, Visit visit) {
        return work.deed().equals("explain")
                ? Reasons.said(work.note(), visit.edition().routing().reasons())
                : work.note();
    }

    /** The ticket after it; empty if whoever it is to go to is not known. */
    private Mono<Ticket> done(Effect.Work work, Ticket ticket, StaffMember member, Visit visit) {
        Actor who = Actor.of(member);
        return switch (work.deed()) {
            case "accept" ->
                change(ticket, Command.of(TicketAction.ACCEPT, who, "").to(member.id()));
            case "decline" -> change(ticket, Command.of(TicketAction.DECLINE, who, work.note()));
            case "start" ->
                change(
                        ticket,
                        Command.of(
                                ticket.allows(TicketAction.RESUME) ? TicketAction.RESUME : TicketAction.START,
                                who,
                                ""));
            case "wait-resident" -> change(ticket, waits(work, who, Waiting.For.RESIDENT, visit));
            case "wait-parts" -> change(ticket, waits(work, who, Waiting.For.PARTS, visit));
            case "wait-office" -> change(ticket, waits(work, who, Waiting.For.OFFICE, visit));
            case "note" -> change(ticket, Command.of(TicketAction.NOTE, who, work.note()));
            case "resolve" -> change(ticket, Command.fixed(who, work.note()));
            case "explain" -> change(ticket, Command.explained(who, told(work, visit)));
            case "photo" ->
                ticket.allows(TicketAction.NOTE, who)
                        ? shown(work, ticket, visit)
                                .filter(pictures -> pictures > 0)
                                .thenReturn(ticket)
                        : Mono.empty();
            case "hand-over" ->
                colleague(work.to())
                        .flatMap(to -> change(
                                ticket,
                                Command.of(TicketAction.DISPATCH, who, work.note())
                                        .to(to)));
            default -> Mono.just(ticket);
        };
    }

    private Mono<Long> shown(Effect.Work work, Ticket ticket, Visit visit) {
        List<Long> media = Transcript.media(work.pictures());
        return transcript.show(visit.resident().id(), media, ticket.id());
    }

    /** Until the evening of that day, as at the desk; no longer than the rules allow. */
    private Command waits(Effect.Work work, Actor who, Waiting.For what, Visit visit) {
        Duration longest = visit.edition().routing().longestWait();
        return Command.waits(who, what, Waiting.untilEvening(work.days(), longest, clock), work.note());
    }

    private Mono<Ticket> change(Ticket ticket, Command command) {
        return desk.change(ticket.number(), command);
    }

    /** Somebody by name; empty if there is nobody, or several. */
    private Mono<StaffId> colleague(String name) {
        return staff.named(name.strip(), 2)
                .collectList()
                .filter(all -> all.size() == 1)
                .map(all -> all.get(0).id());
    }

    /** @param lacks what must come first: a photo, another party's part, or words that say something */
    private Input.Outcome outcome(Ticket ticket, boolean done, String lacks, Visit visit) {
        Map<String, String> values =
                new HashMap<>(words.known(ticket, visit.edition().notices()));
        values.put("done", String.valueOf(done));
        values.put("lacks", lacks);
        return Input.Outcome.of(values);
    }
}
