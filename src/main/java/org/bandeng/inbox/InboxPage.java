package org.bandeng.inbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bandeng.community.Callers;
import org.bandeng.community.Directory;
import org.bandeng.community.Places;
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
import org.bandeng.ticket.Level;
import org.bandeng.ticket.Sight;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketFilter;
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

    /** The parts of the list, in the order of the page. */
    private static final List<String> VIEWS = List.of(
            "",
            ListFilter.MINE,
            TicketFilter.View.UNASSIGNED.code(),
            TicketFilter.View.SOON.code(),
            TicketFilter.View.OVERDUE.code(),
            TicketFilter.View.TO_ANSWER.code(),
            TicketFilter.View.OPEN.code());

    private static final int WAITING_SHOWN = 30;

    /** Those of one part of the community may be far down. */
    private static final int LOOKED_THROUGH = 1_000;

    private static final int LATEST = 20;

    private final Tickets tickets;
    private final TicketLists lists;
    private final Access access;
    private final Places places;
    private final TicketTasks tasks;
    private final Residents residents;
    private final Transcript transcript;
    private final Surveys surveys;
    private final StaffAccounts staff;
    private final Doorstep doorstep;
    private final Callers callers;
    private final TicketWords words;
    private final Seen seen;
    private final SavedViews views;
    private final Times times;

    InboxPage(
            Tickets tickets,
            TicketLists lists,
            Access access,
            Places places,
            TicketTasks tasks,
            Residents residents,
            Transcript transcript,
            Surveys surveys,
            StaffAccounts staff,
            Doorstep doorstep,
            Callers callers,
            TicketWords words,
            Seen seen,
            SavedViews views,
            Times times) {
        this.tickets = tickets;
        this.lists = lists;
        this.access = access;
        this.places = places;
        this.tasks = tasks;
        this.residents = residents;
        this.transcript = transcript;
        this.surveys = surveys;
        this.staff = staff;
        this.doorstep = doorstep;
        this.callers = callers;
        this.words = words;
        this.seen = seen;
        this.views = views;
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
        return doorstep.residentOf(message)
                .filterWhen(resident -> access.seesResident(user, resident))
                .flatMap(resident -> doorstep.told(message, user.id()))
                .thenReturn("redirect:/inbox");
    }

    @GetMapping("/inbox")
    Mono<String> inbox(
            @AuthenticationPrincipal StaffUser user, @ModelAttribute("filter") ListFilter filter, Model model) {
        return fill(user, filter, model).thenReturn("inbox/list");
    }

    /** What comes after a page, while somebody scrolls. */
    @GetMapping("/inbox/more")
    Mono<String> more(
            @AuthenticationPrincipal StaffUser user, @ModelAttribute("filter") ListFilter filter, Model model) {
        model.addAttribute("scrolled", true);
        return fill(user, filter, model).thenReturn("inbox/list :: more");
    }

    /** The changing part of the page. */
    @GetMapping("/inbox/rows")
    Mono<String> rows(
            @AuthenticationPrincipal StaffUser user, @ModelAttribute("filter") ListFilter filter, Model model) {
        return fill(user, filter, model).thenReturn("inbox/list :: rows");
    }

    private Mono<Void> fill(StaffUser user, ListFilter filter, Model model) {
        return Mono.zip(access.sight(user), places.directory())
                .flatMap(both -> fill(user, both.getT1(), both.getT2(), filter, model));
    }

    private Mono<Void> fill(StaffUser user, Sight sight, Directory directory, ListFilter filter, Model model) {
        // Whom nobody may write to is not shown to those who only look.
        int most = sight.scope().isEverywhere() ? WAITING_SHOWN : LOOKED_THROUGH;
        int looked = user.isHandler() ? most : 0;
        Mono<List<Waiting>> waiting = residents
                .withStaff(looked)
                .filterWhen(resident -> access.sees(sight, resident.id()))
                .take(WAITING_SHOWN)
                .concatMap(resident -> waiting(resident, sight))
                .collectList();
        return Mono.zip(
                        lists.page(filter.asTicketFilter(sight, directory, times.zone()), filter.cursor(), ROWS),
                        waiting,
                        staff.all().collectMap(StaffMember::id, StaffMember::name, LinkedHashMap::new),
                        lists.categories(),
                        lists.counts(sight),
                        doorstep.open(looked)
                                .filterWhen(task -> access.sees(sight, task.resident()))
                                .take(WAITING_SHOWN)
                                .concatMap(task -> atTheDoor(task, sight))
                                .collectList(),
                        tasks.callBacks(looked)
                                .concatMap(task -> callBack(task, sight))
                                .take(WAITING_SHOWN)
                                .collectList(),
                        Mono.zip(
                                views.of(user.id()).collectList(),
                                staff.present().filter(StaffMember::canBeTold).collectList()))
                .flatMap(all -> {
                    model.addAttribute("user", user);
                    model.addAttribute("filter", filter);
                    model.addAttribute("statuses", TicketStatus.values());
                    model.addAttribute("waiting", all.getT2());
                    model.addAttribute("categories", all.getT4());
                    model.addAttribute("views", VIEWS);
                    model.addAttribute("levels", Level.values());
                    model.addAttribute("people", all.getT3());
                    model.addAttribute("counts", counts(all.getT5()));
                    model.addAttribute("doorstep", all.getT6());
                    model.addAttribute("callBacks", all.getT7());
                    model.addAttribute("next", all.getT1().next());
                    model.addAttribute("savedViews", all.getT8().getT1());
                    model.addAttribute("present", all.getT8().getT2());
                    return rows(user, all.getT1().tickets(), all.getT2(), all.getT3())
                            .doOnNext(rows -> model.addAttribute("rows", rows));
                })
                .then();
    }

    private Mono<List<TicketRow>> rows(
            StaffUser user, List<Ticket> tickets, List<Waiting> waiting, Map<StaffId, String> names) {
        Set<ResidentId> wait =
                waiting.stream().map(each -> new ResidentId(each.resident())).collect(Collectors.toSet());
        List<TicketNumber> numbers = tickets.stream().map(Ticket::number).toList();
        return Mono.zip(surveys.marks(numbers), seen.unread(user.id(), tickets)).map(both -> tickets.stream()
                .map(ticket -> new TicketRow(
                        ticket,
                        who(ticket, names),
                        words.due(ticket),
                        ticket.isOverdue(times.now()),
                        times.show(ticket.updatedAt()),
                        both.getT1().get(ticket.number()),
                        wait.contains(ticket.resident()),
                        both.getT2().contains(ticket.number())))
                .toList());
    }

    private static String who(Ticket ticket, Map<StaffId, String> names) {
        return ticket.assignee() == null ? ticket.office() : names.getOrDefault(ticket.assignee(), ticket.office());
    }

    /** Whoever has no WeChat is rung up, the others are gone to. */
    private Mono<AtTheDoor> atTheDoor(Doorstep.Task task, Sight sight) {
        Mono<String> place = sight.scope().isEverywhere()
                ? Mono.just(task.place())
                : tickets.of(task.resident(), LATEST)
                        .filter(sight::covers)
                        .next()
                        .map(Ticket::placeText)
                        .defaultIfEmpty("");
        return callers.find(task.resident())
                .map(caller -> "%s %s".formatted(caller.name(), caller.phone()).strip())
                .defaultIfEmpty("")
                .zipWith(place)
                .map(both -> new AtTheDoor(
                        task.messageId(),
                        task.resident().value(),
                        task.text(),
                        both.getT2(),
                        both.getT1(),
                        times.show(task.since())));
    }

    private static Map<String, Long> counts(Map<TicketFilter.View, Long> counted) {
        return counted.entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().code(), Map.Entry::getValue));
    }

    private Mono<CallBack> callBack(TicketTask task, Sight sight) {
        return tickets.find(task.ticket())
                .filter(sight::covers)
                .map(ticket -> new CallBack(ticket.number().toString(), about(ticket), times.show(task.dueAt())));
    }

    private static String about(Ticket ticket) {
        return ticket.placeText().isEmpty() ? ticket.title() : ticket.title() + " · " + ticket.placeText();
    }

    private Mono<Waiting> waiting(Resident resident, Sight sight) {
        return transcript
                .lastWordsOf(resident.id())
                .defaultIfEmpty("")
                .zipWith(tickets.of(resident.id(), LATEST)
                        .filter(sight::covers)
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
