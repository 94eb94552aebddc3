package org.bandeng.inbox;

import java.util.Optional;
import java.util.regex.Pattern;
import org.bandeng.community.Callers;
import org.bandeng.community.Place;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffAccounts;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.NewTicket;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** Staff report something: for somebody who rang up, or of what they saw themselves. */
@Controller
class ReportPage {

    private static final int LONGEST_NAME = 20;
    private static final int LONGEST_WORDS = 500;

    /** Seven digits within a town, fifteen with a country's code; written with blanks, hyphens or brackets. */
    private static final Pattern TELEPHONE = Pattern.compile("[+(（]?(?:[0-9][- ()（）]*){7,15}");

    private final TicketDesk desk;
    private final Desk told;
    private final TransactionalOperator transaction;
    private final Callers callers;
    private final StaffAccounts staff;
    private final Corrections corrections;
    private final Access access;

    ReportPage(
            TicketDesk desk,
            Desk told,
            TransactionalOperator transaction,
            Callers callers,
            StaffAccounts staff,
            Corrections corrections,
            Access access) {
        this.desk = desk;
        this.told = told;
        this.transaction = transaction;
        this.callers = callers;
        this.staff = staff;
        this.corrections = corrections;
        this.access = access;
    }

    /** The form of a report. */
    record Report(
            @Nullable String name,
            @Nullable String phone,
            @Nullable String category,
            @Nullable String place,
            @Nullable String words,
            @Nullable String urgent) {

        private static String text(@Nullable String typed, int longest) {
            String text = typed == null ? "" : typed.strip();
            return text.length() > longest ? text.substring(0, longest) : text;
        }

        String said() {
            return text(words, LONGEST_WORDS);
        }

        String where() {
            return text(place, LONGEST_WORDS);
        }

        String caller() {
            return text(name, LONGEST_NAME);
        }

        /** Whether nobody could be rung up by what was typed. */
        boolean isWrongNumber() {
            String typed = text(phone, LONGEST_NAME);
            return !typed.isEmpty() && !TELEPHONE.matcher(typed).matches();
        }

        String digits() {
            return text(phone, LONGEST_NAME).replaceAll("[^0-9+-]", "");
        }
    }

    @GetMapping("/inbox/report")
    String page(@AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "") String problem, Model model) {
        model.addAttribute("user", user);
        model.addAttribute("problem", problem);
        model.addAttribute("report", new Report(null, null, null, null, null, null));
        model.addAttribute("categories", corrections.categories());
        return "inbox/report";
    }

    /** What was typed stays on the page when something is missing. */
    @PostMapping("/inbox/report")
    Mono<String> open(@AuthenticationPrincipal StaffUser user, @ModelAttribute("report") Report report, Model model) {
        String category = report.category() == null ? "" : report.category();
        String title = corrections.categories().get(category);
        boolean incomplete =
                title == null || report.said().isEmpty() || report.where().isEmpty();
        if (title == null || incomplete || report.isWrongNumber()) {
            return Mono.just(again(user, incomplete ? "incomplete" : "phone", model));
        }
        return place(user, report)
                .flatMap(place -> told.told(transaction.transactional(reporter(user, report)
                        .flatMap(reporter ->
                                desk.open(matter(report, title, reporter, place), Actor.staff(user.id()))))))
                .map(ticket -> "redirect:/inbox/tickets/" + ticket.number())
                // Nobody may open what they could not see afterwards.
                .switchIfEmpty(Mono.fromSupplier(() -> again(user, "place", model)));
    }

    /** What a resident told a person becomes a ticket of theirs. */
    @PostMapping("/inbox/residents/{id}/tickets")
    Mono<String> openFor(
            @AuthenticationPrincipal StaffUser user, @PathVariable long id, @ModelAttribute("report") Report report) {
        String title = corrections.categories().get(report.category() == null ? "" : report.category());
        if (title == null || report.said().isEmpty() || report.where().isEmpty()) {
            return Mono.just("redirect:/inbox/residents/%d?problem=incomplete".formatted(id));
        }
        return place(user, report)
                .flatMap(place ->
                        told.told(desk.open(matter(report, title, new ResidentId(id), place), Actor.staff(user.id()))))
                .map(ticket -> "redirect:/inbox/tickets/" + ticket.number())
                .defaultIfEmpty("redirect:/inbox/residents/%d?problem=place".formatted(id));
    }

    /** Where it is, as far as the directory knows; empty if they could not see there. */
    private Mono<Optional<Place>> place(StaffUser user, Report report) {
        return corrections
                .placeSaid(report.where())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .filterWhen(place -> access.sight(user).map(sight -> sight.scope()
                        .contains(place.map(Place::id).orElse(null))));
    }

    private String again(StaffUser user, String problem, Model model) {
        model.addAttribute("user", user);
        model.addAttribute("problem", problem);
        model.addAttribute("categories", corrections.categories());
        return "inbox/report";
    }

    private static NewTicket matter(Report report, String title, ResidentId reporter, Optional<Place> place) {
        return new NewTicket(
                reporter,
                String.valueOf(report.category()),
                title,
                report.said(),
                report.said(),
                place.map(Place::id).orElse(null),
                place.map(Place::fullName).orElse(report.where()),
                report.urgent() != null);
    }

    /** Who rang up, or, if nobody did, the member of the staff. */
    private Mono<ResidentId> reporter(StaffUser user, Report report) {
        boolean rang = !report.caller().isEmpty() || !report.digits().isEmpty();
        return rang
                ? callers.add(report.caller(), report.digits())
                : staff.find(user.id())
                        .flatMap(member -> Mono.justOrEmpty(member.weChat()))
                        .switchIfEmpty(Mono.defer(() -> callers.add(user.displayName(), "")));
    }
}
