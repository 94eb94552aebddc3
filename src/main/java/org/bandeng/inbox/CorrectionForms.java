package org.bandeng.inbox;

import java.util.List;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.learning.Lesson;
import org.bandeng.learning.Lessons;
import org.bandeng.ticket.IllegalTicketActionException;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketChangedException;
import org.bandeng.ticket.TicketNumber;
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

/** Puts the category or the place of a ticket right, and shows what was learned from that. */
@Controller
class CorrectionForms {

    private static final int LESSONS = 200;

    private final Desk desk;
    private final Access access;
    private final Corrections corrections;
    private final Lessons lessons;
    private final StaffAccounts staff;
    private final Times times;

    CorrectionForms(
            Desk desk, Access access, Corrections corrections, Lessons lessons, StaffAccounts staff, Times times) {
        this.desk = desk;
        this.access = access;
        this.corrections = corrections;
        this.lessons = lessons;
        this.staff = staff;
        this.times = times;
    }

    /** What the forms send: the version that the person saw, and what is right. */
    record Right(
            int version,
            @Nullable String category,
            @Nullable String place,
            @Nullable String name) {}

    /** A lesson, for people. */
    record Learned(Lesson lesson, String meaning, String who, String time, String withdrawnBy) {}

    @PostMapping("/inbox/tickets/{number}/category")
    Mono<String> recategorize(
            @AuthenticationPrincipal StaffUser user, @PathVariable String number, @ModelAttribute Right right) {
        String category = right.category() == null ? "" : right.category();
        String title = corrections.categories().get(category);
        return title == null
                ? Mono.just(back(number, "category"))
                : done(number, desk.recategorize(number(number), right.version(), category, title, user.id()));
    }

    @PostMapping("/inbox/tickets/{number}/place")
    Mono<String> relocate(
            @AuthenticationPrincipal StaffUser user, @PathVariable String number, @ModelAttribute Right right) {
        String name = right.name() == null ? "" : right.name().strip();
        return corrections
                .place(right.place() == null ? "" : right.place())
                .flatMap(place -> (name.isEmpty() ? Mono.just(true) : corrections.canBeName(name, place))
                        .flatMap(fit -> fit
                                ? done(number, desk.relocate(number(number), right.version(), place, name, user.id()))
                                : Mono.just(back(number, "name"))))
                .defaultIfEmpty(back(number, "place"));
    }

    private static Mono<String> done(String number, Mono<Ticket> change) {
        return change.map(changed -> back(number, ""))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .onErrorReturn(TicketChangedException.class, back(number, "changed"))
                .onErrorReturn(IllegalTicketActionException.class, back(number, "impossible"));
    }

    /** Places to choose from, while somebody types. */
    @GetMapping("/inbox/places")
    Mono<String> places(
            @RequestParam(defaultValue = "") String place, @RequestParam(defaultValue = "") String scope, Model model) {
        return corrections.placesLike(place.isEmpty() ? scope : place).map(names -> {
            model.addAttribute("places", names);
            return "inbox/parts :: place-options";
        });
    }

    @GetMapping("/inbox/lessons")
    Mono<String> page(@AuthenticationPrincipal StaffUser user, Model model) {
        return Mono.zip(
                        lessons.latest(LESSONS)
                                .filterWhen(lesson ->
                                        access.seesTicket(user, lesson.ticket().toString()))
                                .collectList(),
                        staff.all().collectMap(StaffMember::id, StaffMember::name),
                        corrections.placeNames())
                .map(all -> {
                    List<Learned> learned = all.getT1().stream()
                            .map(lesson -> new Learned(
                                    lesson,
                                    lesson.place() == null
                                            ? corrections
                                                    .categories()
                                                    .getOrDefault(lesson.category(), lesson.category())
                                            : all.getT3().getOrDefault(lesson.place(), ""),
                                    name(lesson.staff(), all.getT2()),
                                    times.show(lesson.learnedAt()),
                                    lesson.withdrawnBy() == null ? "" : name(lesson.withdrawnBy(), all.getT2())))
                            .toList();
                    model.addAttribute("user", user);
                    model.addAttribute("lessons", learned);
                    return "inbox/lessons";
                });
    }

    private static String name(StaffId id, java.util.Map<StaffId, String> names) {
        return names.getOrDefault(id, "");
    }

    @PostMapping("/inbox/lessons/{id}/withdraw")
    Mono<String> withdraw(@AuthenticationPrincipal StaffUser user, @PathVariable long id) {
        return lessons.latest(LESSONS)
                .filter(lesson -> lesson.id() == id)
                .filterWhen(lesson -> access.seesTicket(user, lesson.ticket().toString()))
                .next()
                .flatMap(lesson -> desk.withdraw(id, user.id()))
                .thenReturn("redirect:/inbox/lessons");
    }

    private static TicketNumber number(String number) {
        return TicketNumber.parse(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String back(String number, String problem) {
        return "redirect:/inbox/tickets/" + number(number) + (problem.isEmpty() ? "" : "?problem=" + problem);
    }
}
