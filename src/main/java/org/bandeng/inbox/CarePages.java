package org.bandeng.inbox;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bandeng.care.CareDesk;
import org.bandeng.care.CareList;
import org.bandeng.care.CarePerson;
import org.bandeng.care.CareVisit;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** 看望: whom somebody of the staff looks after; nobody else sees them, whatever else they may see. */
@Controller
class CarePages {

    private static final int SHOWN = 8;
    private static final int SHORT = 40;
    private static final int LONG = 200;
    private static final int DAYS = 7;

    private final CareList list;
    private final CareDesk desk;
    private final StaffAccounts staff;
    private final Times times;

    CarePages(CareList list, CareDesk desk, StaffAccounts staff, Times times) {
        this.list = list;
        this.desk = desk;
        this.staff = staff;
        this.times = times;
    }

    /** Somebody with the last visits, and the day of the next one. */
    record Row(
            CarePerson person, String steward, String coordinator, boolean mine, LocalDate next, List<Past> visits) {}

    /** A visit; {@code ended} empty: it is not over. */
    record Past(CareVisit visit, String ended) {}

    @GetMapping("/inbox/care")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "") String problem, Model model) {
        return Mono.zip(list.knownTo(user.id()).collectList(), staff.all().collectList(), list.orphans())
                .flatMap(all -> {
                    Map<StaffId, String> names =
                            all.getT2().stream().collect(Collectors.toMap(StaffMember::id, StaffMember::name));
                    return Flux.fromIterable(all.getT1())
                            .concatMap(person -> row(person, user, names))
                            .collectList()
                            .zipWith(reachable())
                            .map(rows -> {
                                model.addAttribute("user", user);
                                model.addAttribute("problem", problem);
                                model.addAttribute("rows", rows.getT1());
                                model.addAttribute("stewards", rows.getT2());
                                model.addAttribute(
                                        "coordinators",
                                        rows.getT2().stream()
                                                .filter(member -> member.role().isAtLeast(StaffMember.Role.DISPATCHER))
                                                .toList());
                                model.addAttribute("orphans", all.getT3());
                                return "inbox/care";
                            });
                });
    }

    private Mono<Row> row(CarePerson person, StaffUser user, Map<StaffId, String> names) {
        return list.visits(person, SHOWN)
                .map(visit -> new Past(visit, visit.endedAt() == null ? "" : times.show(visit.endedAt())))
                .collectList()
                .map(visits -> new Row(
                        person,
                        names.getOrDefault(person.steward(), ""),
                        names.getOrDefault(person.coordinator(), ""),
                        person.coordinator().equals(user.id()),
                        next(person, visits),
                        visits));
    }

    private LocalDate next(CarePerson person, List<Past> visits) {
        LocalDateTime now = LocalDateTime.ofInstant(times.now(), times.zone());
        LocalDate today = now.toLocalDate();
        boolean asked = visits.stream().anyMatch(past -> past.visit().dueOn().equals(today));
        boolean over = asked || now.toLocalTime().isAfter(person.at());
        return today.with(over ? TemporalAdjusters.next(person.day()) : TemporalAdjusters.nextOrSame(person.day()));
    }

    /** Who can be told in WeChat. */
    private Mono<List<StaffMember>> reachable() {
        return staff.present().filter(member -> member.weChat() != null).collectList();
    }

    /** What the forms send. */
    record Typed(
            @Nullable String name,
            @Nullable String place,
            @Nullable String phone,
            @Nullable String relative,
            @Nullable String note,
            @Nullable String consent,
            @Nullable Long steward,
            @Nullable Long coordinator,
            @Nullable Integer day,
            @Nullable String at) {

        private CarePerson.Who who() {
            return new CarePerson.Who(
                    FormText.of(name(), SHORT),
                    FormText.of(place(), SHORT),
                    FormText.of(phone(), SHORT),
                    FormText.of(relative(), SHORT),
                    FormText.of(note(), LONG));
        }

        /** Empty: somebody who cannot be told, or no such day or time, or one at night. */
        private Optional<CareDesk.Watch> watch(List<StaffMember> reachable, StaffId coordinator) {
            try {
                Optional<StaffId> goes = reachable.stream()
                        .map(StaffMember::id)
                        .filter(id -> steward() != null && id.value() == steward())
                        .findFirst();
                boolean rings = reachable.stream()
                        .anyMatch(member -> member.id().equals(coordinator)
                                && member.role().isAtLeast(StaffMember.Role.DISPATCHER));
                LocalTime time = LocalTime.parse(String.valueOf(at()));
                int weekday = day() == null ? 0 : day();
                boolean byDay = !time.isBefore(CareDesk.EARLIEST_VISIT) && !time.isAfter(CareDesk.LATEST_VISIT);
                boolean known = weekday >= 1 && weekday <= DAYS && rings && byDay;
                return goes.filter(id -> known)
                        .map(id -> new CareDesk.Watch(id, coordinator, DayOfWeek.of(weekday), time));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    @PostMapping("/inbox/care")
    Mono<String> enter(@AuthenticationPrincipal StaffUser user, @ModelAttribute Typed form) {
        CarePerson.Who who = form.who();
        String consent = FormText.of(form.consent(), LONG);
        if (who.name().isEmpty() || who.place().isEmpty()) {
            return Mono.just("redirect:/inbox/care?problem=who");
        }
        if (consent.isEmpty()) {
            return Mono.just("redirect:/inbox/care?problem=consent");
        }
        return reachable()
                .flatMap(reachable -> Mono.justOrEmpty(form.watch(reachable, user.id())))
                .flatMap(watch -> desk.enter(who, consent, watch))
                .map(id -> "redirect:/inbox/care")
                .defaultIfEmpty("redirect:/inbox/care?problem=watch");
    }

    @PostMapping("/inbox/care/{id}/{action}")
    Mono<String> act(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable long id,
            @PathVariable String action,
            @ModelAttribute Typed form) {
        return switch (action) {
            case "change" ->
                reachable()
                        .flatMap(reachable -> Mono.justOrEmpty(form.watch(
                                reachable, form.coordinator() == null ? user.id() : new StaffId(form.coordinator()))))
                        .filter(watch -> !form.who().name().isEmpty()
                                && !form.who().place().isEmpty())
                        .flatMap(watch -> desk.change(id, user.id(), watch, form.who()))
                        .filter(done -> done)
                        .map(done -> "redirect:/inbox/care")
                        .defaultIfEmpty("redirect:/inbox/care?problem=watch");
            case "forget" ->
                desk.forget(id, user.id())
                        .filter(done -> done)
                        .map(done -> "redirect:/inbox/care")
                        .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
            default -> Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
        };
    }

    /** Somebody answers for those whose coordinator works here no more. */
    @PostMapping("/inbox/care/adopt")
    Mono<String> adopt(@AuthenticationPrincipal StaffUser user) {
        if (!user.isAdmin()) {
            return Mono.error(new ResponseStatusException(HttpStatus.FORBIDDEN));
        }
        return reachable()
                .filter(reachable ->
                        reachable.stream().anyMatch(member -> member.id().equals(user.id())))
                .flatMap(bound -> desk.adopt(user.id()))
                .map(done -> "redirect:/inbox/care")
                .defaultIfEmpty("redirect:/inbox/care?problem=watch");
    }
}
