package org.bandeng.inbox;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bandeng.canvass.Canvass;
import org.bandeng.canvass.CanvassDesk;
import org.bandeng.canvass.CanvassResult;
import org.bandeng.canvass.Canvasses;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.understanding.PersonalData;
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

/** 问卷: one question for every home of a place, with numbers for each building, or for a few chosen at random. */
@Controller
class CanvassPages {

    private static final int SHOWN = 100;
    private static final int LONGEST_QUESTION = 80;
    private static final int LONGEST_OPTION = 12;
    private static final int LONGEST_FORM = 500;
    private static final int LONGEST_PLACE = 40;
    private static final int MOST_SAMPLED = 500;
    private static final int USUALLY_SAMPLED = 30;
    private static final int PERCENT = 100;
    /** Midnight would be read as the beginning of that day. */
    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,6}");

    /** 2号楼 before 10号楼. */
    private static final Comparator<String> BY_NUMBERS = Comparator.comparing(
            name -> DIGITS.matcher(name).replaceAll(number -> "%06d".formatted(Integer.parseInt(number.group()))));

    private final Canvasses canvasses;
    private final CanvassDesk desk;
    private final ConvenedPlaces convened;
    private final Places places;
    private final Access access;
    private final Times times;

    CanvassPages(
            Canvasses canvasses, CanvassDesk desk, ConvenedPlaces convened, Places places, Access access, Times times) {
        this.canvasses = canvasses;
        this.desk = desk;
        this.convened = convened;
        this.places = places;
        this.access = access;
        this.times = times;
    }

    /** A canvass in the list; {@code where} empty: the whole community is asked. */
    record Row(Canvass canvass, String where, String until) {}

    /** How many of a building chose what. */
    record Building(String name, List<Long> counts, long answered) {}

    /** An option with how many chose it, of a hundred. */
    record Total(String option, long count, long percent) {}

    @GetMapping("/inbox/canvasses")
    Mono<String> list(
            @AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "") String problem, Model model) {
        return access.sight(user)
                .flatMap(sight -> Mono.zip(canvasses.seen(sight.scope(), SHOWN).collectList(), places.directory()))
                .map(both -> {
                    model.addAttribute("user", user);
                    model.addAttribute("problem", problem);
                    model.addAttribute(
                            "rows",
                            both.getT1().stream()
                                    .map(each -> row(each, both.getT2()))
                                    .toList());
                    return "inbox/canvasses";
                });
    }

    private Row row(Canvass canvass, Directory directory) {
        String where = canvass.place() == null
                ? ""
                : directory.place(canvass.place()).map(Place::fullName).orElse("");
        return new Row(canvass, where, times.show(canvass.until()));
    }

    /** The form of something new; {@code options} a line each. */
    record Asked(
            @Nullable String kind,
            @Nullable String question,
            @Nullable String options,
            @Nullable String place,
            @Nullable String until,
            @Nullable Integer sample) {

        /** Empty: there are too few or too many, or one is too long to be tapped. */
        private Optional<List<String>> lines() {
            List<String> lines = FormText.of(options, LONGEST_FORM)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .distinct()
                    .toList();
            boolean usable = lines.size() >= 2
                    && lines.size() <= Canvass.MOST_OPTIONS
                    && lines.stream().allMatch(line -> line.length() <= LONGEST_OPTION);
            return usable ? Optional.of(lines) : Optional.empty();
        }
    }

    @PostMapping("/inbox/canvasses")
    Mono<String> open(@AuthenticationPrincipal StaffUser user, @ModelAttribute Asked form) {
        String question = FormText.of(form.question(), LONGEST_QUESTION);
        List<String> options = form.lines().orElse(null);
        Instant until = evening(form.until()).orElse(null);
        if (question.isEmpty() || options == null) {
            return Mono.just("redirect:/inbox/canvasses?problem=options");
        }
        if (until == null || !until.isAfter(times.now())) {
            return Mono.just("redirect:/inbox/canvasses?problem=until");
        }
        Canvass.Kind kind = Stream.of(Canvass.Kind.values())
                .filter(each -> each.code().equals(form.kind()))
                .findFirst()
                .orElse(Canvass.Kind.DEMAND);
        int sample = form.sample() == null ? USUALLY_SAMPLED : Math.max(1, Math.min(MOST_SAMPLED, form.sample()));
        return convened.typed(user, FormText.of(form.place(), LONGEST_PLACE))
                .flatMap(found -> desk.open(
                        new CanvassDesk.Plan(
                                kind, question, options, found.map(Place::id).orElse(null), until, sample),
                        user.id()))
                .map(opened -> "redirect:/inbox/canvasses/" + opened.number())
                .defaultIfEmpty("redirect:/inbox/canvasses?problem=place");
    }

    /** The end of that day. */
    private Optional<Instant> evening(@Nullable String day) {
        return FormText.day(day)
                .map(found -> found.atTime(LAST_MINUTE).atZone(times.zone()).toInstant());
    }

    @GetMapping("/inbox/canvasses/{number}")
    Mono<String> page(@AuthenticationPrincipal StaffUser user, @PathVariable long number, Model model) {
        return canvass(user, number, false).flatMap(canvass -> Mono.zip(
                        canvasses.result(canvass), places.directory(), access.convenes(user, canvass.place()))
                .map(all -> {
                    CanvassResult result = all.getT1();
                    model.addAttribute("user", user);
                    model.addAttribute("canvass", canvass);
                    model.addAttribute("row", row(canvass, all.getT2()));
                    model.addAttribute("result", result);
                    model.addAttribute("totals", totals(canvass, result));
                    model.addAttribute(
                            "buildings",
                            canvass.kind() == Canvass.Kind.DEMAND ? buildings(result, all.getT2()) : List.of());
                    model.addAttribute(
                            "words",
                            result.words().stream().map(PersonalData::masked).toList());
                    model.addAttribute("mayClose", canvass.open() && all.getT3() && user.isDispatcher());
                    return "inbox/canvass";
                }));
    }

    private static List<Total> totals(Canvass canvass, CanvassResult result) {
        List<Total> totals = new ArrayList<>();
        for (int option = 0; option < canvass.options().size(); option++) {
            long count = result.totals().get(option);
            long percent = result.answered() == 0 ? 0 : Math.round((double) count * PERCENT / result.answered());
            totals.add(new Total(canvass.options().get(option), count, percent));
        }
        return totals;
    }

    /** The doors of a building together, in the order of the names; which of them most want is seen at once. */
    private static List<Building> buildings(CanvassResult result, Directory directory) {
        Map<String, List<Long>> all = new TreeMap<>(BY_NUMBERS);
        result.byDoor().forEach(part -> {
            PlaceId door = part.door();
            String name = door == null
                    ? ""
                    : directory
                            .place(door)
                            .map(place -> building(place, directory))
                            .orElse("");
            all.merge(name, part.counts(), CanvassPages::sum);
        });
        return all.entrySet().stream()
                .map(each -> new Building(
                        each.getKey(),
                        each.getValue(),
                        each.getValue().stream().mapToLong(Long::longValue).sum()))
                .toList();
    }

    private static String building(Place place, Directory directory) {
        return directory.around(place).stream()
                .filter(each -> each.kind() == Place.Kind.BUILDING)
                .findFirst()
                .orElse(place)
                .fullName();
    }

    private static List<Long> sum(List<Long> one, List<Long> other) {
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            sum.add(one.get(i) + other.get(i));
        }
        return sum;
    }

    @PostMapping("/inbox/canvasses/{number}/close")
    Mono<String> close(@AuthenticationPrincipal StaffUser user, @PathVariable long number) {
        return canvass(user, number, true)
                .flatMap(canvass -> desk.close(number).hasElement())
                .thenReturn("redirect:/inbox/canvasses/" + number);
    }

    private Mono<Canvass> canvass(StaffUser user, long number, boolean toChange) {
        return canvasses
                .numbered(number)
                .filterWhen(canvass ->
                        !toChange && canvass.place() == null ? Mono.just(true) : access.convenes(user, canvass.place()))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }
}
