package org.bandeng.deliberation;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.Places;
import org.bandeng.community.Resident;
import org.bandeng.community.ResidentId;
import org.bandeng.text.Markup;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.TicketNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Does things to topics: each in one transaction with its event and with whatever follows from it. */
@Service
public class TopicDesk {

    private final DatabaseClient database;
    private final Places places;
    private final Ballots ballots;
    private final Measures measures;
    private final List<TopicListener> listeners;
    private final TransactionalOperator transaction;
    private final Clock clock;

    TopicDesk(
            DatabaseClient database,
            Places places,
            Ballots ballots,
            Measures measures,
            List<TopicListener> listeners,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.places = places;
        this.ballots = ballots;
        this.measures = measures;
        this.listeners = List.copyOf(listeners);
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Raises a topic. One that staff or the program raises, or whose forum asks for no support, is looked at at once; the others
     * once as many homes support them as their forum asks for.
     *
     * @param tickets out of which it grew
     * @return empty if one of the tickets belongs to another topic already
     */
    public Mono<Topic> raise(NewTopic topic, Actor actor, List<TicketNumber> tickets) {
        boolean asks = actor.kind() == Actor.Kind.RESIDENT;
        return transaction
                .transactional(
                        insert(topic, asks ? topic.forum().support() : 0).flatMap(raised -> attach(raised, tickets)
                                .filter(attached -> attached == tickets.size())
                                .switchIfEmpty(Mono.error(AttachedElsewhereException::new))
                                .then(note(raised, TopicAction.RAISE, actor, ""))
                                .then(Mono.defer(() -> raised.isSupported()
                                        ? apply(raised, TopicAction.SUBMIT, Actor.SYSTEM, "")
                                        : Mono.just(raised)))))
                .onErrorResume(AttachedElsewhereException.class, elsewhere -> Mono.empty());
    }

    private static final class AttachedElsewhereException extends RuntimeException {}

    /** Why somebody's support does not count, or that it does. */
    public enum Supported {
        YES,
        /** Their home supports it already. */
        ALREADY,
        /** It is not known where they live. */
        HOMELESS,
        /** They live somewhere else than it concerns. */
        OUTSIDE,
        /** It is not asked for any more. */
        OVER
    }

    /** What came of somebody's support. */
    public record Support(Supported supported, Topic topic) {}

    /** Supports a topic for somebody's home; empty: there is no such topic. */
    public Mono<Support> support(long number, Resident resident) {
        return places.directory()
                .flatMap(directory -> transaction.transactional(locked(number).flatMap(topic -> {
                    Supported may = may(topic, resident, directory);
                    return may == Supported.YES
                            ? support(topic, resident, household(resident, directory))
                            : Mono.just(new Support(may, topic));
                })));
    }

    private static Supported may(Topic topic, Resident resident, Directory directory) {
        if (!topic.allows(TopicAction.SUPPORT, Actor.Kind.RESIDENT)) {
            return Supported.OVER;
        }
        Place home = resident.home() == null
                ? null
                : directory.place(resident.home()).orElse(null);
        if (home == null) {
            return Supported.HOMELESS;
        }
        return concerns(topic, home, directory) ? Supported.YES : Supported.OUTSIDE;
    }

    /** Whether a topic concerns who lives at a place. */
    public static boolean concerns(Topic topic, Place home, Directory directory) {
        return topic.place() == null
                || directory
                        .place(topic.place())
                        .filter(place -> directory.isWithin(home, place))
                        .isPresent();
    }

    private Mono<Support> support(Topic topic, Resident resident, String household) {
        return database.sql("""
                        insert into topic_support (topic_id, household, resident_id, at)
                        values (:topic, :household, :resident, :now) on conflict do nothing""")
                .bind("topic", topic.id().value())
                .bind("household", household)
                .bind("resident", resident.id().value())
                .bind("now", now())
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 0
                        ? Mono.just(new Support(Supported.ALREADY, topic))
                        : apply(topic, TopicAction.SUPPORT, Actor.RESIDENT, "")
                                .flatMap(this::submitIfSupported)
                                .map(after -> new Support(Supported.YES, after)));
    }

    /** The home; who has not said the room stands for themselves. */
    private static String household(Resident resident, Directory directory) {
        return resident.home() != null && Household.isKnown(resident, directory)
                ? Household.of(resident.home(), resident.homeRoom()).key()
                : "r:" + resident.id().value();
    }

    private Mono<Topic> submitIfSupported(Topic topic) {
        return topic.status() == TopicStatus.COLLECTING && topic.isSupported()
                ? apply(topic, TopicAction.SUBMIT, Actor.SYSTEM, "")
                : Mono.just(topic);
    }

    /**
     * Does something to a topic as somebody saw it.
     *
     * @param seen where they saw it stand; what neighbours do meanwhile does not matter
     * @param note what must be said with it: a reason, a time and place, what was decided
     * @return the topic after it; {@link MeasuresOpenException} if it is reported with something still to do,
     *     {@link TopicChangedException} if it stands elsewhere now, {@link IllegalTopicActionException} if it
     *     cannot be done, empty if there is no such topic
     */
    public Mono<Topic> change(long number, TopicStatus seen, TopicAction action, Actor actor, String note) {
        return changed(
                number,
                topic -> topic.status() == seen
                        ? unlessUndone(topic, action)
                                .then(Mono.defer(() -> apply(
                                        topic,
                                        action,
                                        actor,
                                        Markup.removed(note).strip())))
                        : Mono.error(new TopicChangedException(number)));
    }

    /** Nothing is reported as done while something of it is not. */
    private Mono<Void> unlessUndone(Topic topic, TopicAction action) {
        return action == TopicAction.REPORT
                ? measures.of(topic.id())
                        .filter(measure -> measure.state().isOpen())
                        .hasElements()
                        .flatMap(open -> open ? Mono.error(new MeasuresOpenException(topic)) : Mono.empty())
                : Mono.empty();
    }

    /** Notes something that does not depend on where somebody saw it stand; empty if there is no such topic. */
    Mono<Topic> note(long number, TopicAction action, Actor actor, String note) {
        return changed(
                number,
                topic -> apply(topic, action, actor, Markup.removed(note).strip()));
    }

    /**
     * Asks all who may for their vote.
     *
     * @param ballot what is voted on, and how; its id does not matter
     * @param note what stands above the options
     */
    public Mono<Topic> openBallot(long number, Actor actor, Ballot ballot, String note) {
        return changed(
                number,
                topic -> topic.allows(TopicAction.BALLOT, actor.kind())
                        ? ballots.open(ballot).then(apply(topic, TopicAction.BALLOT, actor, Markup.removed(note)))
                        : Mono.error(new IllegalTopicActionException(topic, TopicAction.BALLOT, actor)));
    }

    /** Counts a vote whose time is over: what passed is decided, and what failed goes back to the table. Empty: it was counted before. */
    Mono<Topic> closeBallot(long number) {
        return changed(number, topic -> ballots.of(topic.id())
                .filter(ballot -> ballot.closedAt() == null && topic.status() == TopicStatus.VOTING)
                .flatMap(ballot -> ballots.close(ballot)
                        .flatMap(count -> apply(
                                topic,
                                count.passed().isEmpty() ? TopicAction.FAIL : TopicAction.PASS,
                                Actor.SYSTEM,
                                Outcomes.inWords(ballot, count)))));
    }

    /** Asks those once more who have not voted. */
    Mono<Topic> remind(long number) {
        return changed(number, topic -> ballots.of(topic.id())
                .filter(ballot -> topic.allows(TopicAction.REMIND, Actor.Kind.SYSTEM))
                .filterWhen(ballots::remind)
                .flatMap(ballot -> apply(topic, TopicAction.REMIND, Actor.SYSTEM, "")));
    }

    /** Takes back what a resident raised themselves; empty: they raised no such topic. */
    public Mono<Topic> withdraw(long number, ResidentId resident) {
        return changed(
                number,
                topic -> resident.equals(topic.resident())
                        ? apply(topic, TopicAction.WITHDRAW, Actor.RESIDENT, "")
                        : Mono.empty());
    }

    /**
     * Notes what somebody whom it concerns thinks of what came of it; a second word takes the place of the first.
     *
     * @param score 1 to 5
     */
    public Mono<Topic> rate(long number, ResidentId resident, int score) {
        return changed(number, topic -> wasAsked(topic, resident)
                .flatMap(asked -> apply(topic, TopicAction.RATE, Actor.RESIDENT, String.valueOf(score))
                        .flatMap(after -> database.sql("""
                                        insert into topic_mark (topic_id, resident_id, score, at) values (:topic, :resident, :score, :now)
                                        on conflict (topic_id, resident_id) do update set score = excluded.score, at = excluded.at""")
                                .bind("topic", topic.id().value())
                                .bind("resident", resident.value())
                                .bind("score", score)
                                .bind("now", now())
                                .then()
                                .thenReturn(after))));
    }

    /** Notes what somebody who was asked says of what came of it; empty: they were not. */
    public Mono<Topic> remark(long number, ResidentId resident, String words) {
        return changed(number, topic -> wasAsked(topic, resident).flatMap(asked -> database.sql("""
                                insert into topic_mark (topic_id, resident_id, words, at) values (:topic, :resident, :words, :now)
                                on conflict (topic_id, resident_id) do update set words =
                                    case when topic_mark.words = '' then excluded.words else topic_mark.words || E'\\n' || excluded.words end""")
                .bind("topic", topic.id().value())
                .bind("resident", resident.value())
                .bind("words", Markup.removed(words).strip())
                .bind("now", now())
                .then()
                .thenReturn(topic)));
    }

    /** Only who was told what came of it judges it; empty: they were not. */
    private Mono<Boolean> wasAsked(Topic topic, ResidentId resident) {
        return database.sql("""
                        select exists (select 1 from topic_told d join topic_event e on e.id = d.event_id
                            where e.topic_id = :topic and e.action = 'report' and d.resident_id = :resident)""")
                .bind("topic", topic.id().value())
                .bind("resident", resident.value())
                .mapValue(Boolean.class)
                .one()
                .filter(asked -> asked);
    }

    private Mono<Topic> changed(long number, Function<Topic, Mono<Topic>> change) {
        return transaction.transactional(locked(number).flatMap(change));
    }

    /** The topic once nobody else changes it. */
    private Mono<Topic> locked(long number) {
        return database.sql("select" + Topics.COLUMNS + "from topic where number = :number for update")
                .bind("number", number)
                .map(Topics::topic)
                .one();
    }

    private Mono<Topic> insert(NewTopic topic, int needed) {
        return database.sql("""
                        insert into topic (number, version, forum, place_id, title, words, status, resident_id, needed, opened_at, updated_at)
                        values (nextval('topic_serial'), 1, :forum, :place, :title, :words, 'collecting', :resident, :needed, :now, :now)
                        returning""" + Topics.COLUMNS)
                .bind("forum", topic.forum().id())
                .bind(
                        "place",
                        Parameters.in(
                                R2dbcType.BIGINT,
                                topic.place() == null ? null : topic.place().value()))
                .bind("title", topic.title())
                .bind("words", topic.words())
                .bind(
                        "resident",
                        Parameters.in(
                                R2dbcType.BIGINT,
                                topic.resident() == null
                                        ? null
                                        : topic.resident().value()))
                .bind("needed", needed)
                .bind("now", now())
                .map(Topics::topic)
                .one();
    }

    private Mono<Long> attach(Topic topic, List<TicketNumber> tickets) {
        return Flux.fromIterable(tickets)
                .concatMap(number -> database.sql("""
                                insert into topic_ticket (topic_id, ticket_id) select :topic, id from ticket where number = :number
                                on conflict do nothing""")
                        .bind("topic", topic.id().value())
                        .bind("number", number.value())
                        .fetch()
                        .rowsUpdated())
                .reduce(0L, Long::sum);
    }

    private Mono<Topic> apply(Topic topic, TopicAction action, Actor actor, String note) {
        if (!topic.allows(action, actor.kind())) {
            return Mono.error(new IllegalTopicActionException(topic, action, actor));
        }
        return database.sql("""
                        update topic set version = version + 1, status = :status,
                            updated_at = case when :action = 'rate' then updated_at else :now end,
                            supports = (select count(*) from topic_support where topic_id = :id),
                            schedule = case when :action = 'schedule' then :note else schedule end,
                            outcome = case when :action in ('decide', 'pass', 'fail', 'leave', 'refuse') then :note else outcome end
                        where id = :id returning""" + Topics.COLUMNS)
                .bind("id", topic.id().value())
                .bind("status", action.leadsTo(topic.status()).stored())
                .bind("action", action.code())
                .bind("note", note)
                .bind("now", now())
                .map(Topics::topic)
                .one()
                .flatMap(after -> note(after, action, actor, note).thenReturn(after));
    }

    private Mono<Void> note(Topic topic, TopicAction action, Actor actor, String note) {
        @Nullable Long staff = actor.staff() == null ? null : actor.staff().value();
        return database.sql("""
                        insert into topic_event (topic_id, version, action, status, actor, staff_id, note, supports, at)
                        values (:topic, :version, :action, :status, :actor, :staff, :note, :supports, :at) returning id""")
                .bind("topic", topic.id().value())
                .bind("version", topic.version())
                .bind("action", action.code())
                .bind("status", topic.status().stored())
                .bind("actor", actor.kind().code())
                .bind("staff", Parameters.in(R2dbcType.BIGINT, staff))
                .bind("note", note)
                .bind("supports", topic.supports())
                .bind("at", topic.updatedAt())
                .mapValue(Long.class)
                .one()
                .map(id -> new TopicEvent(id, action, actor, topic, note, topic.updatedAt()))
                .flatMap(event -> Flux.fromIterable(listeners)
                        .concatMap(listener -> listener.onEvent(event))
                        .then());
    }

    private Instant now() {
        return Instant.now(clock);
    }
}
