package org.bandeng.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bandeng.community.CommunityProperties;
import org.bandeng.community.Place;
import org.bandeng.deliberation.Ballot;
import org.bandeng.deliberation.Ballots;
import org.bandeng.deliberation.Choice;
import org.bandeng.deliberation.Forum;
import org.bandeng.deliberation.IllegalTopicActionException;
import org.bandeng.deliberation.NewTopic;
import org.bandeng.deliberation.Topic;
import org.bandeng.deliberation.TopicDesk;
import org.bandeng.deliberation.Topics;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Input;
import org.bandeng.ticket.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Carries out what residents do about what is deliberated, in the turn's transaction. */
@Component
class BenchEffects {

    private static final int SHOWN = 6;
    private static final int LONGEST_TITLE = 40;

    private final TopicDesk desk;
    private final Topics topics;
    private final Ballots ballots;
    private final TopicWords words;
    private final BallotNews ballotNews;
    private final LineEffects lines;
    private final Transcript transcript;
    private final CommunityProperties community;

    BenchEffects(
            TopicDesk desk,
            Topics topics,
            Ballots ballots,
            TopicWords words,
            BallotNews ballotNews,
            LineEffects lines,
            Transcript transcript,
            CommunityProperties community) {
        this.desk = desk;
        this.topics = topics;
        this.ballots = ballots;
        this.words = words;
        this.ballotNews = ballotNews;
        this.lines = lines;
        this.transcript = transcript;
        this.community = community;
    }

    Mono<Input.Outcome> carryOut(Effect.Bench bench, Visit visit) {
        return switch (bench.deed()) {
            case "line" -> lines.carryOut(bench.words(), bench.pictures(), visit);
            case "forums" -> Mono.just(forums(visit));
            case "topics" -> topics(visit);
            case "raise" -> raise(bench, visit);
            case "support" -> support(bench, visit);
            case "vote" -> vote(bench, visit);
            case "withdraw" ->
                known(desk.withdraw(number(bench), visit.resident().id()), topics.numbered(number(bench)));
            case "remark" ->
                known(desk.remark(number(bench), visit.resident().id(), bench.words()), topics.numbered(number(bench)));
            case "rate" ->
                known(
                        desk.rate(
                                number(bench),
                                visit.resident().id(),
                                Integer.parseInt(bench.choice().isEmpty() ? "3" : bench.choice())),
                        topics.numbered(number(bench)));
            default -> found(bench);
        };
    }

    private Mono<Input.Outcome> found(Effect.Bench bench) {
        return topics.numbered(number(bench))
                .flatMap(topic -> ballots.of(topic.id())
                        .filter(ballot -> ballot.closedAt() == null)
                        .map(ballot -> with(outcome("ok", topic), words.facts(topic, ballot)))
                        .defaultIfEmpty(outcome("closed", topic)))
                .defaultIfEmpty(Input.Outcome.of(Map.of("bench.result", "none")));
    }

    private static Input.Outcome with(Input.Outcome outcome, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(outcome.values());
        values.putAll(more);
        return Input.Outcome.of(values);
    }

    private Mono<Input.Outcome> vote(Effect.Bench bench, Visit visit) {
        return topics.numbered(number(bench))
                .flatMap(topic -> ballots.of(topic.id())
                        .flatMap(ballot -> Choice.read(bench.words(), ballot)
                                .map(choice -> vote(topic, ballot, choice, visit))
                                .orElseGet(
                                        () -> Mono.just(with(outcome("unclear", topic), words.facts(topic, ballot)))))
                        .defaultIfEmpty(outcome("closed", topic)))
                .defaultIfEmpty(Input.Outcome.of(Map.of("bench.result", "none")));
    }

    private Mono<Input.Outcome> vote(Topic topic, Ballot ballot, Choice choice, Visit visit) {
        Mono<Void> hidden = ballot.secret() ? transcript.seal(visit.messageId()) : Mono.empty();
        return hidden.then(ballots.cast(topic, ballot, visit.resident(), choice))
                .flatMap(cast -> ballotNews.replaced(topic, cast).thenReturn(cast))
                .map(cast -> {
                    String result =
                            switch (cast.taken()) {
                                case YES -> "ok";
                                case CHANGED -> cast.earlier() == null ? "changed" : "home-changed";
                                case CLOSED, VOTED_BEFORE -> "closed";
                                case HOMELESS -> "home";
                                case ROOMLESS -> "room";
                                case OUTSIDE -> "outside";
                                case MOVED -> "moved";
                            };
                    return with(
                            outcome(result, topic),
                            Map.of("ballot.choice", cast.choice().inWords(ballot), "ballot.receipt", cast.receipt()));
                });
    }

    private static long number(Effect.Bench bench) {
        return bench.topic().matches("[0-9]{1,9}") ? Long.parseLong(bench.topic()) : 0;
    }

    private static @Nullable Place home(Visit visit) {
        Home home = visit.ears().home();
        return home == null ? null : home.place();
    }

    /** Where a forum's topics of somebody's home are; empty: everywhere, or the home is in no such place. */
    private static Optional<Place> reach(Forum forum, Place home, Visit visit) {
        return visit.directory().around(home).stream()
                .filter(place -> forum.reach().isOf(place.kind()))
                .findFirst();
    }

    private Input.Outcome forums(Visit visit) {
        Place home = home(visit);
        List<Candidate> offered = new ArrayList<>();
        if (home != null) {
            for (Forum forum : visit.edition().forums().all()) {
                if (forum.reach() == Forum.Reach.COMMUNITY) {
                    offered.add(new Candidate(
                            forum.id(),
                            "%s（全%s）"
                                    .formatted(
                                            forum.name(), community.name().endsWith("社区") ? "社区" : community.name())));
                } else {
                    reach(forum, home, visit)
                            .ifPresent(place -> offered.add(new Candidate(
                                    forum.id(),
                                    "%s（%s，%s）".formatted(forum.name(), place.fullName(), whole(forum.reach())))));
                }
            }
        }
        return listed(home == null ? "home" : "ok", offered);
    }

    private static String whole(Forum.Reach reach) {
        return switch (reach) {
            case UNIT -> "只管这个单元";
            case BUILDING -> "整栋楼";
            case COMPOUND -> "整个小区";
            case COMMUNITY -> "全社区";
        };
    }

    private static Input.Outcome listed(String result, List<Candidate> offered) {
        return new Input.Outcome(
                Map.of(
                        "bench.result",
                        result,
                        "topics.count",
                        String.valueOf(offered.size()),
                        "topics",
                        String.join("\n", offered.stream().map(Candidate::name).toList())),
                offered);
    }

    private Mono<Input.Outcome> topics(Visit visit) {
        Place home = home(visit);
        return topics.concerning(visit.around(), SHOWN)
                .map(topic -> new Candidate(
                        String.valueOf(topic.number()),
                        String.valueOf(words.facts(topic).get("topic.line"))))
                .collectList()
                .map(offered -> listed(home == null ? "home" : "ok", offered));
    }

    /** Whoever raises it wants it, too: their home is the first to support it. */
    private Mono<Input.Outcome> raise(Effect.Bench bench, Visit visit) {
        Forum forum = visit.edition().forums().forum(bench.choice()).orElse(null);
        Place home = home(visit);
        if (forum == null || home == null) {
            return Mono.just(Input.Outcome.of(Map.of("bench.result", "none")));
        }
        Place place = reach(forum, home, visit).orElse(null);
        if (place == null && forum.reach() != Forum.Reach.COMMUNITY) {
            return Mono.just(Input.Outcome.of(Map.of("bench.result", "outside")));
        }
        String said = bench.words().strip();
        NewTopic topic = new NewTopic(
                forum,
                place == null ? null : place.id(),
                said.length() <= LONGEST_TITLE ? said : said.substring(0, LONGEST_TITLE - 1) + "…",
                said,
                visit.resident().id());
        return desk.raise(topic, Actor.RESIDENT, List.of())
                .flatMap(raised -> desk.support(raised.number(), visit.resident()))
                .map(supported -> outcome("ok", supported.topic()));
    }

    private Mono<Input.Outcome> support(Effect.Bench bench, Visit visit) {
        return desk.support(number(bench), visit.resident())
                .map(support -> outcome(
                        switch (support.supported()) {
                            case YES -> "ok";
                            case ALREADY -> "already";
                            case HOMELESS -> "home";
                            case OUTSIDE -> "outside";
                            case OVER -> "over";
                        },
                        support.topic()))
                .defaultIfEmpty(Input.Outcome.of(Map.of("bench.result", "none")));
    }

    /**
     * What came of a deed.
     *
     * @param done the topic after it; empty, or an error: it could not be done
     * @param present the topic as it is, to be spoken of then
     */
    private Mono<Input.Outcome> known(Mono<Topic> done, Mono<Topic> present) {
        return done.map(topic -> outcome("ok", topic))
                .onErrorResume(IllegalTopicActionException.class, over -> Mono.empty())
                .switchIfEmpty(present.map(topic -> outcome("over", topic)))
                .defaultIfEmpty(Input.Outcome.of(Map.of("bench.result", "none")));
    }

    private Input.Outcome outcome(String result, Topic topic) {
        Map<String, String> values = new HashMap<>(words.facts(topic));
        values.put("bench.result", result);
        return Input.Outcome.of(values);
    }
}
