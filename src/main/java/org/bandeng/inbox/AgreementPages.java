package org.bandeng.inbox;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bandeng.agreement.Agreement;
import org.bandeng.agreement.AgreementDesk;
import org.bandeng.agreement.Agreements;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.bandeng.conversation.Dialogs;
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

/** 协商: mediation, bargaining and decisions of three sides. Whoever is not in one does not learn that it is there. */
@Controller
class AgreementPages {

    private static final int SHOWN = 100;
    private static final int SHORT = 40;
    private static final int LONG = 600;
    private static final List<String> NOTED = List.of("evidence", "session", "law", "note");

    private final Agreements agreements;
    private final AgreementDesk desk;
    private final StaffAccounts staff;
    private final Dialogs dialogs;
    private final Times times;

    AgreementPages(Agreements agreements, AgreementDesk desk, StaffAccounts staff, Dialogs dialogs, Times times) {
        this.agreements = agreements;
        this.desk = desk;
        this.staff = staff;
        this.dialogs = dialogs;
        this.times = times;
    }

    /** An entry with its time for people. */
    record Line(Agreement.Entry entry, String time) {}

    /** Somebody who is in it, and whether they have confirmed the terms. */
    record Seat(Agreement.Party party, boolean confirmed) {}

    @GetMapping("/inbox/agreements")
    Mono<String> list(
            @AuthenticationPrincipal StaffUser user,
            @RequestParam(defaultValue = "") String view,
            @RequestParam(defaultValue = "") String problem,
            Model model) {
        boolean all = view.equals("all");
        return agreements.of(user.id(), all, SHOWN).collectList().map(mine -> {
            model.addAttribute("user", user);
            model.addAttribute("view", all ? "all" : "open");
            model.addAttribute("problem", problem);
            model.addAttribute("agreements", mine);
            return "inbox/agreements";
        });
    }

    /** The form of a new one. */
    record Opened(@Nullable String kind, @Nullable String title) {}

    @PostMapping("/inbox/agreements")
    Mono<String> open(@AuthenticationPrincipal StaffUser user, @ModelAttribute Opened form) {
        String title = FormText.of(form.title(), SHORT);
        Agreement.Kind kind = Stream.of(Agreement.Kind.values())
                .filter(each -> each.code().equals(form.kind()))
                .findFirst()
                .orElse(Agreement.Kind.MEDIATION);
        return title.isEmpty()
                ? Mono.just("redirect:/inbox/agreements?problem=title")
                : desk.open(kind, title, user.id()).map(opened -> "redirect:/inbox/agreements/" + opened.number());
    }

    @GetMapping("/inbox/agreements/{number}")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable long number,
            @RequestParam(defaultValue = "") String problem,
            @RequestParam(defaultValue = "") String code,
            Model model) {
        return mine(user, number).flatMap(agreement -> Mono.zip(
                        agreements.parties(agreement).collectList(),
                        agreements.items(agreement).collectList(),
                        agreements.entries(agreement).collectList(),
                        agreements.demands(agreement).collectList(),
                        agreements.duties(agreement).collectList(),
                        agreements.confirmed(agreement),
                        staff.all()
                                .filter(member -> member.role() != StaffMember.Role.STEWARD)
                                .collectList())
                .map(all -> {
                    model.addAttribute("user", user);
                    model.addAttribute("problem", problem);
                    model.addAttribute("code", code.matches("[A-Z0-9]{8}") ? code : "");
                    model.addAttribute("agreement", agreement);
                    model.addAttribute(
                            "seats",
                            all.getT1().stream()
                                    .map(party -> new Seat(party, all.getT6().contains(party.id())))
                                    .toList());
                    model.addAttribute("items", all.getT2());
                    model.addAttribute(
                            "entries",
                            all.getT3().stream()
                                    .map(entry -> new Line(entry, times.show(entry.at())))
                                    .toList());
                    model.addAttribute("demands", all.getT4());
                    model.addAttribute("duties", all.getT5());
                    model.addAttribute("colleagues", all.getT7());
                    model.addAttribute("noted", NOTED);
                    model.addAttribute(
                            "responsibilities",
                            agreement.kind() == Agreement.Kind.TRIPARTITE
                                    ? dialogs.edition().forums().responsibilities()
                                    : List.of());
                    model.addAttribute("leads", agreement.openedBy().equals(user.id()));
                    return "inbox/agreement";
                }));
    }

    /** What the forms of the page send. */
    record Deed(
            @Nullable String kind,
            @Nullable String words,
            @Nullable String side,
            @Nullable String role,
            @Nullable String name,
            @Nullable Long staff,
            @Nullable Integer position,
            @Nullable String who,
            @Nullable String due) {

        private int at() {
            return position == null ? 0 : position;
        }
    }

    @PostMapping("/inbox/agreements/{number}/{action}")
    Mono<String> act(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable long number,
            @PathVariable String action,
            @ModelAttribute Deed deed) {
        String words = FormText.of(deed.words(), LONG);
        return mine(user, number)
                .flatMap(agreement -> {
                    boolean helper = action.equals("note");
                    if (!helper && !agreement.openedBy().equals(user.id())) {
                        return Mono.error(new ResponseStatusException(HttpStatus.FORBIDDEN));
                    }
                    return switch (action) {
                        case "party" -> party(agreement, deed);
                        case "note" ->
                            words.isEmpty() || !NOTED.contains(String.valueOf(deed.kind()))
                                    ? Mono.just("?problem=words")
                                    : desk.note(agreement, String.valueOf(deed.kind()), user.id(), words)
                                            .thenReturn("");
                        case "item" -> words.isEmpty() ? Mono.just("?problem=words") : done(desk.item(number, words));
                        case "settle" -> done(desk.settle(number, deed.at(), words));
                        case "freeze" ->
                            desk.freeze(number, words).map(frozen -> "").defaultIfEmpty("?problem=freeze");
                        case "duty" -> duty(number, deed, words);
                        case "done" ->
                            words.isEmpty() ? Mono.just("?problem=words") : done(desk.done(number, deed.at(), words));
                        case "fail" -> words.isEmpty() ? Mono.just("?problem=words") : done(desk.fail(number, words));
                        case "close" ->
                            desk.close(number, words).map(closed -> "").defaultIfEmpty("?problem=close");
                        default -> Mono.<String>error(new ResponseStatusException(HttpStatus.NOT_FOUND));
                    };
                })
                .map(rest -> "redirect:/inbox/agreements/" + number + rest);
    }

    private static Mono<String> done(Mono<Agreement> deed) {
        return deed.map(after -> "").defaultIfEmpty("?problem=impossible");
    }

    private Mono<String> party(Agreement agreement, Deed deed) {
        String role = FormText.of(deed.role(), SHORT);
        String name = FormText.of(deed.name(), SHORT);
        String side = String.valueOf(deed.side());
        boolean known = agreement.kind().sides().contains(side)
                || List.of("helper", "member").contains(side);
        if (role.isEmpty() || name.isEmpty() || !known) {
            return Mono.just("?problem=party");
        }
        return Mono.justOrEmpty(deed.staff())
                .flatMap(id ->
                        staff.all().filter(member -> member.id().value() == id).next())
                .map(StaffMember::id)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(member -> desk.invite(agreement, side, role, name, member.orElse(null))
                        .map(code -> member.isPresent() ? "" : "?code=" + code))
                .defaultIfEmpty("?problem=impossible");
    }

    private Mono<String> duty(long number, Deed deed, String what) {
        String who = FormText.of(deed.who(), SHORT);
        Optional<LocalDate> due = FormText.day(deed.due());
        return what.isEmpty() || who.isEmpty() || due.isEmpty()
                ? Mono.just("?problem=duty")
                : done(desk.duty(number, what, who, due.get()));
    }

    private Mono<Agreement> mine(StaffUser user, long number) {
        return agreements
                .numbered(number, user.id())
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }
}
