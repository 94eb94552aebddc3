package org.bandeng.occasion;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Scope;
import org.bandeng.community.StaffId;
import org.bandeng.text.Markup;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who looks after a room when: joined in WeChat, planned in turn, swapped between two who both want it. */
@Service
public class Rosters {

    private static final String COLUMNS = " id, name, place_id, venue, tasks, starts, ends, days ";

    private final DatabaseClient database;
    private final Occasions occasions;
    private final OccasionDesk desk;
    private final List<RosterListener> listeners;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Rosters(
            DatabaseClient database,
            Occasions occasions,
            OccasionDesk desk,
            List<RosterListener> listeners,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.occasions = occasions;
        this.desk = desk;
        this.listeners = List.copyOf(listeners);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** All of places that somebody of the staff sees. */
    public Flux<Roster> seen(Scope scope) {
        return database.sql("select" + COLUMNS
                        + "from roster where :everywhere or place_id is null or place_id = any(:seen) order by id")
                .bind("everywhere", scope.isEverywhere())
                .bind("seen", scope.ids())
                .map(Rosters::roster)
                .all();
    }

    /** Those that somebody who lives there can join; the ids are of where they live and of what is around it. */
    public Flux<Roster> around(Long[] around) {
        return database.sql("select" + COLUMNS
                        + "from roster where place_id is null or place_id = any(:around) order by id")
                .bind("around", around)
                .map(Rosters::roster)
                .all();
    }

    /** Opens one; empty: there is one of that name. */
    public Mono<Roster> open(Roster wanted) {
        return database.sql("""
                        insert into roster (name, place_id, venue, tasks, starts, ends, days, created_at)
                        values (:name, :place, :venue, :tasks, :starts, :ends, :days, :now)
                        on conflict do nothing returning""" + COLUMNS)
                .bind("name", Markup.removed(wanted.name()).strip())
                .bind(
                        "place",
                        Parameters.in(
                                R2dbcType.BIGINT,
                                wanted.place() == null ? null : wanted.place().value()))
                .bind("venue", Markup.removed(wanted.venue()).strip())
                .bind("tasks", Markup.removed(wanted.tasks()).strip())
                .bind("starts", wanted.starts())
                .bind("ends", wanted.ends())
                .bind("days", wanted.days().toArray(Integer[]::new))
                .bind("now", now())
                .map(Rosters::roster)
                .one();
    }

    /** Somebody takes turns from now on; false: they do already. */
    public Mono<Boolean> join(Roster roster, ResidentId resident) {
        return database.sql("""
                        insert into roster_member (roster_id, resident_id, joined_at) values (:roster, :resident, :now)
                        on conflict (roster_id, resident_id) do update set left_at = null where roster_member.left_at is not null""")
                .bind("roster", roster.id())
                .bind("resident", resident.value())
                .bind("now", now())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Somebody takes no more turns; the others are asked to take what is still theirs. Empty: they took none. */
    public Mono<Long> leave(ResidentId resident) {
        return transaction.transactional(database.sql(
                        "update roster_member set left_at = :now where resident_id = :resident and left_at is null")
                .bind("now", now())
                .bind("resident", resident.value())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(rows -> of(resident)
                        .collectList()
                        .flatMapIterable(duties -> duties)
                        .concatMap(duty -> askToSwap(duty.number(), resident))
                        .count()));
    }

    /** Who takes turns, with how many they have. */
    public Flux<Turns> members(Roster roster) {
        return database.sql("""
                        select m.resident_id,
                            (select count(*) from occasion o join attendance a on a.occasion_id = o.id
                                where o.roster_id = m.roster_id and o.status <> 'cancelled' and a.resident_id = m.resident_id
                                  and a.status in ('signed_up', 'attended')) as turns,
                            (select max(o.starts_at) from occasion o join attendance a on a.occasion_id = o.id
                                where o.roster_id = m.roster_id and o.status <> 'cancelled' and a.resident_id = m.resident_id
                                  and a.status in ('signed_up', 'attended')) as last
                        from roster_member m where m.roster_id = :roster and m.left_at is null order by m.joined_at, m.resident_id""")
                .bind("roster", roster.id())
                .map(row -> new Turns(
                        new ResidentId(row.get("resident_id", Long.class)),
                        row.get("turns", Long.class).intValue(),
                        row.get("last", Instant.class)))
                .all();
    }

    /** How many duties somebody has had, with those that are planned; {@code last} null: none. */
    public record Turns(
            ResidentId resident, int turns, @Nullable Instant last) {}

    /**
     * Plans the duties of so many weeks from tomorrow on, those that are not planned yet; who has one is told.
     *
     * @return how many; 0: nobody takes turns, or all are planned
     */
    public Mono<Integer> plan(Roster roster, int weeks, @Nullable StaffId convenor) {
        LocalDate tomorrow = LocalDate.now(clock).plusDays(1);
        List<Instant> all = IntStream.range(0, weeks * 7)
                .mapToObj(tomorrow::plusDays)
                .filter(day -> roster.days().contains(day.getDayOfWeek().getValue()))
                .map(day -> day.atTime(roster.starts()).atZone(clock.getZone()).toInstant())
                .toList();
        return transaction.transactional(lock(roster)
                .then(Mono.zip(planned(roster), members(roster).collectList()))
                .flatMap(both -> {
                    List<Instant> open = all.stream()
                            .filter(each -> !both.getT1().contains(each))
                            .toList();
                    int fewest = both.getT2().stream()
                            .mapToInt(Turns::turns)
                            .filter(turns -> turns > 0)
                            .min()
                            .orElse(0);
                    List<Long> who = Rotation.plan(
                            both.getT2().stream()
                                    .map(each -> member(each, fewest))
                                    .toList(),
                            open.stream().map(Instant::getEpochSecond).toList());
                    return Flux.range(0, who.size())
                            .concatMap(i -> {
                                ResidentId each = new ResidentId(who.get(i));
                                return duty(roster, open.get(i), each, convenor).map(duty -> Map.entry(each, duty));
                            })
                            .collectMultimap(Map.Entry::getKey, Map.Entry::getValue)
                            .flatMap(planned -> Flux.fromIterable(planned.entrySet())
                                    .concatMap(each -> Flux.fromIterable(listeners)
                                            .concatMap(listener ->
                                                    listener.planned(each.getKey(), List.copyOf(each.getValue()))))
                                    .then(Mono.just(who.size())));
                }));
    }

    /** Whoever has just joined does not make up for all that was before. */
    private static Rotation.Member member(Turns turns, int fewest) {
        Instant last = turns.last();
        return new Rotation.Member(
                turns.resident().value(),
                turns.turns() == 0 ? Math.max(0, fewest - 1) : turns.turns(),
                last == null ? Long.MIN_VALUE : last.getEpochSecond());
    }

    private Mono<Long> lock(Roster roster) {
        return database.sql("select id from roster where id = :id for update")
                .bind("id", roster.id())
                .mapValue(Long.class)
                .one();
    }

    private Mono<List<Instant>> planned(Roster roster) {
        return database.sql("select starts_at from occasion where roster_id = :id and status <> 'cancelled'")
                .bind("id", roster.id())
                .mapValue(Instant.class)
                .all()
                .collectList();
    }

    private Mono<Occasion> duty(Roster roster, Instant starts, ResidentId who, @Nullable StaffId convenor) {
        OccasionDesk.Plan plan = new OccasionDesk.Plan(
                Occasion.Kind.DUTY,
                "%s轮值".formatted(roster.name()),
                "",
                0,
                0,
                roster.place(),
                roster.venue(),
                starts,
                starts.plus(Duration.between(roster.starts(), roster.ends())),
                1,
                List.of(),
                false);
        return desk.plan(plan, convenor)
                .flatMap(duty -> database.sql("update occasion set roster_id = :roster where id = :id")
                        .bind("roster", roster.id())
                        .bind("id", duty.id())
                        .then()
                        .then(desk.signUp(duty.number(), who, 0, ""))
                        .thenReturn(duty));
    }

    /** Somebody's duties that are to come, the next first. */
    public Flux<Occasion> of(ResidentId resident) {
        return database.sql("select" + Occasions.COLUMNS + """
                        from occasion where roster_id is not null and status = 'planned' and ends_at > :now and id in (
                            select a.occasion_id from attendance a where a.resident_id = :resident and a.status = 'signed_up')
                        order by starts_at""")
                .bind("now", now())
                .bind("resident", resident.value())
                .map(Occasions::occasion)
                .all();
    }

    /** The duties of a roster that are to come. */
    public Flux<Occasion> duties(Roster roster) {
        return database.sql(
                        "select" + Occasions.COLUMNS
                                + "from occasion where roster_id = :id and status = 'planned' and ends_at > :now order by starts_at")
                .bind("id", roster.id())
                .bind("now", now())
                .map(Occasions::occasion)
                .all();
    }

    /** Whoever has a duty asks the others to take it; until one does it is theirs. Empty: they have no such duty. */
    public Mono<Occasion> askToSwap(long number, ResidentId resident) {
        return desk.locked(number, duty -> isTheirs(duty, resident)
                .flatMap(theirs -> database.sql("update occasion set swap_asked = true where id = :id")
                        .bind("id", duty.id())
                        .then()
                        .thenMany(others(duty, resident))
                        .concatMap(other -> tell(duty, other, RosterListener.News.SWAP_ASKED))
                        .then(Mono.just(duty))));
    }

    private Mono<Boolean> isTheirs(Occasion duty, ResidentId resident) {
        return duty.kind() == Occasion.Kind.DUTY && duty.startsAt().isAfter(now())
                ? occasions
                        .attendance(duty, resident)
                        .map(known -> known.status() == Attendance.Status.SIGNED_UP)
                        .filter(signedUp -> signedUp)
                : Mono.empty();
    }

    private Flux<ResidentId> others(Occasion duty, ResidentId but) {
        return database.sql("""
                        select m.resident_id from roster_member m join occasion o on o.roster_id = m.roster_id
                        where o.id = :duty and m.left_at is null and m.resident_id <> :but order by m.resident_id""")
                .bind("duty", duty.id())
                .bind("but", but.value())
                .mapValue(Long.class)
                .all()
                .map(ResidentId::new);
    }

    /** Somebody takes a duty that is asked to be taken, or that nobody has come to: the first does. Empty: it is not to be had. */
    public Mono<Occasion> take(long number, ResidentId resident) {
        return desk.locked(number, duty -> database.sql("""
                        select a.resident_id from occasion o join attendance a on a.occasion_id = o.id and a.status = 'signed_up'
                        where o.id = :id and o.status = 'planned' and o.ends_at > :now and (o.swap_asked or o.gap_told)
                          and a.resident_id <> :resident and exists (select 1 from roster_member m
                            where m.roster_id = o.roster_id and m.resident_id = :resident and m.left_at is null)""")
                .bind("id", duty.id())
                .bind("now", now())
                .bind("resident", resident.value())
                .mapValue(Long.class)
                .one()
                .map(ResidentId::new)
                .flatMap(before -> database.sql("""
                                        with gone as (update attendance set status = 'cancelled'
                                            where occasion_id = :id and resident_id = :before)
                                        update occasion set swap_asked = false, gap_told = false where id = :id""")
                        .bind("id", duty.id())
                        .bind("before", before.value())
                        .then()
                        .then(database.sql("""
                                        insert into attendance (occasion_id, resident_id, status, at) values (:id, :resident, 'signed_up', :now)
                                        on conflict (occasion_id, resident_id) do update set status = 'signed_up', at = excluded.at""")
                                .bind("id", duty.id())
                                .bind("resident", resident.value())
                                .bind("now", now())
                                .then())
                        .then(tell(duty, before, RosterListener.News.TAKEN))
                        .thenReturn(duty)));
    }

    /** Tells of duties that began a while ago and that nobody has come to; each once. */
    Mono<Void> tellGaps(Duration patience) {
        return database.sql(
                        "select number from occasion where roster_id is not null and status = 'planned' and not gap_told "
                                + "and starts_at <= :late and ends_at > :now order by id")
                .bind("late", now().minus(patience))
                .bind("now", now())
                .mapValue(Long.class)
                .all()
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(number -> desk.locked(number, this::tellGap))
                .then();
    }

    private Mono<Occasion> tellGap(Occasion duty) {
        return occasions
                .attendances(duty)
                .filter(each -> each.status() == Attendance.Status.SIGNED_UP)
                .map(Attendance::resident)
                .next()
                .flatMap(missing -> database.sql("update occasion set gap_told = true where id = :id and not gap_told")
                        .bind("id", duty.id())
                        .fetch()
                        .rowsUpdated()
                        .filter(rows -> rows > 0)
                        .flatMap(rows -> tell(duty, missing, RosterListener.News.MISSED)
                                .thenMany(others(duty, missing))
                                .concatMap(other -> tell(duty, other, RosterListener.News.GAP))
                                .then(Mono.just(duty))));
    }

    private Mono<Void> tell(Occasion duty, ResidentId resident, RosterListener.News what) {
        return Flux.fromIterable(listeners)
                .concatMap(listener -> listener.news(duty, resident, what))
                .then();
    }

    private static Roster roster(Readable row) {
        @Nullable Long place = row.get("place_id", Long.class);
        return new Roster(
                row.get("id", Long.class),
                row.get("name", String.class),
                Optional.ofNullable(place).map(PlaceId::new).orElse(null),
                row.get("venue", String.class),
                row.get("tasks", String.class),
                row.get("starts", LocalTime.class),
                row.get("ends", LocalTime.class),
                List.of(row.get("days", Integer[].class)));
    }

    private Instant now() {
        return Instant.now(clock);
    }
}
