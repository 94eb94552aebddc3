package org.bandeng.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.conversation.Dialogs;
import org.bandeng.conversation.TopicWords;
import org.bandeng.deliberation.Forum;
import org.bandeng.deliberation.IllegalTopicActionException;
import org.bandeng.deliberation.MeasuresOpenException;
import org.bandeng.deliberation.NewTopic;
import org.bandeng.deliberation.Topic;
import org.bandeng.deliberation.TopicAction;
import org.bandeng.deliberation.TopicChangedException;
import org.bandeng.deliberation.TopicDesk;
import org.bandeng.deliberation.TopicEvent;
import org.bandeng.deliberation.TopicStatus;
import org.bandeng.deliberation.Topics;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Sight;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
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

/** 议题: what is deliberated, from the first words to what came of it. */
@Controller
class TopicPages {

    private static final int SHOWN = 100;
    private static final int LONGEST_TITLE = 40;
    private static final int LONGEST_WORDS = 500;

    /** What a convenor does by hand, in the order of the page. */
    private static final List<TopicAction> BY_HAND = List.of(
            TopicAction.SUBMIT,
            TopicAction.SCHEDULE,
            TopicAction.DECIDE,
            TopicAction.LEAVE,
            TopicAction.PROGRESS,
            TopicAction.REPORT,
            TopicAction.REFUSE,
            TopicAction.WITHDRAW);

    private final Topics topics;
    private final ConvenedTopics convened;
    private final TopicDesk desk;
    private final BallotForms ballots;
    private final MeasureForms measures;
    private final TopicWords words;
    private final Tickets tickets;
    private final Dialogs dialogs;
    private final Places places;
    private final StaffAccounts staff;
    private final Corrections corrections;
    private final Access access;
    private final Times times;

    TopicPages(
            Topics topics,
            ConvenedTopics convened,
            TopicDesk desk,
            BallotForms ballots,
            MeasureForms measures,
            TopicWords words,
            Tickets tickets,
            Dialogs dialogs,
            Places places,
            StaffAccounts staff,
            Corrections corrections,
            Access access,
            Times times) {
        this.topics = topics;
        this.convened = convened;
        this.desk = desk;
        this.ballots = ballots;
        this.measures = measures;
        this.words = words;
        this.tickets = tickets;
        this.dialogs = dialogs;
        this.places = places;
        this.staff = staff;
        this.corrections = corrections;
        this.access = access;
        this.times = times;
    }

    /**
     * A topic in the list.
     *
     * @param where whom it concerns; empty: the whole community
     */
    record Row(Topic topic, String forum, String where, String updated) {}

    /** One line of the history. */
    record Step(TopicEvent event, String who, String time) {}

    @GetMapping("/inbox/topics")
    Mono<String> list(
            @AuthenticationPrincipal StaffUser user,
            @RequestParam(defaultValue = "") String view,
            @RequestParam(defaultValue = "") String problem,
            Model model) {
        boolean all = view.equals("all");
        return access.sight(user)
                .flatMap(sight ->
                        Mono.zip(topics.latest(sight.scope(), !all, SHOWN).collectList(), places.directory()))
                .map(both -> {
                    model.addAttribute("user", user);
                    model.addAttribute("view", all ? "all" : "open");
                    model.addAttribute("problem", problem);
                    model.addAttribute("forums", dialogs.edition().forums().all());
                    model.addAttribute("hot", dialogs.edition().forums().hot().tickets());
                    model.addAttribute(
                            "rows",
                            both.getT1().stream()
                                    .map(topic -> row(topic, both.getT2()))
                                    .toList());
                    return "inbox/topics";
                });
    }

    private Row row(Topic topic, Directory directory) {
        return new Row(topic, words.forum(topic), where(topic.place(), directory), times.show(topic.updatedAt()));
    }

    private static String where(@Nullable PlaceId place, Directory directory) {
        return place == null ? "" : directory.place(place).map(Place::fullName).orElse("");
    }

    /** The form of a topic that staff raise. */
    record Raised(
            @Nullable String forum,
            @Nullable String place,
            @Nullable String title,
            @Nullable String words,
            @Nullable String tickets) {

        List<TicketNumber> numbers() {
            return Stream.of(FormText.of(tickets, LONGEST_WORDS).split("[^0-9]+"))
                    .flatMap(number -> TicketNumber.parse(number).stream())
                    .distinct()
                    .toList();
        }
    }

    @PostMapping("/inbox/topics")
    Mono<String> raise(@AuthenticationPrincipal StaffUser user, @ModelAttribute Raised form) {
        Forum forum =
                dialogs.edition().forums().forum(String.valueOf(form.forum())).orElse(null);
        String title = FormText.of(form.title(), LONGEST_TITLE);
        if (forum == null || title.isEmpty()) {
            return Mono.just("redirect:/inbox/topics?problem=incomplete");
        }
        return place(user, forum, FormText.of(form.place(), LONGEST_TITLE))
                .filterWhen(place -> seesAll(user, form.numbers()))
                .flatMap(place -> desk.raise(
                        new NewTopic(
                                forum,
                                place.map(Place::id).orElse(null),
                                title,
                                FormText.of(form.words(), LONGEST_WORDS),
                                null),
                        Actor.staff(user.id()),
                        form.numbers()))
                .map(topic -> "redirect:/inbox/topics/" + topic.number())
                .defaultIfEmpty("redirect:/inbox/topics?problem=place");
    }

    /** Whom it concerns: of a forum of the whole community nobody in particular; empty: it is said wrongly, or not theirs to say. */
    private Mono<Optional<Place>> place(StaffUser user, Forum forum, String typed) {
        Mono<Optional<Place>> place = forum.reach() == Forum.Reach.COMMUNITY
                ? Mono.just(Optional.empty())
                : corrections
                        .placeSaid(typed)
                        .filter(found -> forum.reach().isOf(found.kind()))
                        .map(Optional::of);
        return place.filterWhen(
                found -> access.convenes(user, found.map(Place::id).orElse(null)));
    }

    private Mono<Boolean> seesAll(StaffUser user, List<TicketNumber> numbers) {
        return Flux.fromIterable(numbers)
                .concatMap(number -> access.seesTicket(user, number.toString()))
                .all(sees -> sees);
    }

    @GetMapping("/inbox/topics/{number}")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable long number,
            @RequestParam(defaultValue = "") String problem,
            @RequestParam(defaultValue = "") String receipt,
            @RequestParam(defaultValue = "") String of,
            Model model) {
        model.addAttribute("receipt", receipt);
        model.addAttribute("of", of);
        return topic(number).flatMap(topic -> access.sight(user)
                .flatMap(sight -> Mono.zip(
                        topics.history(topic).collectList(),
                        ticketsOf(topic, sight),
                        topics.marks(topic.id()),
                        places.directory(),
                        staff.all().collectMap(StaffMember::id, StaffMember::name),
                        access.convenes(user, topic.place()),
                        Mono.zip(ballots.shown(topic), measures.shown(topic))))
                .map(all -> {
                    model.addAttribute("measures", all.getT7().getT2());
                    model.addAttribute(
                            "mayHandOut",
                            all.getT6() && user.isDispatcher() && topic.allows(TopicAction.MEASURE, Actor.Kind.STAFF));
                    model.addAttribute(
                            "suggested",
                            MeasureForms.suggested(
                                    topic, all.getT7().getT1(), all.getT7().getT2()));
                    model.addAttribute("categories", corrections.categories());
                    model.addAttribute("user", user);
                    model.addAttribute("problem", problem);
                    model.addAttribute("topic", topic);
                    model.addAttribute("row", row(topic, all.getT4()));
                    model.addAttribute("vote", all.getT7().getT1().orElse(null));
                    model.addAttribute(
                            "mayVote",
                            all.getT6() && user.isDispatcher() && topic.allows(TopicAction.BALLOT, Actor.Kind.STAFF));
                    model.addAttribute("mayWrite", all.getT6() && user.isDispatcher());
                    model.addAttribute("opened", times.show(topic.openedAt()));
                    model.addAttribute(
                            "forum",
                            dialogs.edition().forums().forum(topic.forum()).orElse(null));
                    model.addAttribute("steps", steps(all.getT1(), all.getT5()));
                    model.addAttribute("tickets", all.getT2());
                    model.addAttribute("marks", all.getT3());
                    model.addAttribute("average", "%.1f".formatted(all.getT3().average()));
                    model.addAttribute("actions", all.getT6() ? actions(user, topic) : List.of());
                    return "inbox/topic";
                }));
    }

    private Mono<List<Ticket>> ticketsOf(Topic topic, Sight sight) {
        return topics.ticketsOf(topic)
                .concatMap(tickets::numbered)
                .filter(sight::covers)
                .collectList();
    }

    private List<Step> steps(List<TopicEvent> history, Map<StaffId, String> names) {
        List<Step> steps = new ArrayList<>();
        for (TopicEvent event : history) {
            StaffId who = event.actor().staff();
            steps.add(new Step(event, who == null ? "" : names.getOrDefault(who, ""), times.show(event.at())));
        }
        return steps;
    }

    private static List<String> actions(StaffUser user, Topic topic) {
        return user.isDispatcher()
                ? BY_HAND.stream()
                        .filter(action -> topic.allows(action, Actor.Kind.STAFF))
                        .map(TopicAction::code)
                        .toList()
                : List.of();
    }

    /**
     * What a form of the page sends.
     *
     * @param seen where the person saw it stand
     */
    record Deed(@Nullable String seen, @Nullable String note) {

        TopicStatus status() {
            return Stream.of(TopicStatus.values())
                    .filter(each -> each.code().equals(seen))
                    .findFirst()
                    .orElse(TopicStatus.CLOSED);
        }
    }

    @PostMapping("/inbox/topics/{number}/{action}")
    Mono<String> act(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable long number,
            @PathVariable String action,
            @ModelAttribute Deed deed) {
        TopicAction wanted = BY_HAND.stream()
                .filter(each -> each.code().equals(action))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String note = FormText.of(deed.note(), LONGEST_WORDS);
        // Everybody whom it concerns reads it; only what needs no reason goes without.
        if (note.isEmpty() && wanted != TopicAction.SUBMIT) {
            return Mono.just(ConvenedTopics.page(number, "note"));
        }
        return convened.of(user, number)
                .flatMap(topic -> desk.change(number, deed.status(), wanted, Actor.staff(user.id()), note))
                .map(changed -> ConvenedTopics.page(number, ""))
                .onErrorReturn(MeasuresOpenException.class, ConvenedTopics.page(number, "measures-open"))
                .onErrorReturn(TopicChangedException.class, ConvenedTopics.page(number, "changed"))
                .onErrorReturn(IllegalTopicActionException.class, ConvenedTopics.page(number, "topic-impossible"));
    }

    private Mono<Topic> topic(long number) {
        return topics.numbered(number)
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }
}
