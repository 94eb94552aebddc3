package org.bandeng.inbox;

import java.time.LocalTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bandeng.community.Place;
import org.bandeng.occasion.Occasion;
import org.bandeng.occasion.Roster;
import org.bandeng.occasion.Rosters;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** 轮值: who looks after which room when, and who takes turns. */
@Controller
class RosterPages {

    private static final int SHORT = 20;
    private static final int LONG = 100;
    private static final int WEEKS = 4;

    private final Rosters rosters;
    private final ConvenedPlaces convened;
    private final Access access;
    private final Times times;

    RosterPages(Rosters rosters, ConvenedPlaces convened, Access access, Times times) {
        this.rosters = rosters;
        this.convened = convened;
        this.access = access;
        this.times = times;
    }

    /** A roster with who takes turns and what is to come. */
    record Shown(Roster roster, List<Rosters.Turns> members, List<Duty> duties) {}

    /** A duty with its time for people. */
    record Duty(Occasion occasion, String starts) {}

    @GetMapping("/inbox/rosters")
    Mono<String> list(
            @AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "") String problem, Model model) {
        return access.sight(user)
                .flatMapMany(sight -> rosters.seen(sight.scope()))
                .concatMap(roster -> Mono.zip(
                                rosters.members(roster).collectList(),
                                rosters.duties(roster).collectList())
                        .map(both -> new Shown(
                                roster,
                                both.getT1(),
                                both.getT2().stream()
                                        .map(duty -> new Duty(duty, times.show(duty.startsAt())))
                                        .toList())))
                .collectList()
                .map(all -> {
                    model.addAttribute("user", user);
                    model.addAttribute("problem", problem);
                    model.addAttribute("rosters", all);
                    return "inbox/rosters";
                });
    }

    /** The form of a new one; {@code days} has the days of the week, 1 is Monday. */
    record Opened(
            @Nullable String name,
            @Nullable String place,
            @Nullable String venue,
            @Nullable String tasks,
            @Nullable String from,
            @Nullable String to,
            @Nullable List<Integer> days) {

        private List<Integer> week() {
            return days == null
                    ? List.of()
                    : IntStream.rangeClosed(1, 7).boxed().filter(days::contains).toList();
        }
    }

    @PostMapping("/inbox/rosters")
    Mono<String> open(@AuthenticationPrincipal StaffUser user, @ModelAttribute Opened form) {
        String name = FormText.of(form.name(), SHORT);
        String venue = FormText.of(form.venue(), SHORT);
        String tasks = FormText.of(form.tasks(), LONG);
        LocalTime from = FormText.time(form.from()).orElse(null);
        LocalTime to = FormText.time(form.to()).orElse(null);
        boolean incomplete = Stream.of(name, venue, tasks).anyMatch(String::isEmpty)
                || form.week().isEmpty();
        if (incomplete || from == null || to == null || !to.isAfter(from)) {
            return Mono.just("redirect:/inbox/rosters?problem=incomplete");
        }
        return convened.typed(user, FormText.of(form.place(), LONG))
                .map(place -> place.map(Place::id))
                .flatMap(place ->
                        rosters.open(new Roster(0, name, place.orElse(null), venue, tasks, from, to, form.week())))
                .map(opened -> "redirect:/inbox/rosters")
                .defaultIfEmpty("redirect:/inbox/rosters?problem=place");
    }

    @PostMapping("/inbox/rosters/{id}/plan")
    Mono<String> plan(@AuthenticationPrincipal StaffUser user, @PathVariable long id) {
        return access.sight(user)
                .flatMapMany(sight -> rosters.seen(sight.scope()))
                .filter(roster -> roster.id() == id)
                .next()
                .flatMap(roster -> rosters.plan(roster, WEEKS, user.id()))
                .map(planned -> "redirect:/inbox/rosters" + (planned == 0 ? "?problem=nothing" : ""))
                .defaultIfEmpty("redirect:/inbox/rosters?problem=place");
    }
}
