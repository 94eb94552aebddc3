package org.bandeng.inbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bandeng.community.Callers;
import org.bandeng.community.Residents;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.conversation.Colleagues;
import org.bandeng.conversation.Dialogs;
import org.bandeng.conversation.TicketWords;
import org.bandeng.conversation.Transcript;
import org.bandeng.issue.Issues;
import org.bandeng.survey.Survey;
import org.bandeng.survey.Surveys;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Sight;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketEvent;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.TicketStatus;
import org.bandeng.ticket.TicketTask;
import org.bandeng.ticket.TicketTasks;
import org.bandeng.ticket.Tickets;
import org.bandeng.web.StaffUser;
import org.bandeng.works.WorksRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One ticket: what it is, its history, what can be done, and the conversation beside it. */
@Controller
class TicketPage {

    private final Tickets tickets;
    private final Access access;
    private final TicketDesk desk;
    private final TicketWords words;
    private final Dialogs dialogs;
    private final Residents residents;
    private final Conversation conversation;
    private final Seen seen;
    private final Undo undo;
    private final Transcript transcript;
    private final Surveys surveys;
    private final StaffAccounts staff;
    private final Corrections corrections;
    private final Issues issues;
    private final TicketTasks tasks;
    private final Callers callers;
    private final Colleagues colleagues;
    private final WorksRegister works;
    private final Times times;

    TicketPage(
            Tickets tickets,
            Access access,
            TicketDesk desk,
            TicketWords words,
            Dialogs dialogs,
            Residents residents,
            Conversation conversation,
            Seen seen,
            Undo undo,
            Transcript transcript,
            Surveys surveys,
            StaffAccounts staff,
            Corrections corrections,
            Issues issues,
            TicketTasks tasks,
            Callers callers,
            Colleagues colleagues,
            WorksRegister works,
            Times times) {
        this.tickets = tickets;
        this.access = access;
        this.desk = desk;
        this.words = words;
        this.dialogs = dialogs;
        this.residents = residents;
        this.conversation = conversation;
        this.seen = seen;
        this.undo = undo;
        this.transcript = transcript;
        this.surveys = surveys;
        this.staff = staff;
        this.corrections = corrections;
        this.issues = issues;
        this.tasks = tasks;
        this.callers = callers;
        this.colleagues = colleagues;
        this.works = works;
        this.times = times;
    }

    /**
     * One line of the history.
     *
     * @param to who has it from then on; empty: that stays
     * @param until when its waiting ends; empty: it does not wait
     */
    record Step(TicketEvent event, String who, String time, String to, String until) {}

    @GetMapping("/inbox/tickets/{number}")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String problem,
            @RequestParam(defaultValue = "") String other,
            WebSession session,
            Model model) {
        model.addAttribute("typed", Typed.taken(session, number));
        return ticket(number)
                .flatMap(ticket -> Mono.zip(
                        fill(user, ticket, model),
                        residents
                                .find(ticket.resident())
                                .flatMap(resident -> conversation.fill(user, resident, ticket, model)),
                        other(user, other)
                                .doOnNext(found -> found.ifPresent(each -> model.addAttribute("other", each))),
                        seen.look(user.id(), ticket).thenReturn(true)))
                .map(all -> {
                    model.addAttribute("problem", problem);
                    return "inbox/ticket";
                });
    }

    /** The changing part of the page. */
    @GetMapping("/inbox/tickets/{number}/panel")
    Mono<String> panel(@AuthenticationPrincipal StaffUser user, @PathVariable String number, Model model) {
        return ticket(number).flatMap(ticket -> fill(user, ticket, model)).thenReturn("inbox/parts :: panel-content");
    }

    private Mono<Ticket> fill(StaffUser user, Ticket ticket, Model model) {
        return access.sight(user).flatMap(sight -> fill(user, sight, ticket, model));
    }

    private Mono<Ticket> fill(StaffUser user, Sight sight, Ticket ticket, Model model) {
        return Mono.zip(
                        tickets.history(ticket).collectList(),
                        surveys.ofTicket(ticket.id())
                                .filter(survey -> survey.score() != null)
                                .collectList(),
                        staff.all().collectMap(StaffMember::id, StaffMember::name, java.util.LinkedHashMap::new),
                        transcript.mediaOf(ticket.id()).collectList(),
                        issues.besides(ticket).filter(sight::covers).collectList(),
                        desk.outlook(ticket),
                        Flux.concat(
                                        Mono.justOrEmpty(ticket.assignee()).flatMap(staff::find),
                                        colleagues
                                                .whoMayKnow(ticket)
                                                .filter(member -> member.role() != StaffMember.Role.VIEWER))
                                .collectList(),
                        Mono.zip(
                                around(ticket, sight),
                                corrections.placeNames().map(places -> places.getOrDefault(ticket.place(), "")),
                                colleagues
                                        .whoMayKnow(ticket)
                                        .filter(member -> !member.id().equals(user.id()))
                                        .map(StaffMember::name)
                                        .distinct()
                                        .collectList(),
                                works.of(ticket.id()).map(Optional::of).defaultIfEmpty(Optional.empty())))
                .map(all -> {
                    Map<StaffId, String> names = all.getT3();
                    List<Survey> rated = all.getT2();
                    model.addAttribute("user", user);
                    model.addAttribute("ticket", ticket);
                    model.addAttribute("opened", times.show(ticket.openedAt()));
                    model.addAttribute("assignee", ticket.assignee() == null ? "" : names.get(ticket.assignee()));
                    model.addAttribute("steps", steps(all.getT1(), names));
                    model.addAttribute(
                            "undo",
                            undo.offered(user, all.getT1())
                                    .map(TicketAction::code)
                                    .orElse(""));
                    model.addAttribute(
                            "longestWait",
                            dialogs.edition().routing().longestWait().toDays());
                    model.addAttribute("rated", rated);
                    model.addAttribute(
                            "staff",
                            Stream.concat(all.getT6().people().stream(), all.getT7().stream())
                                    .distinct()
                                    .toList());
                    model.addAttribute("media", all.getT4());
                    model.addAttribute("same", all.getT5());
                    model.addAttribute("around", all.getT8().getT1());
                    model.addAttribute("place", all.getT8().getT2());
                    model.addAttribute("callable", all.getT8().getT3());
                    model.addAttribute("works", all.getT8().getT4().orElse(null));
                    model.addAttribute("names", names);
                    model.addAttribute("actions", actions(user, ticket, all.getT6()));
                    model.addAttribute("phone", phone(user, ticket, all.getT8().getT1()));
                    model.addAttribute("due", words.due(ticket));
                    model.addAttribute("unheard", isUnheard(ticket, all.getT7()));
                    model.addAttribute("overdue", ticket.isOverdue(all.getT6().now()));
                    model.addAttribute("officeAbove", all.getT6().officeAbove());
                    model.addAttribute(
                            "levels", dialogs.edition().routing().rungs().keySet());
                    model.addAttribute("reasons", dialogs.edition().routing().reasons());
                    model.addAttribute("recategorizable", ticket.allows(TicketAction.RECATEGORIZE));
                    model.addAttribute("relocatable", ticket.allows(TicketAction.RELOCATE));
                    model.addAttribute("categories", corrections.categories());
                    model.addAttribute("guesses", corrections.guesses(ticket));
                    return ticket;
                });
    }

    /**
     * What stands around a ticket.
     *
     * @param tasks of other parties, and call-backs
     * @param related tickets that belong together with it
     * @param recurrence the how-manieth of its kind at its place within three months
     * @param caller who reported it without WeChat; null: they have it
     */
    record Around(List<TicketTask> tasks, List<Ticket> related, long recurrence, Callers.@Nullable Caller caller) {

        /** Whether anybody still has to ring the resident up. */
        public boolean callsBack() {
            return tasks.stream().anyMatch(task -> task.isOpen() && task.kind() == TicketTask.Kind.CALL_BACK);
        }
    }

    private Mono<Around> around(Ticket ticket, Sight sight) {
        return Mono.zip(
                        tasks.of(ticket.id()).collectList(),
                        tickets.relatedTo(ticket).filter(sight::covers).collectList(),
                        tickets.recurrence(ticket),
                        callers.find(ticket.resident()).map(Optional::of).defaultIfEmpty(Optional.empty()))
                .map(all -> new Around(
                        all.getT1(), all.getT2(), all.getT3(), all.getT4().orElse(null)));
    }

    private List<Step> steps(List<TicketEvent> history, Map<StaffId, String> names) {
        return history.stream()
                .map(event -> new Step(
                        event, name(event.actor(), names), times.show(event.at()), to(event, names), until(event)))
                .toList();
    }

    private static String to(TicketEvent event, Map<StaffId, String> names) {
        Ticket after = event.ticket();
        boolean handedOn = event.action().moves() && after.status() == TicketStatus.DISPATCHED;
        String to = after.assignee() == null ? after.office() : names.getOrDefault(after.assignee(), after.office());
        return !handedOn || to.equals(event.note()) ? "" : to;
    }

    private String until(TicketEvent event) {
        return event.action() == TicketAction.WAIT ? words.due(event.ticket()) : "";
    }

    private static String name(Actor actor, Map<StaffId, String> names) {
        return actor.staff() == null ? "" : names.getOrDefault(actor.staff(), "");
    }

    /** The telephone number of who reported it without WeChat: whole for who has the ticket or hands tickets out. */
    private static String phone(StaffUser user, Ticket ticket, Around around) {
        if (around.caller() == null) {
            return "";
        }
        boolean rings = user.isDispatcher() || user.isHandler() && user.id().equals(ticket.assignee());
        return rings ? around.caller().phone() : around.caller().masked();
    }

    /** Whether somebody must go at once, and nobody in particular has been told so in WeChat. */
    private static boolean isUnheard(Ticket ticket, List<StaffMember> people) {
        boolean waits = ticket.urgent()
                && (ticket.status() == TicketStatus.OPENED || ticket.status() == TicketStatus.DISPATCHED);
        return waits
                && people.stream()
                        .noneMatch(member -> member.id().equals(ticket.assignee()) && member.weChat() != null);
    }

    private static List<String> actions(StaffUser user, Ticket ticket, TicketDesk.Outlook outlook) {
        return ActionForms.BY_HAND.stream()
                .filter(ticket::allows)
                .filter(action -> ActionForms.isFor(user, action, ticket))
                .filter(action -> action != TicketAction.ESCALATE
                        || !outlook.officeAbove().isEmpty())
                .map(TicketAction::code)
                .toList();
    }

    /** The ticket that it was to be merged into. */
    private Mono<Optional<Ticket>> other(StaffUser user, String number) {
        return access.seesTicket(user, number)
                .filter(sees -> sees)
                .flatMap(sees -> tickets.numbered(number(number)))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    private Mono<Ticket> ticket(String number) {
        return tickets.numbered(number(number))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    private static TicketNumber number(String number) {
        return TicketNumber.parse(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
