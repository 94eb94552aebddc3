package org.bandeng.inbox;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bandeng.community.Places;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.conversation.TicketWords;
import org.bandeng.outbox.Doorstep;
import org.bandeng.survey.Surveys;
import org.bandeng.ticket.Level;
import org.bandeng.ticket.Mentions;
import org.bandeng.ticket.Sight;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketFilter;
import org.bandeng.ticket.TicketLists;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.TicketStatus;
import org.bandeng.web.StaffUser;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** The list of tickets. */
@Controller
class InboxPage {

    /** A page of the list; what was scrolled to loads itself again as a whole. */
    static final int ROWS = 100;

    private static final int MOST_ROWS = 1_000;

    /** The parts of the list, in the order of the page. */
    private static final List<String> VIEWS = List.of(
            "",
            ListFilter.MINE,
            TicketFilter.View.MENTIONED.code(),
            TicketFilter.View.UNASSIGNED.code(),
            TicketFilter.View.SOON.code(),
            TicketFilter.View.OVERDUE.code(),
            TicketFilter.View.TO_ANSWER.code(),
            TicketFilter.View.OPEN.code());

    private final TicketLists lists;
    private final WaitingList waiting;
    private final Access access;
    private final Places places;
    private final Residents residents;
    private final Surveys surveys;
    private final StaffAccounts staff;
    private final Doorstep doorstep;
    private final Mentions mentions;
    private final TicketWords words;
    private final Seen seen;
    private final SavedViews views;
    private final Times times;

    InboxPage(
            TicketLists lists,
            WaitingList waiting,
            Access access,
            Places places,
            Residents residents,
            Surveys surveys,
            StaffAccounts staff,
            Doorstep doorstep,
            Mentions mentions,
            TicketWords words,
            Seen seen,
            SavedViews views,
            Times times) {
        this.lists = lists;
        this.waiting = waiting;
        this.access = access;
        this.places = places;
        this.residents = residents;
        this.surveys = surveys;
        this.staff = staff;
        this.doorstep = doorstep;
        this.mentions = mentions;
        this.words = words;
        this.seen = seen;
        this.views = views;
        this.times = times;
    }

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
        return access.sight(user)
                .flatMap(sight -> around(user, sight, model)
                        .then(choices(user, model))
                        .then(rows(user, sight, filter, ROWS, model)))
                .thenReturn("inbox/list");
    }

    /** What comes after a page, while somebody scrolls. */
    @GetMapping("/inbox/more")
    Mono<String> more(
            @AuthenticationPrincipal StaffUser user, @ModelAttribute("filter") ListFilter filter, Model model) {
        return access.sight(user)
                .flatMap(sight -> rows(user, sight, filter, ROWS, model))
                .thenReturn("inbox/list-parts :: row-lines");
    }

    /**
     * The changing part of the page.
     *
     * @param shown how many tickets the page shows; as many are shown again
     */
    @GetMapping("/inbox/rows")
    Mono<String> rows(
            @AuthenticationPrincipal StaffUser user,
            @ModelAttribute("filter") ListFilter filter,
            @RequestParam(defaultValue = "0") int shown,
            Model model) {
        int size = Math.min(Math.max(shown, ROWS), MOST_ROWS);
        return access.sight(user)
                .flatMap(sight -> around(user, sight, model).then(rows(user, sight, filter, size, model)))
                .thenReturn("inbox/list-parts :: changing");
    }

    /** Who waits, and how many tickets there are of each part. */
    private Mono<Void> around(StaffUser user, Sight sight, Model model) {
        return Mono.zip(
                        lists.counts(sight),
                        mentions.unseen(user.id(), sight.scope()),
                        waiting.fill(user, sight, model).thenReturn(true))
                .doOnNext(all -> {
                    model.addAttribute("views", VIEWS);
                    model.addAttribute("counts", counts(all.getT1(), all.getT2()));
                })
                .then();
    }

    /** What the forms of the page offer. */
    private Mono<Void> choices(StaffUser user, Model model) {
        return Mono.zip(
                        lists.categories(),
                        views.of(user.id()).collectList(),
                        staff.present().filter(StaffMember::canBeTold).collectList())
                .doOnNext(all -> {
                    model.addAttribute("categories", all.getT1());
                    model.addAttribute("savedViews", all.getT2());
                    model.addAttribute("present", all.getT3());
                    model.addAttribute("statuses", TicketStatus.values());
                    model.addAttribute("levels", Level.values());
                })
                .then();
    }

    private Mono<Void> rows(StaffUser user, Sight sight, ListFilter filter, int size, Model model) {
        return Mono.zip(
                        places.directory()
                                .flatMap(directory -> lists.page(
                                        filter.asTicketFilter(user, sight, directory, times.zone()),
                                        filter.cursor(),
                                        size)),
                        staff.all().collectMap(StaffMember::id, StaffMember::name, LinkedHashMap::new))
                .flatMap(both -> {
                    model.addAttribute("user", user);
                    model.addAttribute("filter", filter);
                    model.addAttribute("people", both.getT2());
                    model.addAttribute("next", both.getT1().next());
                    return rows(user, both.getT1().tickets(), both.getT2())
                            .doOnNext(rows -> model.addAttribute("rows", rows));
                })
                .then();
    }

    private Mono<List<TicketRow>> rows(StaffUser user, List<Ticket> tickets, Map<StaffId, String> names) {
        List<TicketNumber> numbers = tickets.stream().map(Ticket::number).toList();
        Mono<Set<ResidentId>> waits = user.isHandler()
                ? residents.withStaffAmong(
                        tickets.stream().map(Ticket::resident).toList())
                : Mono.just(Set.of());
        return Mono.zip(surveys.marks(numbers), seen.unread(user.id(), tickets), waits)
                .map(all -> tickets.stream()
                        .map(ticket -> new TicketRow(
                                ticket,
                                who(ticket, names),
                                words.due(ticket),
                                ticket.isOverdue(times.now()),
                                times.show(ticket.updatedAt()),
                                all.getT1().get(ticket.number()),
                                all.getT3().contains(ticket.resident()),
                                all.getT2().contains(ticket.number())))
                        .toList());
    }

    private static String who(Ticket ticket, Map<StaffId, String> names) {
        return ticket.assignee() == null ? ticket.office() : names.getOrDefault(ticket.assignee(), ticket.office());
    }

    private static Map<String, Long> counts(Map<TicketFilter.View, Long> counted, long unseen) {
        Map<String, Long> counts = new HashMap<>();
        counted.forEach((view, count) -> counts.put(view.code(), count));
        counts.put(TicketFilter.View.MENTIONED.code(), unseen);
        return counts;
    }
}
