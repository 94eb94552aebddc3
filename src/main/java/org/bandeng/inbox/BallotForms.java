package org.bandeng.inbox;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.conversation.BallotNews;
import org.bandeng.deliberation.Ballot;
import org.bandeng.deliberation.Ballots;
import org.bandeng.deliberation.Choice;
import org.bandeng.deliberation.Household;
import org.bandeng.deliberation.IllegalTopicActionException;
import org.bandeng.deliberation.Poll;
import org.bandeng.deliberation.Topic;
import org.bandeng.deliberation.TopicChangedException;
import org.bandeng.deliberation.TopicDesk;
import org.bandeng.deliberation.TopicId;
import org.bandeng.text.Markup;
import org.bandeng.ticket.Actor;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Opens votes, and writes down those that come in by hands or on paper. */
@Controller
class BallotForms {

    private static final int LONGEST_OPTION = 40;
    private static final int WHOLE = 100;

    /** People come home, eat and vote. */
    private static final LocalTime END_OF_DAY = LocalTime.of(21, 0);

    private final ConvenedTopics topics;
    private final TopicDesk desk;
    private final Ballots ballots;
    private final BallotNews ballotNews;
    private final Places places;
    private final Corrections corrections;
    private final Times times;

    BallotForms(
            ConvenedTopics topics,
            TopicDesk desk,
            Ballots ballots,
            BallotNews ballotNews,
            Places places,
            Corrections corrections,
            Times times) {
        this.topics = topics;
        this.desk = desk;
        this.ballots = ballots;
        this.ballotNews = ballotNews;
        this.places = places;
        this.corrections = corrections;
        this.times = times;
    }

    /**
     * What the form of a new vote sends.
     *
     * @param options a line each; what it costs behind a |
     */
    record Wanted(
            @Nullable String note,
            @Nullable String options,
            @Nullable String kind,
            @Nullable String by,
            @Nullable String secret,
            @Nullable Integer quorum,
            @Nullable Integer pass,
            @Nullable Integer electorate,
            @Nullable String until) {

        private List<Ballot.Option> read() {
            return Stream.of((options == null ? "" : Markup.removed(options)).split("\\R"))
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.split("[|｜]", 2))
                    .map(parts -> new Ballot.Option(cut(parts[0]), parts.length > 1 ? cut(parts[1]) : ""))
                    .toList();
        }

        private static String cut(String text) {
            String words = text.strip();
            return words.length() > LONGEST_OPTION ? words.substring(0, LONGEST_OPTION) : words;
        }

        private <T extends Enum<T>> T one(Class<T> type, @Nullable String code, T otherwise) {
            return Stream.of(type.getEnumConstants())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(code))
                    .findFirst()
                    .orElse(otherwise);
        }

        /** What is wrong with it, as the messages name it; empty: nothing. */
        private String mistake(@Nullable Instant until) {
            List<Ballot.Option> all = read();
            int fewest = kindOf() == Ballot.Kind.MEASURES ? 1 : 2;
            if (said().isEmpty()) {
                return "ballot-note";
            }
            if (all.size() < fewest || all.size() > Ballot.MOST_OPTIONS) {
                return "ballot-options";
            }
            if (all.stream().map(Ballot.Option::content).distinct().count() < all.size()) {
                return "ballot-same";
            }
            if (voters() <= 0) {
                return "electorate";
            }
            return until == null ? "ballot-until" : "";
        }

        private Ballot.Kind kindOf() {
            return one(Ballot.Kind.class, kind, Ballot.Kind.SINGLE);
        }

        private Ballot ballot(TopicId topic, Instant closesAt) {
            return new Ballot(
                    0,
                    topic,
                    kindOf(),
                    one(Ballot.By.class, by, Ballot.By.HOUSEHOLD),
                    secret != null,
                    percent(quorum),
                    percent(pass),
                    voters(),
                    read(),
                    closesAt,
                    null);
        }

        private int voters() {
            return electorate == null ? 0 : electorate;
        }

        String said() {
            return note == null ? "" : note.strip();
        }

        private static int percent(@Nullable Integer typed) {
            return typed == null ? 0 : Math.max(0, Math.min(WHOLE, typed));
        }
    }

    @PostMapping("/inbox/topics/{number}/ballot")
    Mono<String> open(
            @AuthenticationPrincipal StaffUser user, @PathVariable long number, @ModelAttribute Wanted wanted) {
        Instant until = until(wanted.until()).orElse(null);
        String mistake = wanted.mistake(until);
        if (until == null || !mistake.isEmpty()) {
            return Mono.just(ConvenedTopics.page(number, mistake));
        }
        return topics.of(user, number)
                .flatMap(topic -> desk.openBallot(
                        number, Actor.staff(user.id()), wanted.ballot(topic.id(), until), wanted.said()))
                .map(opened -> ConvenedTopics.page(number, ""))
                .onErrorReturn(TopicChangedException.class, ConvenedTopics.page(number, "changed"))
                .onErrorReturn(IllegalTopicActionException.class, ConvenedTopics.page(number, "topic-impossible"));
    }

    /** The evening of that day, if it is still ahead. */
    private Optional<Instant> until(@Nullable String day) {
        try {
            Instant until = LocalDate.parse(String.valueOf(day))
                    .atTime(END_OF_DAY)
                    .atZone(times.zone())
                    .toInstant();
            return Optional.of(until).filter(each -> each.isAfter(times.now()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * A vote by hands or on paper.
     *
     * @param home the full name of the unit
     * @param again not null: it takes the place of what the home said before
     */
    record Written(
            @Nullable String home,
            @Nullable String room,
            @Nullable String choice,
            @Nullable String source,
            @Nullable String again) {}

    @PostMapping("/inbox/topics/{number}/ballot/votes")
    Mono<String> write(
            @AuthenticationPrincipal StaffUser user, @PathVariable long number, @ModelAttribute Written written) {
        Ballot.Source source =
                Ballot.Source.PAPER.code().equals(written.source()) ? Ballot.Source.PAPER : Ballot.Source.HAND;
        String room = written.room() == null ? "" : written.room().strip();
        return topics.of(user, number).flatMap(topic -> Mono.zip(
                        ballots.of(topic.id()).filter(ballot -> ballot.by() == Ballot.By.HOUSEHOLD),
                        home(topic, String.valueOf(written.home())))
                .filter(both -> !room.isEmpty())
                .flatMap(both -> Mono.justOrEmpty(Choice.read(String.valueOf(written.choice()), both.getT1()))
                        .flatMap(choice -> ballots.cast(
                                both.getT1(),
                                Ballots.Voter.home(both.getT2(), room),
                                choice,
                                source,
                                user.id(),
                                written.again() != null)))
                .flatMap(cast -> ballotNews.replaced(topic, cast).thenReturn(cast))
                .map(cast -> ConvenedTopics.page(
                        number,
                        switch (cast.taken()) {
                            case YES, CHANGED -> "vote-taken&receipt=" + cast.receipt() + "&of=" + encoded(written);
                            case VOTED_BEFORE, MOVED -> "vote-before";
                            default -> "vote-closed";
                        }))
                .defaultIfEmpty(ConvenedTopics.page(number, "vote")));
    }

    /** Whose vote was written down, and what: whoever writes many at the bench sees whether it is right. */
    private static String encoded(Written written) {
        return UriUtils.encode(
                "%s %s：%s".formatted(written.home(), written.room(), written.choice()), StandardCharsets.UTF_8);
    }

    /** How many may vote, put right. */
    record Corrected(@Nullable Integer electorate) {}

    @PostMapping("/inbox/topics/{number}/ballot/electorate")
    Mono<String> correct(
            @AuthenticationPrincipal StaffUser user, @PathVariable long number, @ModelAttribute Corrected corrected) {
        Integer right = corrected.electorate();
        if (right == null || right < 1) {
            return Mono.just(ConvenedTopics.page(number, "electorate"));
        }
        return topics.of(user, number)
                .flatMap(topic -> ballots.of(topic.id()))
                .flatMap(ballot -> ballots.correct(ballot, right))
                .map(open -> ConvenedTopics.page(number, open ? "" : "vote-closed"))
                .defaultIfEmpty(ConvenedTopics.page(number, "vote-closed"));
    }

    /** A unit that it concerns. */
    private Mono<Place> home(Topic topic, String typed) {
        return Mono.zip(corrections.placeSaid(typed), places.directory())
                .filter(both -> Household.isDoor(both.getT1(), both.getT2())
                        && TopicDesk.concerns(topic, both.getT1(), both.getT2()))
                .map(both -> both.getT1());
    }

    /** What the page of a topic shows of its vote. */
    record Shown(Poll poll, String until, List<Line> slips) {}

    /** A vote of the published list. */
    record Line(String receipt, String choice, String voter) {}

    /** The vote of a topic as its page shows it. */
    Mono<Optional<Shown>> shown(Topic topic) {
        return Mono.zip(ballots.poll(topic.id()), places.directory())
                .map(both -> Optional.of(new Shown(
                        both.getT1(),
                        times.show(both.getT1().ballot().closesAt()),
                        lines(both.getT1().slips(), both.getT1().ballot(), both.getT2()))))
                .defaultIfEmpty(Optional.empty());
    }

    private static List<Line> lines(List<Ballots.Slip> slips, Ballot ballot, Directory directory) {
        return slips.stream().map(slip -> line(slip, ballot, directory)).toList();
    }

    private static Line line(Ballots.Slip slip, Ballot ballot, Directory directory) {
        return new Line(slip.receipt(), slip.choice().inWords(ballot), voter(slip.voter(), directory));
    }

    /** 3号楼2单元 501 for 17:501. */
    private static String voter(String key, Directory directory) {
        String[] parts = key.split(":", 2);
        if (parts.length < 2 || !parts[0].matches("[0-9]+")) {
            return key.startsWith("r:") ? key.substring(2) : "";
        }
        return directory
                .place(new PlaceId(Long.parseLong(parts[0])))
                .map(place -> place.fullName() + " " + parts[1])
                .orElse(parts[1]);
    }
}
