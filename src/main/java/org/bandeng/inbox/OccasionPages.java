package org.bandeng.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.community.Resident;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.conversation.Dialogs;
import org.bandeng.deliberation.Forum;
import org.bandeng.occasion.Attendance;
import org.bandeng.occasion.Meetings;
import org.bandeng.occasion.Occasion;
import org.bandeng.occasion.OccasionDesk;
import org.bandeng.occasion.Occasions;
import org.bandeng.occasion.Remark;
import org.bandeng.web.StaffUser;
import org.bandeng.wechat.PassingCodes;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
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

/** 活动: what is planned, who signed up, who came, and what came of it. */
@Controller
class OccasionPages {

    private static final int SHOWN = 100;
    private static final int LONGEST_TITLE = 40;
    private static final int LONGEST_MINUTES = 2_000;
    private static final int MOST = 10_000;

    /** Meetings run over. */
    private static final Duration LATE = Duration.ofHours(6);

    private static final Pattern SLOT = Pattern.compile("([^|｜]{1,20})[|｜]\\s*([0-9]{1,4})");

    private final Occasions occasions;
    private final OccasionDesk desk;
    private final Meetings meetings;
    private final PassingCodes codes;
    private final Dialogs dialogs;
    private final Places places;
    private final Residents residents;
    private final ConvenedPlaces convened;
    private final Access access;
    private final Times times;

    OccasionPages(
            Occasions occasions,
            OccasionDesk desk,
            Meetings meetings,
            PassingCodes codes,
            Dialogs dialogs,
            Places places,
            Residents residents,
            ConvenedPlaces convened,
            Access access,
            Times times) {
        this.occasions = occasions;
        this.desk = desk;
        this.meetings = meetings;
        this.codes = codes;
        this.dialogs = dialogs;
        this.places = places;
        this.residents = residents;
        this.convened = convened;
        this.access = access;
        this.times = times;
    }

    /** An occasion in the list; {@code where} empty: the whole community is invited. */
    record Row(Occasion occasion, String where, String starts) {}

    /** Somebody who has to do with it. */
    record Guest(String who, String home, String slot, String status, String words, ResidentId resident) {}

    @GetMapping("/inbox/occasions")
    Mono<String> list(
            @AuthenticationPrincipal StaffUser user,
            @RequestParam(defaultValue = "") String view,
            @RequestParam(defaultValue = "") String problem,
            Model model) {
        boolean all = view.equals("all");
        return access.sight(user)
                .flatMap(sight ->
                        Mono.zip(occasions.seen(sight.scope(), all, SHOWN).collectList(), places.directory()))
                .map(both -> {
                    model.addAttribute("user", user);
                    model.addAttribute("view", all ? "all" : "open");
                    model.addAttribute("problem", problem);
                    model.addAttribute("forums", dialogs.edition().forums().all());
                    model.addAttribute(
                            "rows",
                            both.getT1().stream()
                                    .map(each -> row(each, both.getT2()))
                                    .toList());
                    return "inbox/occasions";
                });
    }

    private Row row(Occasion occasion, Directory directory) {
        return new Row(occasion, where(occasion.place(), directory), times.full(occasion.startsAt()));
    }

    private static String where(@Nullable PlaceId place, Directory directory) {
        return place == null ? "" : directory.place(place).map(Place::fullName).orElse("");
    }

    /**
     * The form of something new.
     *
     * @param slots a line each: 家电维修 | 10
     * @param topic the number of a topic that is deliberated
     */
    record Planned(
            @Nullable String kind,
            @Nullable String title,
            @Nullable String forum,
            @Nullable Long topic,
            @Nullable String place,
            @Nullable String venue,
            @Nullable String day,
            @Nullable String from,
            @Nullable String to,
            @Nullable Integer capacity,
            @Nullable String slots,
            @Nullable String monthly) {

        /** Empty: a line is not understood, or there are too many. */
        private Optional<List<Occasion.Slot>> read() {
            List<Occasion.Slot> all = new ArrayList<>();
            for (String line : FormText.of(slots, LONGEST_MINUTES).split("\\R")) {
                Matcher slot = SLOT.matcher(line.strip());
                if (slot.matches() && Integer.parseInt(slot.group(2)) > 0) {
                    all.add(new Occasion.Slot(slot.group(1).strip(), Integer.parseInt(slot.group(2))));
                } else if (!line.isBlank()) {
                    return Optional.empty();
                }
            }
            return all.size() > Occasion.MOST_SLOTS ? Optional.empty() : Optional.of(all);
        }

        private Occasion.Kind kindOf() {
            return Stream.of(Occasion.Kind.values())
                    .filter(each -> each.code().equals(kind))
                    .findFirst()
                    .orElse(Occasion.Kind.MEETING);
        }

        private int room() {
            return capacity == null ? 0 : Math.max(0, Math.min(MOST, capacity));
        }
    }

    @PostMapping("/inbox/occasions")
    Mono<String> plan(@AuthenticationPrincipal StaffUser user, @ModelAttribute Planned form) {
        String title = FormText.of(form.title(), LONGEST_TITLE);
        String venue = FormText.of(form.venue(), LONGEST_TITLE);
        Instant starts = at(form.day(), form.from()).orElse(null);
        Instant ends = at(form.day(), form.to()).orElse(null);
        List<Occasion.Slot> slots = form.read().orElse(null);
        if (title.isEmpty() || venue.isEmpty()) {
            return Mono.just("redirect:/inbox/occasions?problem=incomplete");
        }
        if (starts == null || ends == null || !ends.isAfter(starts) || !starts.isAfter(times.now())) {
            return Mono.just("redirect:/inbox/occasions?problem=time");
        }
        if (slots == null) {
            return Mono.just("redirect:/inbox/occasions?problem=slots");
        }
        String forum = form.kindOf() == Occasion.Kind.MEETING ? String.valueOf(form.forum()) : "";
        String known = dialogs.edition().forums().forum(forum).map(Forum::id).orElse("");
        return convened.typed(user, FormText.of(form.place(), LONGEST_TITLE))
                .flatMap(place -> desk.plan(
                        new OccasionDesk.Plan(
                                form.kindOf(),
                                title,
                                known,
                                form.topic() == null ? 0 : form.topic(),
                                0,
                                place.map(Place::id).orElse(null),
                                venue,
                                starts,
                                ends,
                                form.room(),
                                slots,
                                form.monthly() != null),
                        user.id()))
                .map(planned -> "redirect:/inbox/occasions/" + planned.number())
                .defaultIfEmpty("redirect:/inbox/occasions?problem=place");
    }

    private Optional<Instant> at(@Nullable String day, @Nullable String time) {
        return FormText.day(day).flatMap(found -> FormText.time(time)
                .map(from -> found.atTime(from).atZone(times.zone()).toInstant()));
    }

    @GetMapping("/inbox/occasions/{number}")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable long number,
            @RequestParam(defaultValue = "") String problem,
            Model model) {
        return occasion(user, number, false).flatMap(occasion -> Mono.zip(
                        guests(occasion, user),
                        occasions.guests(occasion).collectList(),
                        occasions.remarks(occasion).collectList(),
                        occasions.present(occasion),
                        places.directory(),
                        access.convenes(user, occasion.place()),
                        Mono.zip(occasions.photos(occasion).collectList(), parties(occasion)))
                .map(all -> {
                    model.addAttribute("user", user);
                    model.addAttribute("problem", problem);
                    model.addAttribute("occasion", occasion);
                    model.addAttribute("row", row(occasion, all.getT5()));
                    model.addAttribute("ends", times.show(occasion.endsAt()));
                    model.addAttribute("guests", all.getT1());
                    model.addAttribute("names", all.getT2());
                    model.addAttribute("remarks", of(all.getT3(), Remark.Kind.REMARK));
                    model.addAttribute("options", of(all.getT3(), Remark.Kind.OPTION));
                    model.addAttribute("present", all.getT4());
                    model.addAttribute(
                            "forum",
                            dialogs.edition()
                                    .forums()
                                    .forum(occasion.forum())
                                    .map(Forum::name)
                                    .orElse(""));
                    model.addAttribute("mayWrite", all.getT6() && user.isDispatcher());
                    model.addAttribute("photos", all.getT7().getT1());
                    model.addAttribute("parties", all.getT7().getT2());
                    return "inbox/occasion";
                }));
    }

    /** All parties of the forum that meets, with what they have answered. */
    private Mono<List<Occasions.Party>> parties(Occasion occasion) {
        List<String> invited = dialogs.edition()
                .forums()
                .forum(occasion.forum())
                .map(Forum::parties)
                .orElse(List.of());
        return occasions.parties(occasion).collectMap(Occasions.Party::name).map(answered -> Stream.concat(
                        invited.stream().map(name -> new Occasions.Party(name, null, "")),
                        answered.values().stream().filter(each -> !invited.contains(each.name())))
                .map(each -> answered.getOrDefault(each.name(), each))
                .toList());
    }

    private static List<Remark> of(List<Remark> all, Remark.Kind kind) {
        return all.stream().filter(each -> each.kind() == kind).toList();
    }

    /** Who lives elsewhere is counted, and not shown to who does not see them. */
    private Mono<List<Guest>> guests(Occasion occasion, StaffUser user) {
        return Mono.zip(occasions.attendances(occasion).collectList(), places.directory(), access.sight(user))
                .flatMap(all -> access.seen(
                                all.getT3(),
                                all.getT1().stream().map(Attendance::resident).toList())
                        .flatMap(seen -> Flux.fromIterable(all.getT1())
                                .filter(each -> seen.contains(each.resident()))
                                .concatMap(each -> residents
                                        .find(each.resident())
                                        .map(resident -> guest(occasion, each, resident, all.getT2())))
                                .collectList()));
    }

    private static Guest guest(Occasion occasion, Attendance attendance, Resident resident, Directory directory) {
        int slot = attendance.slot();
        return new Guest(
                "#" + resident.id().value(),
                where(resident.home(), directory) + " " + resident.homeRoom(),
                slot >= 1 && slot <= occasion.slots().size()
                        ? occasion.slots().get(slot - 1).name()
                        : "",
                attendance.status().code(),
                attendance.words(),
                resident.id());
    }

    /** The code to sign in by, to print or to show. */
    @GetMapping("/inbox/occasions/{number}/code")
    Mono<String> code(@AuthenticationPrincipal StaffUser user, @PathVariable long number, Model model) {
        return occasion(user, number, false)
                .filter(occasion -> occasion.status().isToCome())
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .flatMap(occasion -> codes.code(
                                occasion.scene(),
                                Duration.between(times.now(), occasion.endsAt()).plus(LATE))
                        .map(code -> {
                            model.addAttribute("occasion", occasion);
                            model.addAttribute("starts", times.full(occasion.startsAt()));
                            model.addAttribute("picture", QrPicture.of(code));
                            return "inbox/occasion-code";
                        }));
    }

    /** What the forms of the page send. */
    record Deed(
            @Nullable String note,
            @Nullable Integer in,
            @Nullable Integer out,
            @Nullable Long resident,
            @Nullable String party,
            @Nullable String coming) {

        private static int number(@Nullable Integer typed) {
            return typed == null ? 0 : typed;
        }
    }

    @PostMapping("/inbox/occasions/{number}/{action}")
    Mono<String> act(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable long number,
            @PathVariable String action,
            @ModelAttribute Deed deed) {
        String note = FormText.of(deed.note(), LONGEST_MINUTES);
        if (note.isEmpty() && List.of("cancel", "minutes").contains(action)) {
            return Mono.just(back(number, "note"));
        }
        return occasion(user, number, true)
                .flatMap(occasion -> switch (action) {
                    case "open" ->
                        desk.open(number, user.id())
                                .onErrorResume(DataIntegrityViolationException.class, another -> Mono.empty());
                    case "close" ->
                        meetings.close(occasion).flatMap(open -> open.isEmpty() ? Mono.just(occasion) : Mono.empty());
                    case "cancel" -> desk.cancel(number, note);
                    case "minutes" -> desk.minute(number, note);
                    case "count" -> desk.count(number, Deed.number(deed.in()), Deed.number(deed.out()));
                    case "party" ->
                        FormText.of(deed.party(), LONGEST_TITLE).isEmpty()
                                ? Mono.<Occasion>empty()
                                : meetings.replied(
                                                occasion,
                                                FormText.of(deed.party(), LONGEST_TITLE),
                                                "yes".equals(deed.coming()),
                                                FormText.of(deed.note(), LONGEST_TITLE))
                                        .thenReturn(occasion);
                    case "attended" ->
                        deed.resident() == null
                                ? Mono.<Occasion>empty()
                                : desk.checkIn(number, new ResidentId(deed.resident()), false);
                    default -> Mono.<Occasion>error(new ResponseStatusException(HttpStatus.NOT_FOUND));
                })
                .map(done -> back(number, ""))
                .defaultIfEmpty(back(number, List.of("count", "close").contains(action) ? action : "impossible"));
    }

    private Mono<Occasion> occasion(StaffUser user, long number, boolean toChange) {
        return occasions
                .numbered(number)
                .filterWhen(occasion -> !toChange && occasion.place() == null
                        ? Mono.just(true)
                        : access.convenes(user, occasion.place()))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    private static String back(long number, String problem) {
        return "redirect:/inbox/occasions/" + number + (problem.isEmpty() ? "" : "?problem=" + problem);
    }
}
