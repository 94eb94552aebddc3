package org.bandeng.inbox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bandeng.community.Residents;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.conversation.Transcript;
import org.bandeng.issue.Issues;
import org.bandeng.survey.Survey;
import org.bandeng.survey.Surveys;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.IllegalTicketActionException;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketChangedException;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketEvent;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** One ticket: what it is, its history, what can be done, and the conversation beside it. */
@Controller
class TicketPage {

    private static final int MAX_NOTE = 300;

    /** What staff do by hand; rating is the resident's. */
    private static final Set<TicketAction> BY_STAFF = Set.of(
            TicketAction.DISPATCH,
            TicketAction.ACCEPT,
            TicketAction.START,
            TicketAction.RESOLVE,
            TicketAction.CLOSE,
            TicketAction.REOPEN,
            TicketAction.WITHDRAW);

    /** What must not be done without a word that the resident gets to read. */
    private static final Set<TicketAction> NEEDS_NOTE = Set.of(TicketAction.RESOLVE, TicketAction.WITHDRAW);

    private final Tickets tickets;
    private final Desk desk;
    private final Residents residents;
    private final Conversation conversation;
    private final Transcript transcript;
    private final Surveys surveys;
    private final StaffAccounts staff;
    private final Corrections corrections;
    private final Issues issues;
    private final Times times;

    TicketPage(
            Tickets tickets,
            Desk desk,
            Residents residents,
            Conversation conversation,
            Transcript transcript,
            Surveys surveys,
            StaffAccounts staff,
            Corrections corrections,
            Issues issues,
            Times times) {
        this.tickets = tickets;
        this.desk = desk;
        this.residents = residents;
        this.conversation = conversation;
        this.transcript = transcript;
        this.surveys = surveys;
        this.staff = staff;
        this.corrections = corrections;
        this.issues = issues;
        this.times = times;
    }

    /** One line of the history. */
    record Step(TicketEvent event, String who, String time) {}

    /** What an action's form sends: the version that the person saw, a note, and who is to have the ticket. */
    record Wanted(
            int version, @Nullable String note, @Nullable Long assignee) {}

    @GetMapping("/inbox/tickets/{number}")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String problem,
            Model model) {
        return ticket(number)
                .flatMap(ticket -> Mono.zip(
                        fill(ticket, model),
                        residents.find(ticket.resident()).flatMap(resident -> conversation.fill(resident, model))))
                .map(all -> {
                    model.addAttribute("user", user);
                    model.addAttribute("problem", problem);
                    return "inbox/ticket";
                });
    }

    /** The changing part of the page. */
    @GetMapping("/inbox/tickets/{number}/panel")
    Mono<String> panel(@PathVariable String number, Model model) {
        return ticket(number).flatMap(ticket -> fill(ticket, model)).thenReturn("inbox/parts :: panel-content");
    }

    @PostMapping("/inbox/tickets/{number}/{action}")
    Mono<String> act(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable String number,
            @PathVariable String action,
            @ModelAttribute Wanted wanted) {
        TicketAction wantedAction = action(action);
        String note = wanted.note() == null ? "" : wanted.note().strip();
        if (note.length() > MAX_NOTE || (note.isEmpty() && NEEDS_NOTE.contains(wantedAction))) {
            return Mono.just(back(number, "note"));
        }
        return assignee(wantedAction, user, wanted)
                .map(assignee -> new TicketDesk.Command(
                        wantedAction, Actor.staff(user.id()), assignee.value() == 0 ? null : assignee, note))
                .flatMap(command -> desk.change(number(number), wanted.version(), command))
                .map(changed -> back(number, ""))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .onErrorReturn(TicketChangedException.class, back(number, "changed"))
                .onErrorReturn(IllegalTicketActionException.class, back(number, "impossible"));
    }

    /** Who takes a ticket has it; who dispatches it says who has it. 0: no change. */
    private Mono<StaffId> assignee(TicketAction action, StaffUser user, Wanted wanted) {
        if (action == TicketAction.ACCEPT) {
            return Mono.just(user.id());
        }
        if (action == TicketAction.DISPATCH && wanted.assignee() != null) {
            return staff.find(new StaffId(wanted.assignee())).map(StaffMember::id);
        }
        return Mono.just(new StaffId(0));
    }

    private Mono<Ticket> fill(Ticket ticket, Model model) {
        return Mono.zip(
                        tickets.history(ticket.id()).collectList(),
                        surveys.of(ticket.id())
                                .filter(survey -> survey.score() != null)
                                .collectList(),
                        staff.all().collectMap(StaffMember::id, StaffMember::name, java.util.LinkedHashMap::new),
                        transcript.mediaOf(ticket.id()).collectList(),
                        issues.besides(ticket).collectList())
                .map(all -> {
                    Map<StaffId, String> names = all.getT3();
                    List<Survey> rated = all.getT2();
                    model.addAttribute("ticket", ticket);
                    model.addAttribute("opened", times.show(ticket.openedAt()));
                    model.addAttribute("assignee", ticket.assignee() == null ? "" : names.get(ticket.assignee()));
                    model.addAttribute("steps", steps(all.getT1(), names));
                    model.addAttribute("rated", rated);
                    model.addAttribute("staff", names);
                    model.addAttribute("media", all.getT4());
                    model.addAttribute("same", all.getT5());
                    model.addAttribute("actions", actions(ticket));
                    model.addAttribute("recategorizable", ticket.allows(TicketAction.RECATEGORIZE));
                    model.addAttribute("relocatable", ticket.allows(TicketAction.RELOCATE));
                    model.addAttribute("categories", corrections.categories());
                    model.addAttribute("guesses", corrections.guesses(ticket));
                    return ticket;
                });
    }

    private List<Step> steps(List<TicketEvent> history, Map<StaffId, String> names) {
        return history.stream()
                .map(event -> new Step(event, name(event.actor(), names), times.show(event.at())))
                .toList();
    }

    private static String name(Actor actor, Map<StaffId, String> names) {
        return actor.staff() == null ? "" : names.getOrDefault(actor.staff(), "");
    }

    private static List<String> actions(Ticket ticket) {
        return Stream.of(TicketAction.values())
                .filter(action -> BY_STAFF.contains(action) && ticket.allows(action))
                .map(TicketAction::code)
                .toList();
    }

    private Mono<Ticket> ticket(String number) {
        return tickets.numbered(number(number))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    private static TicketNumber number(String number) {
        return TicketNumber.parse(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static TicketAction action(String code) {
        return BY_STAFF.stream()
                .filter(action -> action.code().equals(code.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String back(String number, String problem) {
        return "redirect:/inbox/tickets/" + number(number) + (problem.isEmpty() ? "" : "?problem=" + problem);
    }
}
