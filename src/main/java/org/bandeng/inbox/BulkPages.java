package org.bandeng.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Command;
import org.bandeng.ticket.IllegalTicketActionException;
import org.bandeng.ticket.Labels;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketChangedException;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.TicketStatus;
import org.bandeng.ticket.TicketTies;
import org.bandeng.ticket.Tickets;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The same done to several tickets: first shown for each whether it can be, then done to those that nobody changed meanwhile. */
@Controller
class BulkPages {

    private static final Logger LOG = LoggerFactory.getLogger(BulkPages.class);

    private static final int MOST = 100;
    private static final int LONGEST = 300;

    /** A ticket as it was shown: number and version. */
    private static final Pattern SHOWN = Pattern.compile("([0-9]{2,15}):([0-9]{1,9})");

    private final Tickets tickets;
    private final Access access;
    private final Desk desk;
    private final TicketTies ties;
    private final StaffAccounts staff;

    BulkPages(Tickets tickets, Access access, Desk desk, TicketTies ties, StaffAccounts staff) {
        this.tickets = tickets;
        this.access = access;
        this.desk = desk;
        this.ties = ties;
        this.staff = staff;
    }

    /** What can be done to several. */
    enum Deed {
        DISPATCH(TicketAction.DISPATCH),
        NOTE(TicketAction.NOTE),
        TAG(TicketAction.TAG),
        PRIORITIZE(TicketAction.PRIORITIZE);

        private final TicketAction action;

        Deed(TicketAction action) {
            this.action = action;
        }

        public String code() {
            return action.code();
        }
    }

    /**
     * What is wanted.
     *
     * @param assignee to whom; of {@link Deed#DISPATCH}
     * @param words the reason, the progress or the tag
     */
    record Wanted(Deed deed, @Nullable StaffId assignee, Labels.Priority priority, String words) {

        static Optional<Wanted> of(MultiValueMap<String, String> form) {
            String code = Optional.ofNullable(form.getFirst("deed")).orElse("");
            String assignee = Optional.ofNullable(form.getFirst("assignee")).orElse("");
            String priority = Optional.ofNullable(form.getFirst("priority")).orElse("");
            String words =
                    Optional.ofNullable(form.getFirst("words")).orElse("").strip();
            return Stream.of(Deed.values())
                    .filter(deed -> deed.code().equals(code))
                    .findFirst()
                    .map(deed -> new Wanted(
                            deed,
                            assignee.matches("[0-9]{1,18}") ? new StaffId(Long.parseLong(assignee)) : null,
                            Stream.of(Labels.Priority.values())
                                    .filter(each -> each.code().equals(priority))
                                    .findFirst()
                                    .orElse(Labels.Priority.NORMAL),
                            words.length() > LONGEST ? words.substring(0, LONGEST) : words))
                    .filter(Wanted::isComplete);
        }

        private boolean isComplete() {
            return switch (deed) {
                case DISPATCH -> assignee != null && !words.isEmpty();
                case NOTE, TAG -> !words.isEmpty();
                case PRIORITIZE -> true;
            };
        }
    }

    /**
     * One ticket, before or after.
     *
     * @param why it is not done: impossible, changed; empty: it is
     */
    record Row(Ticket ticket, String why) {
        /** Whether somebody works on it already. */
        public boolean isTaken() {
            return ticket.status() == TicketStatus.ACCEPTED
                    || ticket.status() == TicketStatus.IN_PROGRESS
                    || ticket.status() == TicketStatus.WAITING;
        }
    }

    @PostMapping("/inbox/bulk/preview")
    Mono<String> preview(@AuthenticationPrincipal StaffUser user, ServerWebExchange exchange, Model model) {
        return exchange.getFormData().flatMap(this::withoutWhoLeft).flatMap(form -> {
            List<String> numbers = form.getOrDefault("number", List.of());
            Wanted wanted = Wanted.of(form).orElse(null);
            if (wanted == null || numbers.isEmpty() || numbers.size() > MOST) {
                model.addAttribute("problem", numbers.isEmpty() ? "none" : "incomplete");
                return fill(user, form, List.of(), model).thenReturn("inbox/bulk");
            }
            return Flux.fromIterable(numbers)
                    .filterWhen(number -> access.seesTicket(user, number))
                    .concatMap(number -> Mono.justOrEmpty(TicketNumber.parse(number)))
                    .concatMap(tickets::numbered)
                    .map(ticket -> new Row(ticket, can(ticket, wanted, user) ? "" : "impossible"))
                    .collectList()
                    .flatMap(rows -> fill(user, form, rows, model).thenReturn("inbox/bulk"));
        });
    }

    /** Whoever works here no longer is given nothing. */
    private Mono<MultiValueMap<String, String>> withoutWhoLeft(MultiValueMap<String, String> form) {
        String assignee = Optional.ofNullable(form.getFirst("assignee")).orElse("");
        return assignee.matches("[0-9]{1,18}")
                ? staff.isHere(new StaffId(Long.parseLong(assignee))).map(here -> {
                    MultiValueMap<String, String> known = new LinkedMultiValueMap<>(form);
                    if (!here) {
                        known.remove("assignee");
                    }
                    return known;
                })
                : Mono.just(form);
    }

    private static boolean can(Ticket ticket, Wanted wanted, StaffUser user) {
        return ticket.allows(wanted.deed.action, Actor.staff(user.id()));
    }

    private Mono<Void> fill(StaffUser user, MultiValueMap<String, String> form, List<Row> rows, Model model) {
        return staff.all()
                .collectMap(member -> String.valueOf(member.id().value()), StaffMember::name)
                .doOnNext(names -> {
                    model.addAttribute("user", user);
                    model.addAttribute("rows", rows);
                    model.addAttribute("done", Boolean.TRUE.equals(model.getAttribute("done")));
                    model.addAttribute("form", Map.copyOf(form.toSingleValueMap()));
                    model.addAttribute("names", names);
                    model.addAttribute(
                            "possible",
                            rows.stream().filter(row -> row.why.isEmpty()).count());
                })
                .then();
    }

    @PostMapping("/inbox/bulk")
    Mono<String> carryOut(@AuthenticationPrincipal StaffUser user, ServerWebExchange exchange, Model model) {
        return exchange.getFormData().flatMap(this::withoutWhoLeft).flatMap(form -> {
            Wanted wanted = Wanted.of(form).orElse(null);
            List<String> shown = new ArrayList<>(form.getOrDefault("shown", List.of()));
            if (wanted == null || shown.size() > MOST) {
                return Mono.just("redirect:/inbox");
            }
            return Flux.fromIterable(shown)
                    .concatMap(each -> one(each, wanted, user))
                    .collectList()
                    .flatMap(rows -> {
                        model.addAttribute("done", true);
                        return fill(user, form, rows, model).thenReturn("inbox/bulk");
                    });
        });
    }

    /** What became of one; empty if they do not see it. */
    private Mono<Row> one(String shown, Wanted wanted, StaffUser user) {
        Matcher parts = SHOWN.matcher(shown);
        if (!parts.matches()) {
            return Mono.empty();
        }
        int version = Integer.parseInt(parts.group(2));
        return Mono.just(parts.group(1))
                .filterWhen(number -> access.seesTicket(user, number))
                .flatMap(number -> Mono.justOrEmpty(TicketNumber.parse(number)))
                .flatMap(number -> change(number, version, wanted, user)
                        .map(changed -> new Row(changed, ""))
                        .onErrorResume(TicketChangedException.class, changed -> row(number, "changed"))
                        .onErrorResume(IllegalTicketActionException.class, no -> row(number, "impossible"))
                        .onErrorResume(problem -> {
                            LOG.error("Ticket {} could not be changed with others", number, problem);
                            return row(number, "failed");
                        }));
    }

    private Mono<Row> row(TicketNumber number, String why) {
        return tickets.numbered(number).map(ticket -> new Row(ticket, why));
    }

    private Mono<Ticket> change(TicketNumber number, int version, Wanted wanted, StaffUser user) {
        Actor who = Actor.staff(user.id());
        return switch (wanted.deed) {
            case DISPATCH ->
                desk.change(
                        number,
                        version,
                        Command.of(TicketAction.DISPATCH, who, wanted.words).to(wanted.assignee));
            case NOTE -> desk.change(number, version, Command.of(TicketAction.NOTE, who, wanted.words));
            case TAG ->
                desk.told(tickets.numbered(number)
                        .map(ticket -> Stream.concat(ticket.labels().tags().stream(), Stream.of(wanted.words))
                                .distinct()
                                .toList())
                        .flatMap(tags -> ties.tag(number, version, tags, user.id())));
            case PRIORITIZE -> desk.told(ties.prioritize(number, version, wanted.priority, user.id()));
        };
    }
}
