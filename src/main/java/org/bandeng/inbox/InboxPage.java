package org.bandeng.inbox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bandeng.community.Callers;
import org.bandeng.community.Resident;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.conversation.TicketWords;
import org.bandeng.conversation.Transcript;
import org.bandeng.outbox.Doorstep;
import org.bandeng.survey.Surveys;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketLists;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.TicketStatus;
import org.bandeng.ticket.TicketTask;
import org.bandeng.ticket.TicketTasks;
import org.bandeng.ticket.Tickets;
import org.bandeng.web.StaffUser;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import reactor.core.publisher.Mono;

/** The list of tickets, and who waits for a person. */
@Controller
class InboxPage {

    static final int ROWS = 100;
    private static final int WAITING_SHOWN = 30;

    private final Tickets tickets;
    private final TicketLists lists;
    private final TicketTasks tasks;
    private final Residents residents;
    private final Transcript transcript;
    private final Surveys surveys;
    private final StaffAccounts staff;
    private final Doorstep doorstep;
    private final Callers callers;
    private final TicketWords words;
    private final Times times;

    InboxPage(
            Tickets tickets,
            TicketLists lists,
            TicketTasks tasks,
            Residents residents,
            Transcript transcript,
            Surveys surveys,
            StaffAccounts staff,
            Doorstep doorstep,
            Callers callers,
            TicketWords words,
            Times times) {
        this.tickets = tickets;
        this.lists = lists;
        this.tasks = tasks;
        this.residents = residents;
        this.transcript = transcript;
        this.surveys = surveys;
        this.staff = staff;
        this.doorstep = doorstep;
        this.callers = callers;
        this.words = words;
        this.times = times;
    }

    /**
     * A resident who waits for a person.
     *
     * @param about the latest thing that they reported; empty: nothing
     */
    record Waiting(long resident, String since, String lastWords, String about) {}

    /**
     * Something to be told at the door, or by telephone.
     *
     * @param call whom to ring up, and where; empty: somebody must go there
     */
    record AtTheDoor(long message, long resident, String text, String place, String call, String since) {}

    /** Somebody to be rung up because they were not content. */
    record CallBack(String ticket, String about, String due) {}

    /** Somebody went there and told it. */
    @PostMapping("/inbox/doorstep/{message}")
    Mono<String> told(@AuthenticationPrincipal StaffUser user, @PathVariable long message) {
        return doorstep.told(message, user.id()).thenReturn("redirect:/inbox");
    }

    @GetMapping("/inbox")
    Mono<String> inbox(
            @AuthenticationPrincipal StaffUser user, @ModelAttribute("filter") ListFilter filter, Model model) {
        return fill(user, filter, model).thenReturn("inbox/list");
    }

    /** The changing part of the page. */
    @GetMapping("/inbox/rows")
    Mono<String> rows(
            @AuthenticationPrincipal StaffUser user, @ModelAttribute("filter") ListFilter filter, Model model) {
        return fill(user, filter, model).thenReturn("inbox/list :: rows");
    }

    private Mono<Void> fill(StaffUser user, ListFilter filter, Model model) {
        Mono<List<Waiting>> waiting =
                residents.withStaff(WAITING_SHOWN).concatMap(this::waiting).collectList();
        return Mono.zip(
                        lists.page(filter.asTicketFilter(user), filter.cursor(), ROWS),
                        waiting,
                        staff.all().collectMap(StaffMember::id, StaffMember::name),
                        lists.categories(),
                        lists.countOpen(),
                        doorstep.open(WAITING_SHOWN).concatMap(this::atTheDoor).collectList(),
                        tasks.callBacks(WAITING_SHOWN).concatMap(this::callBack).collectList())
                .flatMap(all -> {
                    model.addAttribute("user", user);
                    model.addAttribute("filter", filter);
                    model.addAttribute("statuses", TicketStatus.values());
                    model.addAttribute("waiting", all.getT2());
                    model.addAttribute("categories", all.getT4());
                    model.addAttribute("openCount", all.getT5());
                    model.addAttribute("doorstep", all.getT6());
                    model.addAttribute("callBacks", all.getT7());
                    model.addAttribute("next", all.getT1().next());
                    return rows(all.getT1().tickets(), all.getT2(), all.getT3())
                            .doOnNext(rows -> model.addAttribute("rows", rows));
                })
                .then();
    }

    private Mono<List<TicketRow>> rows(List<Ticket> tickets, List<Waiting> waiting, Map<StaffId, String> names) {
        Set<ResidentId> wait =
                waiting.stream().map(each -> new ResidentId(each.resident())).collect(Collectors.toSet());
        List<TicketNumber> numbers = tickets.stream().map(Ticket::number).toList();
        return surveys.marks(numbers).map(marks -> tickets.stream()
                .map(ticket -> new TicketRow(
                        ticket,
                        who(ticket, names),
                        words.due(ticket),
                        ticket.isOverdue(times.now()),
                        times.show(ticket.updatedAt()),
                        marks.get(ticket.number()),
                        wait.contains(ticket.resident())))
                .toList());
    }

    private static String who(Ticket ticket, Map<StaffId, String> names) {
        return ticket.assignee() == null ? ticket.office() : names.getOrDefault(ticket.assignee(), ticket.office());
    }

    /** Whoever has no WeChat is rung up, the others are gone to. */
    private Mono<AtTheDoor> atTheDoor(Doorstep.Task task) {
        return callers.find(task.resident())
                .map(caller -> "%s %s".formatted(caller.name(), caller.phone()).strip())
                .defaultIfEmpty("")
                .map(call -> new AtTheDoor(
                        task.messageId(),
                        task.resident().value(),
                        task.text(),
                        task.place(),
                        call,
                        times.show(task.since())));
    }

    private Mono<CallBack> callBack(TicketTask task) {
        return tickets.find(task.ticket())
                .map(ticket -> new CallBack(ticket.number().toString(), about(ticket), times.show(task.dueAt())));
    }

    private static String about(Ticket ticket) {
        return ticket.placeText().isEmpty() ? ticket.title() : ticket.title() + " · " + ticket.placeText();
    }

    private Mono<Waiting> waiting(Resident resident) {
        return transcript
                .lastWordsOf(resident.id())
                .defaultIfEmpty("")
                .zipWith(tickets.of(resident.id(), 1)
                        .next()
                        .map(InboxPage::about)
                        .defaultIfEmpty(""))
                .map(both -> new Waiting(
                        resident.id().value(),
                        resident.withStaffSince() == null ? "" : times.show(resident.withStaffSince()),
                        both.getT1(),
                        both.getT2()));
    }
}
