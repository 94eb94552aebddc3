package org.bandeng.portal;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bandeng.community.Place;
import org.bandeng.community.Places;
import org.bandeng.conversation.TopicWords;
import org.bandeng.deliberation.Ballot;
import org.bandeng.deliberation.Ballots;
import org.bandeng.deliberation.Count;
import org.bandeng.deliberation.Measures;
import org.bandeng.deliberation.Poll;
import org.bandeng.deliberation.TopicAction;
import org.bandeng.deliberation.TopicEvent;
import org.bandeng.deliberation.TopicStatus;
import org.bandeng.deliberation.Topics;
import org.bandeng.understanding.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import reactor.core.publisher.Mono;

/**
 * What is deliberated, for everybody: where it stands, what was decided and why, and of a vote the result with the list that anybody
 * can count again. Nobody is named; who voted by name knew that those at the table see it, and is not shown here.
 */
@Controller
class TopicSheets {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M月d日 HH:mm");

    /** What everybody gets to read. */
    private static final List<TopicAction> TOLD = List.of(
            TopicAction.RAISE,
            TopicAction.SUBMIT,
            TopicAction.REFUSE,
            TopicAction.SCHEDULE,
            TopicAction.BALLOT,
            TopicAction.FAIL,
            TopicAction.PASS,
            TopicAction.DECIDE,
            TopicAction.LEAVE,
            TopicAction.MEASURE,
            TopicAction.PROGRESS,
            TopicAction.REPORT);

    private final Topics topics;
    private final Ballots ballots;
    private final Measures measures;
    private final TopicWords words;
    private final Places places;
    private final Clock clock;

    TopicSheets(Topics topics, Ballots ballots, Measures measures, TopicWords words, Places places, Clock clock) {
        this.topics = topics;
        this.ballots = ballots;
        this.measures = measures;
        this.words = words;
        this.places = places;
        this.clock = clock;
    }

    /** One line of what happened. */
    record Step(String action, String note, String time) {}

    /** An option with what it got. */
    record Option(String content, String cost, int yes, int no, int neither, int score, boolean passed) {}

    /** A vote of the list. */
    record Line(String receipt, String choice) {}

    private String until(Ballot ballot) {
        return DAY.format(ballot.closesAt().atZone(clock.getZone()));
    }

    @GetMapping("/r/topics/{number}")
    Mono<String> page(@PathVariable long number, Model model, ServerHttpResponse response) {
        return topics.numbered(number)
                .filter(topic -> topic.status() != TopicStatus.WITHDRAWN)
                .flatMap(topic -> Mono.zip(
                                topics.history(topic).collectList(),
                                ballots.poll(topic.id()).map(Optional::of).defaultIfEmpty(Optional.empty()),
                                places.directory(),
                                topics.marks(topic.id()),
                                measures.of(topic.id()).collectList())
                        .map(all -> {
                            model.addAttribute(
                                    "measures",
                                    all.getT5().stream()
                                            .map(MeasureSheets::line)
                                            .toList());
                            model.addAttribute("words", PersonalData.masked(topic.words()));
                            model.addAttribute(
                                    "until",
                                    all.getT2()
                                            .map(poll -> until(poll.ballot()))
                                            .orElse(""));
                            model.addAttribute("topic", topic);
                            model.addAttribute("title", PersonalData.masked(topic.title()));
                            model.addAttribute("schedule", PersonalData.masked(topic.schedule()));
                            model.addAttribute("outcome", PersonalData.masked(topic.outcome()));
                            model.addAttribute("forum", words.forum(topic));
                            model.addAttribute(
                                    "where",
                                    topic.place() == null
                                            ? ""
                                            : all.getT3()
                                                    .place(topic.place())
                                                    .map(Place::fullName)
                                                    .orElse(""));
                            model.addAttribute("steps", steps(all.getT1()));
                            model.addAttribute("poll", all.getT2().orElse(null));
                            model.addAttribute(
                                    "options",
                                    all.getT2().map(TopicSheets::options).orElse(List.of()));
                            model.addAttribute(
                                    "slips", all.getT2().map(TopicSheets::lines).orElse(List.of()));
                            model.addAttribute("marks", all.getT4());
                            model.addAttribute(
                                    "average", "%.1f".formatted(all.getT4().average()));
                            return "portal/topic";
                        }))
                .switchIfEmpty(Mono.fromSupplier(() -> {
                    response.setStatusCode(HttpStatus.NOT_FOUND);
                    model.addAttribute("topicless", true);
                    return "portal/sorry";
                }));
    }

    private List<Step> steps(List<TopicEvent> history) {
        return history.stream()
                .filter(event -> TOLD.contains(event.action()))
                .map(event -> new Step(
                        event.action().code(),
                        PersonalData.masked(event.note()),
                        DAY.format(event.at().atZone(clock.getZone()))))
                .toList();
    }

    private static List<Option> options(Poll poll) {
        return IntStream.range(0, poll.ballot().options().size())
                .mapToObj(i -> option(poll.ballot().options().get(i), i + 1, poll.count()))
                .toList();
    }

    private static Option option(Ballot.Option option, int number, @Nullable Count count) {
        if (count == null) {
            return new Option(option.content(), option.cost(), 0, 0, 0, 0, false);
        }
        Count.Tally tally = count.options().get(number - 1);
        return new Option(
                option.content(),
                option.cost(),
                tally.yes(),
                tally.no(),
                tally.neither(),
                tally.score(),
                count.passed().contains(number));
    }

    private static List<Line> lines(Poll poll) {
        return poll.slips().stream()
                .map(slip -> new Line(slip.receipt(), slip.choice().inWords(poll.ballot())))
                .toList();
    }
}
