package org.bandeng.care;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bandeng.care.CareListener.News;
import org.bandeng.community.StaffId;
import org.bandeng.text.Markup;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Enters people who agreed, takes down what stewards and coordinators found, and forgets who does not want it any more. */
@Service
public class CareDesk {

    /** Nobody is sent to a door before. */
    public static final LocalTime EARLIEST_VISIT = LocalTime.of(7, 0);

    /** Nor after: what follows when nobody answers takes some hours. */
    public static final LocalTime LATEST_VISIT = LocalTime.of(18, 0);

    /** So long after nobody answered the steward goes once more. */
    static final Duration ONCE_MORE = Duration.ofHours(2);

    /** Who goes sooner than that has knocked twice, too; who says it again at once has not. */
    static final Duration EARLIEST = Duration.ofMinutes(30);

    /** Within so long somebody must have rung up. */
    static final Duration HOUR = Duration.ofHours(1);

    /** So often it is asked for again what must be done now. */
    static final Duration SOON = Duration.ofMinutes(30);

    private final DatabaseClient database;
    private final CareList list;
    private final List<CareListener> listeners;
    private final TransactionalOperator transaction;
    private final Clock clock;

    CareDesk(
            DatabaseClient database,
            CareList list,
            List<CareListener> listeners,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.list = list;
        this.listeners = List.copyOf(listeners);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Who goes there, who rings up, and when. */
    public record Watch(StaffId steward, StaffId coordinator, DayOfWeek day, LocalTime at) {}

    /** Enters somebody who agreed. */
    public Mono<Long> enter(CarePerson.Who who, String consent, Watch watch) {
        return database.sql("""
                        insert into care_person (sealed, steward_id, coordinator_id, day, at, created_at)
                        values (:sealed, :steward, :coordinator, :day, :at, :now) returning id""")
                .bind("sealed", list.sealed(plain(who), plain(consent)))
                .bind("steward", watch.steward.value())
                .bind("coordinator", watch.coordinator.value())
                .bind("day", watch.day.getValue())
                .bind("at", watch.at)
                .bind("now", Instant.now(clock))
                .mapValue(Long.class)
                .one();
    }

    private static CarePerson.Who plain(CarePerson.Who who) {
        return new CarePerson.Who(
                plain(who.name()), plain(who.place()), plain(who.phone()), plain(who.relative()), plain(who.note()));
    }

    private static String plain(String words) {
        return Markup.removed(words).replaceAll("\\p{Cntrl}", " ").strip();
    }

    /** What is known of them changes, or others go there or ring up from now on, also for a visit that is not over; the coordinator alone decides that. False: they may not. */
    public Mono<Boolean> change(long id, StaffId by, Watch watch, CarePerson.Who who) {
        return transaction.transactional(list.find(id, by)
                .flatMap(known -> database.sql("""
                        update care_person set sealed = :sealed, steward_id = :steward, coordinator_id = :coordinator, day = :day,
                            at = :at
                        where id = :id and coordinator_id = :by""")
                        .bind("sealed", list.sealed(plain(who), known.consent()))
                        .bind("steward", watch.steward.value())
                        .bind("coordinator", watch.coordinator.value())
                        .bind("day", watch.day.getValue())
                        .bind("at", watch.at)
                        .bind("id", id)
                        .bind("by", by.value())
                        .fetch()
                        .rowsUpdated()
                        .filter(rows -> rows > 0)
                        .flatMap(rows -> known.steward().equals(watch.steward)
                                        && known.coordinator().equals(watch.coordinator)
                                ? Mono.just(true)
                                : list.find(id, watch.steward)
                                        .flatMapMany(person -> list.visits(person, 1))
                                        .filter(visit -> visit.endedAt() == null)
                                        .next()
                                        .flatMap(this::handOver)
                                        .thenReturn(true)))
                .defaultIfEmpty(false));
    }

    private Mono<Void> handOver(CareVisit visit) {
        return switch (visit.status()) {
            case ASKED, AGAIN -> tell(visit, visit.person().steward(), News.VISIT);
            case CALL -> tell(visit, visit.person().coordinator(), News.CALL);
            default -> tellBoth(visit, News.ALARM);
        };
    }

    /**
     * They do not want it any more, or moved away: all that is known of them is deleted, and what was told of them is wiped out.
     * False: it is not the coordinator who asks.
     */
    public Mono<Boolean> forget(long id, StaffId by) {
        return transaction.transactional(list.find(id, by)
                .filter(person -> person.coordinator().equals(by))
                .flatMap(person -> told(person)
                        .then(database.sql("delete from care_person where id = :id")
                                .bind("id", id)
                                .fetch()
                                .rowsUpdated())
                        .map(rows -> rows > 0))
                .defaultIfEmpty(false));
    }

    /** What is still to be sent of them is not, and what was sent is empty from now on, as are the answers to who goes there. */
    private Mono<Void> told(CarePerson person) {
        String about = """
                m.notice like 'care-%' and m.facts ->> 'number' in (select v.id::text from care_visit v where v.person_id = :id)""";
        return database.sql(
                        "delete from delivery d using message m where m.id = d.message_id and d.status in ('pending', 'held') and "
                                + about)
                .bind("id", person.id())
                .then()
                .then(database.sql("update message m set content = '', facts = '{}' where " + about)
                        .bind("id", person.id())
                        .then())
                .then(database.sql("""
                                update message m set content = '' from message q
                                where q.id = m.reply_to and q.kind = 'sealed' and position(:name in m.content) > 0
                                  and m.resident_id in (select s.resident_id from staff s where s.id in (:steward, :coordinator))""")
                        .bind("name", person.who().name())
                        .bind("steward", person.steward().value())
                        .bind("coordinator", person.coordinator().value())
                        .then());
    }

    /** Somebody answers for those whose coordinator cannot ring up any more: gone, without WeChat, or without this page. */
    public Mono<Long> adopt(StaffId coordinator) {
        return database.sql("""
                        update care_person set coordinator_id = :coordinator where coordinator_id in (
                            select s.id from staff s where %s)""".formatted(CareList.CANNOT_RING))
                .bind("coordinator", coordinator.value())
                .fetch()
                .rowsUpdated();
    }

    /** What somebody found. */
    public enum Found {
        /** They are well: the steward saw them. */
        SEEN(EnumSet.of(CareVisit.Status.ASKED, CareVisit.Status.AGAIN, CareVisit.Status.CALL, CareVisit.Status.ALARM)),
        /** Nobody answered the door. */
        NO_ANSWER(EnumSet.of(CareVisit.Status.ASKED, CareVisit.Status.AGAIN)),
        /** They are well: they answered the telephone. */
        REACHED(EnumSet.of(
                CareVisit.Status.ASKED, CareVisit.Status.AGAIN, CareVisit.Status.CALL, CareVisit.Status.ALARM)),
        /** Nobody answered the telephone. */
        NOT_REACHED(EnumSet.of(CareVisit.Status.CALL));

        private final Set<CareVisit.Status> from;

        Found(Set<CareVisit.Status> from) {
            this.from = from;
        }

        /** Whether it says anything new. */
        public boolean isPossibleFrom(CareVisit.Status status) {
            return from.contains(status);
        }
    }

    /** Takes down what the steward or the coordinator found; empty: it is over, they may not know of it, or it says nothing new. */
    public Mono<CareVisit> found(long visit, StaffId by, Found found) {
        return transaction.transactional(lock(visit)
                .filter(known ->
                        known.person().isKnownTo(by) && known.endedAt() == null && found.isPossibleFrom(known.status()))
                .flatMap(known -> switch (found) {
                    case SEEN -> end(known, CareVisit.Status.SEEN, by);
                    case REACHED -> end(known, CareVisit.Status.REACHED, by);
                    case NO_ANSWER -> noAnswer(known);
                    case NOT_REACHED ->
                        move(known, CareVisit.Status.ALARM, SOON)
                                .flatMap(moved -> tellBoth(moved, News.ALARM).thenReturn(moved));
                }));
    }

    private Mono<CareVisit> lock(long visit) {
        return database.sql("select id from care_visit where id = :id for update")
                .bind("id", visit)
                .mapValue(Long.class)
                .one()
                .flatMap(list::visit);
    }

    /** To say it again before they have gone once more is no second time. */
    private Mono<CareVisit> noAnswer(CareVisit visit) {
        if (visit.status() == CareVisit.Status.ASKED) {
            return once(visit);
        }
        Instant again = visit.againAt();
        boolean twice = again == null
                || !Instant.now(clock).isBefore(again.minus(ONCE_MORE).plus(EARLIEST));
        return twice ? call(visit, News.CALL) : Mono.just(visit);
    }

    private Mono<CareVisit> once(CareVisit visit) {
        return database.sql("update care_visit set status = 'again', again_at = :again where id = :id")
                .bind("again", Instant.now(clock).plus(ONCE_MORE))
                .bind("id", visit.id())
                .then()
                .then(Mono.defer(() -> list.visit(visit.id())));
    }

    /** The coordinator is to ring up within the hour. */
    Mono<CareVisit> call(CareVisit visit, News why) {
        return move(visit, CareVisit.Status.CALL, HOUR)
                .flatMap(moved -> tell(moved, moved.person().coordinator(), why).thenReturn(moved));
    }

    Mono<CareVisit> move(CareVisit visit, CareVisit.Status status, Duration within) {
        return database.sql("update care_visit set status = :status, call_by = :by where id = :id")
                .bind("status", status.code())
                .bind("by", Instant.now(clock).plus(within))
                .bind("id", visit.id())
                .then()
                .then(Mono.defer(() -> list.visit(visit.id())));
    }

    private Mono<CareVisit> end(CareVisit visit, CareVisit.Status status, StaffId by) {
        CarePerson person = visit.person();
        boolean known = visit.status() == CareVisit.Status.ASKED;
        StaffId other = by.equals(person.steward()) ? person.coordinator() : person.steward();
        return database.sql("update care_visit set status = :status, ended_at = :now, ended_by = :by where id = :id")
                .bind("status", status.code())
                .bind("now", Instant.now(clock))
                .bind("by", by.value())
                .bind("id", visit.id())
                .then()
                .then(Mono.defer(() -> list.visit(visit.id())))
                .flatMap(ended -> (known || other.equals(by) ? Mono.<Void>empty() : tell(ended, other, News.WELL))
                        .thenReturn(ended));
    }

    Mono<Void> tellBoth(CareVisit visit, News what) {
        CarePerson person = visit.person();
        return tell(visit, person.coordinator(), what)
                .then(Mono.defer(() -> person.steward().equals(person.coordinator())
                        ? Mono.empty()
                        : tell(visit, person.steward(), what)));
    }

    Mono<Void> tell(CareVisit visit, StaffId who, News what) {
        return Flux.fromIterable(listeners)
                .concatMap(listener -> listener.news(visit, who, what))
                .then();
    }
}
