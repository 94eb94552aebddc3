package org.bandeng.inbox;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.bandeng.community.Place;
import org.bandeng.community.Places;
import org.bandeng.conversation.TopicWords;
import org.bandeng.deliberation.IllegalTopicActionException;
import org.bandeng.deliberation.Measure;
import org.bandeng.deliberation.MeasureDesk;
import org.bandeng.deliberation.Measures;
import org.bandeng.deliberation.Poll;
import org.bandeng.deliberation.Topic;
import org.bandeng.deliberation.TopicStatus;
import org.bandeng.ticket.Actor;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import reactor.core.publisher.Mono;

/** 落实清单 of a topic: what was decided is handed out, one measure a ticket, or struck out with a reason. */
@Controller
class MeasureForms {

    private static final int LONGEST_WHAT = 100;
    private static final int LONGEST_WHO = 20;
    private static final int LONGEST_REASON = 200;

    private final ConvenedTopics topics;
    private final Measures measures;
    private final MeasureDesk desk;
    private final TopicWords words;
    private final Places places;
    private final Corrections corrections;
    private final Clock clock;

    MeasureForms(
            ConvenedTopics topics,
            Measures measures,
            MeasureDesk desk,
            TopicWords words,
            Places places,
            Corrections corrections,
            Clock clock) {
        this.topics = topics;
        this.measures = measures;
        this.desk = desk;
        this.words = words;
        this.places = places;
        this.corrections = corrections;
        this.clock = clock;
    }

    /** What the page of a topic shows of them. */
    Mono<List<Measure>> shown(Topic topic) {
        return measures.of(topic.id()).collectList();
    }

    /** What passed a vote and is not handed out yet, word for word. */
    static List<String> suggested(Topic topic, Optional<BallotForms.Shown> vote, List<Measure> handedOut) {
        if (topic.status() != TopicStatus.DECIDED || vote.isEmpty()) {
            return List.of();
        }
        Poll poll = vote.get().poll();
        return poll.count() == null
                ? List.of()
                : poll.count().passed().stream()
                        .map(option -> poll.ballot().options().get(option - 1).content())
                        .filter(content ->
                                handedOut.stream().noneMatch(each -> each.what().equals(content)))
                        .toList();
    }

    /** What the form sends. */
    record Typed(
            @Nullable String what,
            @Nullable String who,
            @Nullable String category,
            @Nullable String due) {}

    @PostMapping("/inbox/topics/{number}/measures")
    Mono<String> take(@AuthenticationPrincipal StaffUser user, @PathVariable long number, @ModelAttribute Typed typed) {
        String what = FormText.of(typed.what(), LONGEST_WHAT);
        String who = FormText.of(typed.who(), LONGEST_WHO);
        String category = String.valueOf(typed.category());
        String title = corrections.categories().get(category);
        LocalDate due = day(typed.due()).orElse(null);
        if (what.isEmpty() || who.isEmpty() || title == null) {
            return Mono.just(ConvenedTopics.page(number, "measure"));
        }
        if (due == null) {
            return Mono.just(ConvenedTopics.page(number, "measure-due"));
        }
        return topics.of(user, number)
                .zipWith(places.directory())
                .flatMap(both -> {
                    Topic topic = both.getT1();
                    Place place = topic.place() == null
                            ? null
                            : both.getT2().place(topic.place()).orElse(null);
                    return desk.take(
                            number,
                            new MeasureDesk.Order(
                                    words.forum(topic),
                                    what,
                                    who,
                                    due,
                                    category,
                                    title,
                                    topic.place(),
                                    place == null ? "" : place.fullName()),
                            Actor.staff(user.id()));
                })
                .map(taken -> ConvenedTopics.page(number, ""))
                .onErrorReturn(IllegalTopicActionException.class, ConvenedTopics.page(number, "topic-impossible"));
    }

    /** Why it is not done any more. */
    record Struck(@Nullable String why) {}

    @PostMapping("/inbox/topics/{number}/measures/{position}/strike")
    Mono<String> strike(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable long number,
            @PathVariable int position,
            @ModelAttribute Struck struck) {
        String why = FormText.of(struck.why(), LONGEST_REASON);
        if (why.isEmpty()) {
            return Mono.just(ConvenedTopics.page(number, "note"));
        }
        return topics.of(user, number)
                .flatMap(topic -> desk.strike(number, position, why, Actor.staff(user.id())))
                .map(done -> ConvenedTopics.page(number, ""))
                .defaultIfEmpty(ConvenedTopics.page(number, "topic-impossible"))
                .onErrorReturn(IllegalTopicActionException.class, ConvenedTopics.page(number, "topic-impossible"));
    }

    /** Today or later. */
    private Optional<LocalDate> day(@Nullable String typed) {
        return FormText.day(typed).filter(day -> !day.isBefore(LocalDate.now(clock)));
    }
}
