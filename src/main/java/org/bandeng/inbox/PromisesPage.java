package org.bandeng.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bandeng.community.Directory;
import org.bandeng.community.Grid;
import org.bandeng.community.Places;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.conversation.TicketWords;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketFilter;
import org.bandeng.ticket.TicketLists;
import org.bandeng.web.StaffUser;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** 清单办结: every promise that is still to be kept, by who or what part of the community must keep it, with its age and its limit. */
@Controller
class PromisesPage {

    private static final int MOST = 5_000;

    /** What the list can be put together by. */
    private static final List<String> BY = List.of("office", "person", "branch", "grid", "micro_grid");

    private static final List<String> HEADER = List.of("归谁", "编号", "事项", "地点", "负责", "第几天", "最晚", "超时");

    private static final String LAST = "\uFFFF";

    private final TicketLists lists;
    private final Access access;
    private final Places places;
    private final StaffAccounts staff;
    private final TicketWords words;
    private final Times times;

    PromisesPage(TicketLists lists, Access access, Places places, StaffAccounts staff, TicketWords words, Times times) {
        this.lists = lists;
        this.access = access;
        this.places = places;
        this.staff = staff;
        this.words = words;
        this.times = times;
    }

    /** One promise. */
    record Promised(Ticket ticket, String who, long days, String due, boolean overdue) {}

    /**
     * Those of one person, office or part of the grid.
     *
     * @param name empty: nobody in person, or in no part of the grid
     */
    record Group(String name, List<Promised> promises) {
        public long overdue() {
            return promises.stream().filter(Promised::overdue).count();
        }
    }

    @GetMapping("/inbox/promises")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "office") String by, Model model) {
        String wanted = BY.contains(by) ? by : BY.get(0);
        return groups(user, wanted).map(groups -> {
            model.addAttribute("user", user);
            model.addAttribute("by", wanted);
            model.addAttribute("kinds", BY);
            model.addAttribute("groups", groups);
            model.addAttribute(
                    "count",
                    groups.stream().mapToInt(group -> group.promises().size()).sum());
            return "inbox/promises";
        });
    }

    @GetMapping("/inbox/promises.csv")
    Mono<ResponseEntity<byte[]>> file(
            @AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "office") String by) {
        return groups(user, BY.contains(by) ? by : BY.get(0)).map(groups -> {
            StringBuilder text = new StringBuilder("\uFEFF").append(TicketExport.line(HEADER));
            groups.forEach(group -> group.promises()
                    .forEach(each -> text.append(TicketExport.line(List.of(
                            group.name(),
                            each.ticket().number().toString(),
                            each.ticket().title(),
                            each.ticket().placeText(),
                            each.who(),
                            String.valueOf(each.days()),
                            each.due(),
                            each.overdue() ? "超时" : "")))));
            return ResponseEntity.ok()
                    .header("Content-Type", "text/csv; charset=utf-8")
                    .header("Content-Disposition", "attachment; filename=\"promises.csv\"")
                    .body(text.toString().getBytes(StandardCharsets.UTF_8));
        });
    }

    /** By name, those without one last; in each what is due first first. */
    private Mono<List<Group>> groups(StaffUser user, String by) {
        return Mono.zip(
                        access.sight(user)
                                .map(sight -> TicketFilter.in(TicketFilter.View.OPEN, sight)
                                        .build())
                                .flatMap(open -> lists.all(open, MOST).collectList()),
                        places.directory(),
                        staff.all().collectMap(StaffMember::id, StaffMember::name))
                .map(all -> {
                    Map<String, List<Promised>> groups = new TreeMap<>();
                    for (Ticket ticket : all.getT1()) {
                        String name = name(ticket, by, all.getT2(), all.getT3());
                        groups.computeIfAbsent(name.isEmpty() ? LAST : name, key -> new ArrayList<>())
                                .add(promised(ticket, all.getT3()));
                    }
                    return groups.entrySet().stream()
                            .map(group -> new Group(
                                    group.getKey().equals(LAST) ? "" : group.getKey(),
                                    group.getValue().stream()
                                            .sorted(Comparator.comparing(PromisesPage::due))
                                            .toList()))
                            .toList();
                });
    }

    private static Instant due(Promised promised) {
        return Optional.ofNullable(promised.ticket().dueAt()).orElse(Instant.MAX);
    }

    private static String name(Ticket ticket, String by, Directory directory, Map<StaffId, String> names) {
        return switch (by) {
            case "person" -> ticket.assignee() == null ? "" : names.getOrDefault(ticket.assignee(), "");
            case "branch", "grid", "micro_grid" ->
                grid(ticket, Grid.Kind.valueOf(by.toUpperCase(Locale.ROOT)), directory);
            default -> ticket.office();
        };
    }

    private static String grid(Ticket ticket, Grid.Kind kind, Directory directory) {
        return Optional.ofNullable(ticket.place())
                .flatMap(directory::place)
                .flatMap(place -> directory.gridsOf(place).stream()
                        .filter(grid -> grid.kind() == kind)
                        .findFirst())
                .map(Grid::fullName)
                .orElse("");
    }

    private Promised promised(Ticket ticket, Map<StaffId, String> names) {
        Instant now = times.now();
        String who = ticket.assignee() == null
                ? ticket.office()
                : ticket.office() + " " + names.getOrDefault(ticket.assignee(), "");
        return new Promised(
                ticket,
                who.strip(),
                Duration.between(ticket.openedAt(), now).toDays() + 1,
                words.due(ticket),
                ticket.isOverdue(now));
    }
}
