package org.bandeng.inbox;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bandeng.community.OfficeCalendar;
import org.bandeng.occasion.Occasion;
import org.bandeng.occasion.OccasionDesk;
import org.bandeng.occasion.Occasions;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.web.StaffUser;
import org.bandeng.works.Works;
import org.bandeng.works.WorksDesk;
import org.bandeng.works.WorksRegister;
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

/** 施工: what is announced, how far it is, what hangs on it, and what those who watch over it saw. */
@Controller
class WorksPages {

    private static final int SHOWN = 100;
    private static final int LONGEST_TITLE = 40;
    private static final int LONGEST_WORDS = 300;
    private static final int LONGEST_LIST = 2_000;
    private static final int MOST_STEPS = 30;
    private static final List<String> ENDED = List.of("resolved", "closed", "withdrawn", "merged");

    private final WorksRegister register;
    private final WorksDesk desk;
    private final Occasions occasions;
    private final OccasionDesk visits;
    private final Corrections corrections;
    private final Access access;
    private final Times times;

    WorksPages(
            WorksRegister register,
            WorksDesk desk,
            Occasions occasions,
            OccasionDesk visits,
            Corrections corrections,
            Access access,
            Times times) {
        this.register = register;
        this.desk = desk;
        this.occasions = occasions;
        this.visits = visits;
        this.corrections = corrections;
        this.access = access;
        this.times = times;
    }

    /** Works in the list. */
    record Row(Works works, String where) {}

    /** A visit that inspects it. */
    record Visit(Occasion occasion, String starts) {}

    @GetMapping("/inbox/works")
    Mono<String> list(
            @AuthenticationPrincipal StaffUser user,
            @RequestParam(defaultValue = "") String view,
            @RequestParam(defaultValue = "") String problem,
            Model model) {
        boolean all = view.equals("all");
        return access.sight(user)
                .flatMap(sight ->
                        Mono.zip(register.seen(sight.scope(), all, SHOWN).collectList(), corrections.placeNames()))
                .map(both -> {
                    model.addAttribute("user", user);
                    model.addAttribute("view", all ? "all" : "open");
                    model.addAttribute("problem", problem);
                    model.addAttribute("categories", corrections.categories());
                    model.addAttribute(
                            "rows",
                            both.getT1().stream()
                                    .map(works -> new Row(works, both.getT2().getOrDefault(works.place(), "")))
                                    .toList());
                    return "inbox/works";
                });
    }

    /**
     * The form of something new.
     *
     * @param milestones a line each: 拆除旧管 | 2026-12-05
     */
    record Planned(
            @Nullable String title,
            @Nullable String place,
            @Nullable String venue,
            @Nullable String contractor,
            @Nullable String phone,
            @Nullable String starts,
            @Nullable String ends,
            @Nullable String noise,
            @Nullable List<String> categories,
            @Nullable String budget,
            @Nullable String watched,
            @Nullable String milestones) {

        private List<String> about() {
            return categories == null ? List.of() : categories;
        }

        /** Empty: a line is not understood, or there are too many. */
        private Optional<List<WorksDesk.Step>> steps() {
            List<WorksDesk.Step> steps = new ArrayList<>();
            for (String line : FormText.of(milestones, LONGEST_LIST).split("\\R")) {
                String[] parts = line.split("[|｜]", 2);
                Optional<LocalDate> due = parts.length < 2 ? Optional.empty() : FormText.day(parts[1]);
                if (due.isPresent() && !parts[0].isBlank()) {
                    steps.add(new WorksDesk.Step(parts[0].strip(), due.get()));
                } else if (!line.isBlank()) {
                    return Optional.empty();
                }
            }
            return steps.size() > MOST_STEPS ? Optional.empty() : Optional.of(steps);
        }
    }

    @PostMapping("/inbox/works")
    Mono<String> announce(@AuthenticationPrincipal StaffUser user, @ModelAttribute Planned form) {
        String title = FormText.of(form.title(), LONGEST_TITLE);
        String contractor = FormText.of(form.contractor(), LONGEST_TITLE);
        String venue = FormText.of(form.venue(), LONGEST_TITLE);
        LocalDate starts = FormText.day(form.starts()).orElse(null);
        LocalDate ends = FormText.day(form.ends()).orElse(null);
        String noise = FormText.of(form.noise(), LONGEST_WORDS);
        List<WorksDesk.Step> steps = form.steps().orElse(null);
        List<String> about = form.about().stream()
                .filter(corrections.categories()::containsKey)
                .toList();
        if (title.isEmpty() || contractor.isEmpty() || venue.isEmpty() || about.isEmpty()) {
            return Mono.just("redirect:/inbox/works?problem=incomplete");
        }
        if (starts == null || ends == null || ends.isBefore(starts) || ends.isBefore(today())) {
            return Mono.just("redirect:/inbox/works?problem=time");
        }
        if (!noise.isEmpty() && OfficeCalendar.ofDuty(noise).isEmpty()) {
            return Mono.just("redirect:/inbox/works?problem=noise");
        }
        if (steps == null) {
            return Mono.just("redirect:/inbox/works?problem=milestones");
        }
        return corrections
                .placeSaid(FormText.of(form.place(), LONGEST_TITLE))
                .filterWhen(place -> access.convenes(user, place.id()))
                .flatMap(place -> desk.announce(
                        new WorksDesk.Plan(
                                title,
                                place.id(),
                                venue,
                                contractor,
                                FormText.of(form.phone(), LONGEST_TITLE),
                                starts,
                                ends,
                                noise,
                                about,
                                FormText.of(form.budget(), LONGEST_WORDS),
                                form.watched() != null,
                                steps),
                        user.id()))
                .map(works -> page(works.number(), ""))
                .defaultIfEmpty("redirect:/inbox/works?problem=place");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(times.now(), times.zone());
    }

    @GetMapping("/inbox/works/{number}")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable long number,
            @RequestParam(defaultValue = "") String problem,
            @RequestParam(defaultValue = "0") int left,
            Model model) {
        return works(user, number).flatMap(works -> Mono.zip(
                        corrections.placeNames(),
                        register.milestones(works).collectList(),
                        register.hanging(works).collectList(),
                        register.checks(works).collectList(),
                        register.watchers(works).collectList(),
                        occasions
                                .inspecting(works.id())
                                .map(each -> new Visit(each, times.show(each.startsAt())))
                                .collectList())
                .map(all -> {
                    model.addAttribute("user", user);
                    model.addAttribute("problem", problem);
                    model.addAttribute("left", left);
                    model.addAttribute("works", works);
                    model.addAttribute("where", all.getT1().getOrDefault(works.place(), ""));
                    model.addAttribute("milestones", all.getT2());
                    model.addAttribute("hanging", all.getT3());
                    model.addAttribute("checks", all.getT4());
                    model.addAttribute("watchers", all.getT5());
                    model.addAttribute("visits", all.getT6());
                    model.addAttribute("today", today());
                    model.addAttribute("announced", works.status() == Works.Status.ANNOUNCED);
                    model.addAttribute(
                            "again",
                            works.status() == Works.Status.DONE
                                    && all.getT3().stream().anyMatch(each -> !ENDED.contains(each.status())));
                    return "inbox/works-page";
                }));
    }

    private Mono<Works> works(StaffUser user, long number) {
        return register.numbered(number)
                .filterWhen(works -> access.convenes(user, works.place()))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    /** What the forms of the page send. */
    record Deed(
            @Nullable String note,
            @Nullable String day,
            @Nullable String from,
            @Nullable String to,
            @Nullable String ticket,
            @Nullable Integer position) {}

    @PostMapping("/inbox/works/{number}/{action}")
    Mono<String> act(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable long number,
            @PathVariable String action,
            @ModelAttribute Deed deed) {
        String note = FormText.of(deed.note(), LONGEST_WORDS);
        if (note.isEmpty() && List.of("tell", "check", "finish", "cancel").contains(action)) {
            return Mono.just(page(number, "note"));
        }
        return works(user, number)
                .flatMap(works -> switch (action) {
                    case "tell" -> desk.tell(number, note).map(done -> page(number, ""));
                    case "reach" ->
                        desk.reach(number, deed.position() == null ? 0 : deed.position(), note)
                                .map(done -> page(number, ""));
                    case "move" ->
                        Mono.justOrEmpty(FormText.day(deed.day()))
                                .filter(day -> !day.isBefore(today()))
                                .flatMap(day -> desk.move(number, day))
                                .map(done -> page(number, ""));
                    case "check" ->
                        Mono.justOrEmpty(FormText.day(deed.day()))
                                .filter(day -> !day.isBefore(today()))
                                .flatMap(day -> desk.check(number, new WorksDesk.Step(note, day)))
                                .map(done -> page(number, ""));
                    case "visit" -> inspect(user, works, deed);
                    case "hang" -> hang(user, works, deed, true);
                    case "take-off" -> hang(user, works, deed, false);
                    case "finish" ->
                        desk.finish(number, note, user.id())
                                .flatMap(left -> callOff(works).thenReturn(left))
                                .map(left -> page(number, left == 0 ? "" : "left&left=" + left));
                    case "cancel" ->
                        desk.cancel(number, note).flatMap(done -> callOff(works).thenReturn(page(number, "")));
                    default -> Mono.<String>error(new ResponseStatusException(HttpStatus.NOT_FOUND));
                })
                .defaultIfEmpty(page(number, List.of("hang", "visit").contains(action) ? action : "impossible"));
    }

    /** Nobody inspects what is over. */
    private Mono<Void> callOff(Works works) {
        return occasions
                .inspecting(works.id())
                .filter(visit -> visit.status().isToCome())
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(visit -> visits.cancel(visit.number(), works.title()))
                .then();
    }

    private Mono<String> hang(StaffUser user, Works works, Deed deed, boolean on) {
        String typed = FormText.of(deed.ticket(), LONGEST_TITLE);
        return access.seesTicket(user, typed)
                .filter(sees -> sees)
                .flatMap(sees -> Mono.justOrEmpty(TicketNumber.parse(typed)))
                .flatMap(ticket -> desk.hang(works.number(), ticket, on))
                .map(done -> page(works.number(), ""));
    }

    /** Those who wait for it and those who watch hear of it, and may come along. */
    private Mono<String> inspect(StaffUser user, Works works, Deed deed) {
        LocalDate day = FormText.day(deed.day()).orElse(null);
        LocalTime from = FormText.time(deed.from()).orElse(null);
        LocalTime to = FormText.time(deed.to()).orElse(null);
        if (works.status() != Works.Status.ANNOUNCED
                || day == null
                || from == null
                || to == null
                || !to.isAfter(from)) {
            return Mono.empty();
        }
        if (!day.atTime(from).atZone(times.zone()).toInstant().isAfter(times.now())) {
            return Mono.empty();
        }
        OccasionDesk.Plan plan = new OccasionDesk.Plan(
                Occasion.Kind.VISIT,
                "巡查：" + works.title(),
                "",
                0,
                works.number(),
                works.place(),
                works.venue(),
                day.atTime(from).atZone(times.zone()).toInstant(),
                day.atTime(to).atZone(times.zone()).toInstant(),
                0,
                List.of(),
                false);
        String said = "%d月%d日 %s 工作人员去%s巡查，想一起看的到时候在现场等。"
                .formatted(day.getMonthValue(), day.getDayOfMonth(), from, works.venue());
        return visits.plan(plan, user.id())
                .flatMap(planned -> desk.tell(works.number(), said))
                .map(told -> page(works.number(), ""));
    }

    private static String page(long number, String problem) {
        return "redirect:/inbox/works/" + number + (problem.isEmpty() ? "" : "?problem=" + problem);
    }
}
