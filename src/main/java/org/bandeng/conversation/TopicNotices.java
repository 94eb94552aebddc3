package org.bandeng.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.community.Resident;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.deliberation.Ballot;
import org.bandeng.deliberation.Ballots;
import org.bandeng.deliberation.TopicAction;
import org.bandeng.deliberation.TopicDesk;
import org.bandeng.deliberation.TopicEvent;
import org.bandeng.deliberation.TopicListener;
import org.bandeng.deliberation.Topics;
import org.bandeng.dialog.Rating;
import org.bandeng.outbox.Outbox;
import org.bandeng.outbox.OutgoingMessage;
import org.bandeng.ticket.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells those whom a topic concerns what becomes of it: at once who raised it, supports it or reported one of its tickets, and, of
 * what matters to all, then everybody who lives where it is about ({@link Tellings}).
 */
@Component
class TopicNotices implements TopicListener, Crier {

    private final Topics topics;
    private final Ballots ballots;
    private final Residents residents;
    private final Places places;
    private final Outbox outbox;
    private final Dialogs dialogs;
    private final TopicWords words;
    private final TopicLinks links;
    private final DatabaseClient database;

    TopicNotices(
            Topics topics,
            Ballots ballots,
            Residents residents,
            Places places,
            Outbox outbox,
            Dialogs dialogs,
            TopicWords words,
            TopicLinks links,
            DatabaseClient database) {
        this.topics = topics;
        this.ballots = ballots;
        this.residents = residents;
        this.places = places;
        this.outbox = outbox;
        this.dialogs = dialogs;
        this.words = words;
        this.links = links;
        this.database = database;
    }

    @Override
    public Mono<Void> onEvent(TopicEvent event) {
        String notice = notice(event);
        if (notice.isEmpty()) {
            return Mono.empty();
        }
        return topics.concerned(event.topic().id())
                .concatMap(resident -> tell(event, notice, resident))
                .then(Mono.defer(() -> isForAll(event) ? tellAll(event, notice) : Mono.empty()));
    }

    @Override
    public Subject subject() {
        return Subject.EVENT;
    }

    @Override
    public Mono<Cry> cry(long id, String notice) {
        return topics.event(id).map(event -> new Cry(event.topic().place(), resident -> tell(event, notice, resident)));
    }

    /** Which news it is; empty: none that would matter to them. */
    private static String notice(TopicEvent event) {
        return switch (event.action()) {
            case RAISE -> event.actor().kind() == Actor.Kind.SYSTEM ? "topic-proposed" : "";
            case SUBMIT -> event.topic().supports() > 0 ? "topic-submitted" : "";
            case REFUSE -> "topic-refused";
            case SCHEDULE -> "topic-scheduled";
            case BALLOT -> "topic-ballot";
            case REMIND -> "topic-ballot-reminder";
            case FAIL -> "topic-not-passed";
            case DECIDE, PASS -> "topic-decided";
            case WITHDRAW -> event.actor().kind() == Actor.Kind.STAFF ? "topic-withdrawn" : "";
            case LEAVE -> "topic-not-decided";
            case PROGRESS -> "topic-progress";
            case MEASURE -> "topic-measure";
            case REPORT -> "topic-reported";
            default -> "";
        };
    }

    private static boolean isForAll(TopicEvent event) {
        return switch (event.action()) {
            case SCHEDULE, BALLOT, REMIND, FAIL, PASS, DECIDE, REPORT -> true;
            default -> false;
        };
    }

    private Mono<Void> tellAll(TopicEvent event, String notice) {
        return database.sql("insert into telling (event_id, notice) values (:event, :notice)")
                .bind("event", event.id())
                .bind("notice", notice)
                .then();
    }

    /** Tells one of them, if they can be told and have not been. */
    private Mono<Void> tell(TopicEvent event, String notice, ResidentId resident) {
        return residents
                .find(resident)
                .filter(known -> !known.isErased() && !known.openId().isCaller())
                .filterWhen(known -> mayVote(event, known))
                .filterWhen(known -> event.action() == TopicAction.REMIND
                        ? hasVoted(event, known).map(voted -> !voted)
                        : Mono.just(true))
                .filterWhen(known -> isNew(event, known))
                .flatMap(known ->
                        ballot(event).flatMap(ballot -> outbox.put(message(event, notice, ballot.orElse(null), known))))
                .then();
    }

    private Mono<Boolean> isNew(TopicEvent event, Resident resident) {
        return database.sql(
                        "insert into topic_told (event_id, resident_id) values (:event, :resident) on conflict do nothing")
                .bind("event", event.id())
                .bind("resident", resident.id().value())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Who reported it and lives elsewhere is not asked for a vote. */
    private Mono<Boolean> mayVote(TopicEvent event, Resident resident) {
        boolean asks = event.action() == TopicAction.BALLOT || event.action() == TopicAction.REMIND;
        PlaceId home = resident.home();
        return asks && event.topic().place() != null
                ? places.directory()
                        .map(directory -> home != null
                                && directory
                                        .place(home)
                                        .filter(at -> TopicDesk.concerns(event.topic(), at, directory))
                                        .isPresent())
                : Mono.just(true);
    }

    private Mono<Boolean> hasVoted(TopicEvent event, Resident resident) {
        return ballots.of(event.topic().id())
                .flatMap(ballot -> ballots.hasVoted(ballot, resident))
                .defaultIfEmpty(true);
    }

    private Mono<Optional<Ballot>> ballot(TopicEvent event) {
        return event.action() == TopicAction.BALLOT || event.action() == TopicAction.REMIND
                ? ballots.of(event.topic().id()).map(Optional::of).defaultIfEmpty(Optional.empty())
                : Mono.just(Optional.empty());
    }

    private OutgoingMessage message(TopicEvent event, String notice, @Nullable Ballot ballot, Resident resident) {
        Map<String, String> facts = words.facts(event.topic());
        if (ballot != null) {
            facts.putAll(words.facts(event.topic(), ballot));
        }
        facts.put("note", event.note());
        return OutgoingMessage.ofTopic(
                resident.id(), notice, facts, said(event, notice, facts), choices(event, ballot));
    }

    /** What all are told of has a page that all can read. */
    private String said(TopicEvent event, String notice, Map<String, String> facts) {
        String said = dialogs.notices().say(notice, facts);
        return links.pageOf(event.topic())
                .filter(page -> isForAll(event))
                .map(page -> said + "\n" + dialogs.notices().say("page", Map.of("page", page)))
                .orElse(said);
    }

    /** What can be tapped: a mark, or the one option that somebody is for. */
    private static Map<String, String> choices(TopicEvent event, @Nullable Ballot ballot) {
        Map<String, String> choices = new LinkedHashMap<>();
        if (ballot != null && ballot.kind() == Ballot.Kind.SINGLE) {
            for (int option = 1; option <= ballot.options().size(); option++) {
                choices.put(
                        "topic:vote:%d:%d".formatted(event.topic().number(), option),
                        ballot.options().get(option - 1).content());
            }
        }
        if (event.action() != TopicAction.REPORT) {
            return choices;
        }
        for (int score = 5; score >= 1; score--) {
            choices.put("topic:rate:%d:%d".formatted(event.topic().number(), score), Rating.CAPTIONS.get(score));
        }
        return choices;
    }
}
