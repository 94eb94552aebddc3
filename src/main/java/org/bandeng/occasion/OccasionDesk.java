package org.bandeng.occasion;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.bandeng.occasion.OccasionListener.News;
import org.bandeng.text.Markup;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Plans occasions, and takes down who signs up and who comes: one at a time for each occasion, so that no place is given twice. */
@Service
public class OccasionDesk {

    /** So long before it begins people come. */
    static final Duration EARLIEST = Duration.ofHours(2);

    private static final int CODES = 10_000;
    private static final int LONGEST_WORDS = 100;

    private final DatabaseClient database;
    private final Occasions occasions;
    private final List<OccasionListener> listeners;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    OccasionDesk(
            DatabaseClient database,
            Occasions occasions,
            List<OccasionListener> listeners,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.occasions = occasions;
        this.listeners = List.copyOf(listeners);
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What is planned.
     *
     * @param forum empty: no forum meets
     * @param topic the number of the topic that is deliberated; 0: none
     * @param works the number of the works that are inspected; 0: none
     * @param capacity 0: as many as want to
     */
    public record Plan(
            Occasion.Kind kind,
            String title,
            String forum,
            long topic,
            long works,
            @Nullable PlaceId place,
            String venue,
            Instant startsAt,
            Instant endsAt,
            int capacity,
            List<Occasion.Slot> slots,
            boolean monthly) {

        public Plan {
            title = Markup.removed(title).strip();
            venue = Markup.removed(venue).strip();
            slots = List.copyOf(slots);
        }

        /** The same a month later. */
        static Plan after(Occasion over, ZoneId zone) {
            Instant starts = over.startsAt().atZone(zone).plusMonths(1).toInstant();
            return new Plan(
                    over.kind(),
                    over.title(),
                    over.forum(),
                    0,
                    0,
                    over.place(),
                    over.venue(),
                    starts,
                    starts.plus(Duration.between(over.startsAt(), over.endsAt())),
                    over.capacity(),
                    over.slots(),
                    true);
        }
    }

    /** Plans something; all who may come are told. */
    public Mono<Occasion> plan(Plan plan, @Nullable StaffId convenor) {
        return transaction.transactional(insert(plan, Occasion.Status.PLANNED, convenor)
                .flatMap(planned -> tell(listener -> listener.planned(planned)).thenReturn(planned)));
    }

    /** Opens something at once, which nobody is invited to: those who are there are there. */
    public Mono<Occasion> open(Plan plan, StaffId convenor) {
        return transaction.transactional(insert(plan, Occasion.Status.OPEN, convenor));
    }

    /** Opens a meeting that was planned; empty: it is open or over already. */
    public Mono<Occasion> open(long number, StaffId convenor) {
        return transaction.transactional(database.sql("""
                        update occasion set status = 'open', convenor_id = :convenor
                        where number = :number and status = 'planned' and kind = 'meeting' returning""" + Occasions.COLUMNS)
                .bind("convenor", convenor.value())
                .bind("number", number)
                .map(Occasions::occasion)
                .one());
    }

    private Mono<Occasion> insert(Plan plan, Occasion.Status status, @Nullable StaffId convenor) {
        return freeCode().flatMap(code -> database.sql("""
                        insert into occasion (number, kind, title, forum, topic_id, works_id, place_id, venue, starts_at, ends_at, capacity,
                            status, code, convenor_id, monthly, created_at)
                        values (nextval('occasion_serial'), :kind, :title, nullif(:forum, ''),
                            (select id from topic where number = :topic), (select id from works where number = :works), :place, :venue, :starts, :ends, nullif(:capacity, 0),
                            :status, :code, :convenor, :monthly, :now) returning id""")
                .bind("kind", plan.kind.code())
                .bind("title", plan.title)
                .bind("forum", plan.forum)
                .bind("topic", plan.topic)
                .bind("works", plan.works)
                .bind("place", Parameters.in(R2dbcType.BIGINT, plan.place == null ? null : plan.place.value()))
                .bind("venue", plan.venue)
                .bind("starts", plan.startsAt)
                .bind("ends", plan.endsAt)
                .bind("capacity", plan.capacity)
                .bind("status", status.code())
                .bind("code", code)
                .bind("convenor", Parameters.in(R2dbcType.BIGINT, convenor == null ? null : convenor.value()))
                .bind("monthly", plan.monthly)
                .bind("now", now())
                .mapValue(Long.class)
                .one()
                .flatMap(id -> Flux.range(0, plan.slots.size())
                        .concatMap(i -> database.sql(
                                        "insert into occasion_slot (occasion_id, position, name, capacity) values (:id, :position, :name, :capacity)")
                                .bind("id", id)
                                .bind("position", i + 1)
                                .bind("name", plan.slots.get(i).name())
                                .bind("capacity", plan.slots.get(i).capacity())
                                .then())
                        .then(occasions.find(id))));
    }

    /** Digits that nothing else that is not over has. */
    private Mono<String> freeCode() {
        return Mono.fromSupplier(() -> "%04d".formatted(random.nextInt(CODES)))
                .filterWhen(code -> occasions.coded(code).hasElement().map(taken -> !taken))
                .repeatWhenEmpty(CODES, Function.identity());
    }

    /** Why somebody's name is not on the list, or that it is. */
    public enum SignedUp {
        YES,
        /** It is full; they wait. */
        WAITING,
        /** They are on it already. */
        ALREADY,
        /** There are slots, and they have not said which. */
        WHICH,
        /** It is not open to sign up any more. */
        OVER
    }

    /**
     * What came of signing up.
     *
     * @param ahead how many wait before them
     */
    public record SignUp(SignedUp signedUp, Occasion occasion, int slot, long ahead) {}

    /**
     * Signs somebody up.
     *
     * @param slot from 1 on; 0: they have not said which
     * @return empty: there is no such occasion
     */
    public Mono<SignUp> signUp(long number, ResidentId resident, int slot, String words) {
        return locked(number, occasion -> {
            if (!isToCome(occasion)) {
                return Mono.just(new SignUp(SignedUp.OVER, occasion, slot, 0));
            }
            boolean which = !occasion.slots().isEmpty()
                    && (slot < 1 || slot > occasion.slots().size());
            if (which) {
                return Mono.just(new SignUp(SignedUp.WHICH, occasion, 0, 0));
            }
            int chosen = occasion.slots().isEmpty() ? 0 : slot;
            return occasions
                    .attendance(occasion, resident)
                    .filter(known -> known.status() == Attendance.Status.ATTENDED
                            || (known.status() != Attendance.Status.CANCELLED && known.slot() == chosen))
                    .flatMap(known -> known.status() == Attendance.Status.WAITING
                            ? ahead(occasion, resident, chosen)
                                    .map(ahead -> new SignUp(SignedUp.WAITING, occasion, chosen, ahead))
                            : Mono.just(new SignUp(SignedUp.ALREADY, occasion, known.slot(), 0)))
                    .switchIfEmpty(Mono.defer(() -> enter(occasion, resident, chosen, words)));
        });
    }

    private boolean isToCome(Occasion occasion) {
        return occasion.status() == Occasion.Status.PLANNED && occasion.endsAt().isAfter(now());
    }

    /** How many wait who came before somebody who waits. */
    private Mono<Long> ahead(Occasion occasion, ResidentId resident, int slot) {
        return database.sql("""
                        select count(*) from attendance a join attendance mine
                          on mine.occasion_id = a.occasion_id and mine.resident_id = :resident
                        where a.occasion_id = :id and a.slot = :slot and a.status = 'waiting'
                          and (a.at, a.resident_id) < (mine.at, mine.resident_id)""")
                .bind("resident", resident.value())
                .bind("id", occasion.id())
                .bind("slot", slot)
                .mapValue(Long.class)
                .one();
    }

    /** Whoever signs up for another slot gives the first one up, and whoever waits comes before who has just come. */
    private Mono<SignUp> enter(Occasion occasion, ResidentId resident, int slot, String words) {
        String said = Markup.removed(words).strip();
        String kept = said.length() > LONGEST_WORDS ? said.substring(0, LONGEST_WORDS) : said;
        return Mono.zip(taken(occasion, slot, "signed_up"), taken(occasion, slot, "waiting"))
                .flatMap(before -> {
                    long waiting = before.getT2();
                    int room = room(occasion, slot);
                    boolean full = room > 0 && (before.getT1() >= room || waiting > 0);
                    Attendance.Status status = full ? Attendance.Status.WAITING : Attendance.Status.SIGNED_UP;
                    return leave(occasion, resident)
                            .then(Mono.defer(() -> put(occasion, resident, slot, status, kept)))
                            .thenReturn(new SignUp(
                                    full ? SignedUp.WAITING : SignedUp.YES, occasion, slot, full ? waiting : 0));
                });
    }

    private static int room(Occasion occasion, int slot) {
        return slot == 0 ? occasion.capacity() : occasion.slots().get(slot - 1).capacity();
    }

    private Mono<Long> taken(Occasion occasion, int slot, String status) {
        return database.sql("""
                        select count(*) from attendance where occasion_id = :id and slot = :slot
                          and (status = :status or :status = 'signed_up' and status = 'attended')""")
                .bind("id", occasion.id())
                .bind("slot", slot)
                .bind("status", status)
                .mapValue(Long.class)
                .one();
    }

    private Mono<Void> put(Occasion occasion, ResidentId resident, int slot, Attendance.Status status, String words) {
        return database.sql("""
                        insert into attendance (occasion_id, resident_id, slot, status, words, at, attended_at)
                        values (:id, :resident, :slot, :status, :words, :now, case when :status = 'attended' then :now end)
                        on conflict (occasion_id, resident_id) do update set slot = excluded.slot, status = excluded.status,
                            words = case when excluded.words = '' then attendance.words else excluded.words end,
                            at = case when excluded.status = 'attended' then attendance.at else excluded.at end,
                            attended_at = excluded.attended_at""")
                .bind("id", occasion.id())
                .bind("resident", resident.value())
                .bind("slot", slot)
                .bind("status", status.code())
                .bind("words", words)
                .bind("now", now())
                .then();
    }

    /** Takes somebody off the list; whoever waits longest follows. Empty: they were not on it. */
    public Mono<Occasion> cancel(long number, ResidentId resident) {
        return locked(
                number,
                occasion -> isToCome(occasion) ? leave(occasion, resident).map(left -> occasion) : Mono.empty());
    }

    private Mono<Attendance> leave(Occasion occasion, ResidentId resident) {
        return occasions
                .attendance(occasion, resident)
                .filter(known ->
                        known.status() == Attendance.Status.SIGNED_UP || known.status() == Attendance.Status.WAITING)
                .flatMap(known -> put(occasion, resident, known.slot(), Attendance.Status.CANCELLED, "")
                        .then(Mono.defer(() -> known.status() == Attendance.Status.SIGNED_UP
                                ? moveUp(occasion, known.slot())
                                : Mono.empty()))
                        .thenReturn(known));
    }

    private Mono<Void> moveUp(Occasion occasion, int slot) {
        return database.sql("""
                        update attendance set status = 'signed_up' where occasion_id = :id and resident_id = (
                            select resident_id from attendance where occasion_id = :id and slot = :slot and status = 'waiting'
                            order by at, resident_id limit 1) returning resident_id""")
                .bind("id", occasion.id())
                .bind("slot", slot)
                .mapValue(Long.class)
                .one()
                .flatMap(next -> tell(listener -> listener.news(occasion, new ResidentId(next), News.MOVED_UP, "")));
    }

    /**
     * Somebody is there; whether they signed up before does not matter.
     *
     * @param self whether they say so themselves: not earlier than two hours before it begins
     * @return empty: no such occasion is to come so soon, or held
     */
    public Mono<Occasion> checkIn(long number, ResidentId resident, boolean self) {
        return locked(number, occasion -> {
            boolean early = self && occasion.startsAt().isAfter(now().plus(EARLIEST));
            return occasion.status().isToCome() && !early
                    ? occasions
                            .attendance(occasion, resident)
                            .map(Attendance::slot)
                            .defaultIfEmpty(0)
                            .flatMap(slot -> put(occasion, resident, slot, Attendance.Status.ATTENDED, "")
                                    .thenReturn(occasion))
                    : Mono.empty();
        });
    }

    /** Writes down by name who is there without WeChat. */
    public Mono<Occasion> checkIn(long number, List<String> names) {
        return locked(number, occasion -> Flux.fromIterable(names)
                .filter(name -> !Markup.removed(name).isBlank())
                .concatMap(name -> database.sql(
                                "insert into guest (occasion_id, name, at) values (:id, :name, :now) on conflict do nothing")
                        .bind("id", occasion.id())
                        .bind("name", Markup.removed(name).strip())
                        .bind("now", now())
                        .then())
                .then(Mono.just(occasion)));
    }

    /** It does not take place; whoever signed up is told why. Empty: it is over or cancelled already. */
    public Mono<Occasion> cancel(long number, String why) {
        return locked(
                number,
                occasion -> occasion.status().isToCome()
                        ? status(occasion, "cancelled", why)
                                .thenMany(toCome(occasion))
                                .concatMap(each -> tell(listener -> listener.news(occasion, each, News.CANCELLED, why)))
                                .then(next(occasion))
                                .thenReturn(occasion)
                        : Mono.empty());
    }

    private Flux<ResidentId> toCome(Occasion occasion) {
        return occasions
                .attendances(occasion)
                .filter(each -> each.status() != Attendance.Status.CANCELLED)
                .map(Attendance::resident);
    }

    /** It is over; whoever came is asked how it was, and what comes every month is planned again. */
    Mono<Occasion> close(Occasion occasion) {
        return locked(
                occasion.number(),
                present -> present.status().isToCome()
                        ? status(present, "closed", "")
                                .thenMany(occasions
                                        .attendances(present)
                                        .filter(each -> each.status() == Attendance.Status.ATTENDED))
                                .concatMap(each ->
                                        tell(listener -> listener.news(present, each.resident(), News.OVER, "")))
                                .then(next(present))
                                .thenReturn(present)
                        : Mono.empty());
    }

    private Mono<Void> next(Occasion over) {
        return over.monthly()
                ? plan(Plan.after(over, clock.getZone()), over.convenor()).then()
                : Mono.empty();
    }

    private Mono<Void> status(Occasion occasion, String status, String minutes) {
        return database.sql("""
                        update occasion set status = :status,
                            minutes = case when :minutes = '' then minutes else :minutes end where id = :id""")
                .bind("status", status)
                .bind("minutes", Markup.removed(minutes).strip())
                .bind("id", occasion.id())
                .then();
    }

    /** Writes down what came of it; the last word counts. Empty: there is no such occasion. */
    public Mono<Occasion> minute(long number, String minutes) {
        return locked(number, occasion -> status(occasion, occasion.status().code(), minutes)
                .thenReturn(occasion));
    }

    /**
     * Counts what was brought to a drive, or given on.
     *
     * @return empty: it is no drive, or more would be given than was brought
     */
    public Mono<Occasion> count(long number, int in, int out) {
        return locked(
                number,
                occasion -> occasion.kind() == Occasion.Kind.DRIVE
                                && in >= 0
                                && out >= 0
                                && occasion.itemsOut() + out <= occasion.itemsIn() + in
                        ? database.sql(
                                        "update occasion set items_in = items_in + :in, items_out = items_out + :out where id = :id")
                                .bind("in", in)
                                .bind("out", out)
                                .bind("id", occasion.id())
                                .then()
                                .then(occasions.find(occasion.id()))
                        : Mono.empty());
    }

    /** Notes how it was for somebody who came; empty: they did not. */
    public Mono<Occasion> rate(long number, ResidentId resident, int score) {
        return occasions.numbered(number).flatMap(occasion -> database.sql("""
                        update attendance set score = :score
                        where occasion_id = :id and resident_id = :resident and status = 'attended'""")
                .bind("score", score)
                .bind("id", occasion.id())
                .bind("resident", resident.value())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .map(rows -> occasion));
    }

    /** The same once nobody else changes it. */
    <T> Mono<T> locked(long number, Function<Occasion, Mono<T>> change) {
        return transaction.transactional(database.sql("select id from occasion where number = :number for update")
                .bind("number", number)
                .mapValue(Long.class)
                .one()
                .flatMap(occasions::find)
                .flatMap(change));
    }

    Mono<Void> tell(Function<OccasionListener, Mono<Void>> news) {
        return Flux.fromIterable(listeners).concatMap(news).then();
    }

    private Instant now() {
        return Instant.now(clock);
    }
}
