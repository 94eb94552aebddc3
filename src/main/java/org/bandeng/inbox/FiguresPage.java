package org.bandeng.inbox;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bandeng.community.CommunityProperties;
import org.bandeng.community.Directory;
import org.bandeng.community.Grid;
import org.bandeng.community.Place;
import org.bandeng.community.Places;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.figures.Case;
import org.bandeng.figures.Figures;
import org.bandeng.figures.Summary;
import org.bandeng.ticket.Sight;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** 数字: how it goes, for a span of days, and as a report of a week to print. */
@Controller
class FiguresPage {

    private static final int DAYS = 30;
    private static final int MOST_DAYS = 400;
    private static final int WEEK = 7;
    private static final int HOTTEST = 60;
    private static final double MINUTES = 60;
    private static final double DEEPEST = 5;

    private final Figures figures;
    private final Access access;
    private final Places places;
    private final StaffAccounts staff;
    private final CommunityProperties community;
    private final Times times;

    FiguresPage(
            Figures figures,
            Access access,
            Places places,
            StaffAccounts staff,
            CommunityProperties community,
            Times times) {
        this.figures = figures;
        this.access = access;
        this.places = places;
        this.staff = staff;
        this.community = community;
        this.times = times;
    }

    /** One line of a table: a category, a part of the grid, a person. */
    record Line(String name, Summary summary) {
        public Span accepted() {
            return new Span(summary.untilAccepted());
        }

        public Span resolved() {
            return new Span(summary.untilResolved());
        }
    }

    /** How long something took, in the unit that people would say it in. */
    record Span(@Nullable Duration time) {

        public boolean isKnown() {
            return time != null;
        }

        public boolean isShort() {
            return time != null && time.toHours() < 1;
        }

        public String minutes() {
            return time == null ? "" : String.valueOf(time.toMinutes());
        }

        /** With one digit after the point. */
        public String hours() {
            return time == null ? "" : "%.1f".formatted(time.toMinutes() / MINUTES);
        }
    }

    /**
     * A building on the map of heat.
     *
     * @param heat 0 to 5, as deep as it is shown
     */
    record Building(String name, long opened, long open, int heat) {}

    @GetMapping("/inbox/figures")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            Model model) {
        LocalDate last = day(until).orElseGet(this::today);
        LocalDate first = day(from)
                .filter(day -> !day.isAfter(last) && ChronoUnit.DAYS.between(day, last) < MOST_DAYS)
                .orElse(last.minusDays(DAYS - 1));
        return fill(user, first, last, model).thenReturn("inbox/figures");
    }

    /** The report of a week, from Monday to Sunday; the last whole one if none is asked for. */
    @GetMapping("/inbox/figures/week")
    Mono<String> week(
            @AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "") String of, Model model) {
        LocalDate monday = day(of).orElseGet(() -> today().minusDays(WEEK))
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        model.addAttribute("community", community.name());
        model.addAttribute("before", monday.minusDays(WEEK));
        model.addAttribute("after", monday.plusDays(WEEK));
        return fill(user, monday, monday.plusDays(WEEK - 1), model).thenReturn("inbox/week");
    }

    private Mono<Void> fill(StaffUser user, LocalDate first, LocalDate last, Model model) {
        ZoneId zone = times.zone();
        return access.sight(user)
                .flatMap(sight -> Mono.zip(
                        cases(first, last, sight, zone),
                        figures.openByAge(sight),
                        places.directory(),
                        staff.all().collectMap(StaffMember::id, StaffMember::name),
                        cases(
                                first.minusDays(ChronoUnit.DAYS.between(first, last) + 1),
                                first.minusDays(1),
                                sight,
                                zone)))
                // A year of a district takes a while to be put together.
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(all -> {
                    List<Case> cases = all.getT1();
                    Directory directory = all.getT3();
                    Map<StaffId, String> names = all.getT4();
                    model.addAttribute("user", user);
                    model.addAttribute("first", first);
                    model.addAttribute("last", last);
                    model.addAttribute("total", new Line("", Summary.of(cases)));
                    model.addAttribute("previous", new Line("", Summary.of(all.getT5())));
                    model.addAttribute("ages", all.getT2());
                    model.addAttribute("days", days(cases, first, last, zone));
                    model.addAttribute("categories", lines(cases, each -> Optional.of(each.title())));
                    model.addAttribute("people", lines(cases, each -> Optional.ofNullable(each.assignee())
                            .map(id -> names.getOrDefault(id, ""))));
                    model.addAttribute("grids", lines(cases, each -> grid(each, directory)));
                    model.addAttribute("buildings", buildings(cases, directory));
                })
                .then();
    }

    private Mono<List<Case>> cases(LocalDate first, LocalDate last, Sight sight, ZoneId zone) {
        return figures.opened(
                        first.atStartOfDay(zone).toInstant(),
                        last.plusDays(1).atStartOfDay(zone).toInstant(),
                        sight)
                .collectList();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(times.now(), times.zone());
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** How many came on each day, also on those on which none came. */
    private static Map<LocalDate, Long> days(List<Case> cases, LocalDate first, LocalDate last, ZoneId zone) {
        Map<LocalDate, Long> days = new LinkedHashMap<>();
        first.datesUntil(last.plusDays(1)).forEach(day -> days.put(day, 0L));
        cases.forEach(each -> days.merge(LocalDate.ofInstant(each.openedAt(), zone), 1L, Long::sum));
        return days;
    }

    /** The most frequent first; what belongs to nothing is left out. */
    private static List<Line> lines(List<Case> cases, Function<Case, Optional<String>> name) {
        Map<String, List<Case>> groups = new LinkedHashMap<>();
        cases.forEach(each -> name.apply(each).ifPresent(key -> groups.computeIfAbsent(key, none -> new ArrayList<>())
                .add(each)));
        return groups.entrySet().stream()
                .map(group -> new Line(group.getKey(), Summary.of(group.getValue())))
                .sorted(Comparator.comparing((Line line) -> line.summary().opened())
                        .reversed())
                .toList();
    }

    private static Optional<String> grid(Case each, Directory directory) {
        return Optional.ofNullable(each.place())
                .flatMap(directory::place)
                .flatMap(place -> directory.gridsOf(place).stream()
                        .filter(grid -> grid.kind() == Grid.Kind.GRID)
                        .findFirst())
                .map(Grid::fullName);
    }

    private static List<Building> buildings(List<Case> cases, Directory directory) {
        Map<Place, List<Case>> byBuilding = cases.stream()
                .filter(each -> building(each, directory).isPresent())
                .collect(Collectors.groupingBy(each -> building(each, directory).orElseThrow()));
        long most = byBuilding.values().stream().mapToLong(List::size).max().orElse(1);
        return byBuilding.entrySet().stream()
                .map(each -> new Building(
                        each.getKey().fullName(),
                        each.getValue().size(),
                        each.getValue().stream().filter(Case::open).count(),
                        (int) Math.ceil(each.getValue().size() * DEEPEST / most)))
                .sorted(Comparator.comparing(Building::opened).reversed().thenComparing(Building::name))
                .limit(HOTTEST)
                .toList();
    }

    private static Optional<Place> building(Case each, Directory directory) {
        return Optional.ofNullable(each.place())
                .flatMap(directory::place)
                .flatMap(place -> directory.around(place).stream()
                        .filter(around -> around.kind() == Place.Kind.BUILDING)
                        .findFirst());
    }
}
