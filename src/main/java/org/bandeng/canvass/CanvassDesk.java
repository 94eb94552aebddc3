package org.bandeng.canvass;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.community.Resident;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.bandeng.deliberation.Household;
import org.bandeng.text.Markup;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Opens canvasses, takes answers down, and closes them. */
@Service
public class CanvassDesk {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final int LONGEST_WORDS = 100;

    private final DatabaseClient database;
    private final Canvasses canvasses;
    private final Places places;
    private final CanvassProperties properties;
    private final List<CanvassListener> listeners;
    private final TransactionalOperator transaction;
    private final Clock clock;

    CanvassDesk(
            DatabaseClient database,
            Canvasses canvasses,
            Places places,
            CanvassProperties properties,
            List<CanvassListener> listeners,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.canvasses = canvasses;
        this.places = places;
        this.properties = properties;
        this.listeners = List.copyOf(listeners);
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What is asked; the names as in {@link Canvass}.
     *
     * @param sample of a pulse: how many are asked
     */
    public record Plan(
            Canvass.Kind kind,
            String question,
            List<String> options,
            @Nullable PlaceId place,
            Instant until,
            int sample) {
        public Plan {
            options = List.copyOf(options);
        }
    }

    /** Opens one; whom it asks is asked. */
    public Mono<Canvass> open(Plan plan, StaffId staff) {
        return transaction.transactional(database.sql("""
                        insert into canvass (number, kind, question, options, place_id, until, status, opened_by, opened_at)
                        values (nextval('canvass_serial'), :kind, :question, :options, :place, :until, 'open', :staff, :now)
                        returning""" + Canvasses.COLUMNS)
                .bind("kind", plan.kind.code())
                .bind("question", plan.question)
                .bind("options", plan.options.toArray(String[]::new))
                .bind("place", Parameters.in(R2dbcType.BIGINT, plan.place == null ? null : plan.place.value()))
                .bind("until", plan.until)
                .bind("staff", staff.value())
                .bind("now", Instant.now(clock))
                .map(Canvasses::canvass)
                .one()
                .flatMap(canvass -> (canvass.kind() == Canvass.Kind.PULSE
                                ? askSome(canvass, plan.sample)
                                : Flux.fromIterable(listeners)
                                        .concatMap(listener -> listener.opened(canvass))
                                        .then())
                        .thenReturn(canvass)));
    }

    /** Whoever was asked twice within a month is left alone. */
    private Mono<Void> askSome(Canvass canvass, int sample) {
        return places.directory().flatMap(directory -> database.sql("""
                        insert into canvass_answer (canvass_id, household, resident_id, asked_at)
                        select :id, 'r:' || r.id, r.id, :now from resident r
                        where r.followed and r.erased_at is null and (:everywhere or r.home_id = any(:within))
                          and (select count(*) from canvass_answer a where a.resident_id = r.id and a.asked_at > :since) < :most
                        order by random() limit :sample returning resident_id""")
                .bind("id", canvass.id())
                .bind("now", Instant.now(clock))
                .bind("everywhere", canvass.place() == null)
                .bind("within", within(canvass, directory))
                .bind("since", Instant.now(clock).minus(MONTH))
                .bind("most", properties.pulsesAMonth())
                .bind("sample", sample)
                .mapValue(Long.class)
                .all()
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(each ->
                        Flux.fromIterable(listeners).concatMap(listener -> listener.ask(canvass, new ResidentId(each))))
                .then());
    }

    private static Long[] within(Canvass canvass, Directory directory) {
        Place outer = canvass.place() == null
                ? null
                : directory.place(canvass.place()).orElse(null);
        return directory.places().stream()
                .filter(place -> outer != null && directory.isWithin(place, outer))
                .map(place -> place.id().value())
                .toArray(Long[]::new);
    }

    /** What came of an answer. */
    public enum Taken {
        YES,
        /** Of a demand survey: somebody else of their home had answered, and this is what counts now. */
        HOME_CHANGED,
        /** Of a demand survey: it is not known in which room they live. */
        ROOMLESS,
        /** They do not live there, or were not asked. */
        NOT_ASKED,
        /** There is no such option. */
        WHICH,
        CLOSED
    }

    /** What came of it. */
    public record Answer(Taken taken, Canvass canvass) {}

    /** Takes an answer down; the last of a home counts. Empty: there is no such canvass. */
    public Mono<Answer> answer(long number, Resident resident, int option, String words) {
        return canvasses.numbered(number).zipWith(places.directory()).flatMap(both -> answer(
                        both.getT1(), resident, option, said(words), both.getT2())
                .map(taken -> new Answer(taken, both.getT1())));
    }

    private Mono<Taken> answer(Canvass canvass, Resident resident, int option, String words, Directory directory) {
        if (!canvass.open() || !canvass.until().isAfter(Instant.now(clock))) {
            return Mono.just(Taken.CLOSED);
        }
        if (option < 1 || option > canvass.options().size()) {
            return Mono.just(Taken.WHICH);
        }
        if (canvass.kind() == Canvass.Kind.PULSE) {
            return ofPulse(canvass, resident, option, words);
        }
        PlaceId home = resident.home();
        if (home == null || !Household.isKnown(resident, directory)) {
            return Mono.just(Taken.ROOMLESS);
        }
        boolean there =
                canvass.place() == null || List.of(within(canvass, directory)).contains(home.value());
        return there
                ? transaction.transactional(onlyHome(canvass, resident)
                        .then(Mono.defer(() -> ofHome(canvass, resident, home, option, words))))
                : Mono.just(Taken.NOT_ASKED);
    }

    private Mono<Taken> ofHome(Canvass canvass, Resident resident, PlaceId home, int option, String words) {
        return database.sql("""
                        insert into canvass_answer (canvass_id, household, resident_id, home_id, option, words, at)
                        values (:id, :household, :resident, :home, :option, :words, :now)
                        on conflict (canvass_id, household) do update set resident_id = excluded.resident_id,
                            option = excluded.option, at = excluded.at,
                            words = case when excluded.words = '' then canvass_answer.words else excluded.words end
                        returning xmax <> 0 as replaced""")
                .bind("id", canvass.id())
                .bind("household", Household.of(home, resident.homeRoom()).key())
                .bind("resident", resident.id().value())
                .bind("home", home.value())
                .bind("option", option)
                .bind("words", words)
                .bind("now", Instant.now(clock))
                .mapValue(Boolean.class)
                .one()
                .map(replaced -> replaced ? Taken.HOME_CHANGED : Taken.YES);
    }

    /** Who says that they live somewhere else now does not speak for two homes. */
    private Mono<Void> onlyHome(Canvass canvass, Resident resident) {
        return database.sql("delete from canvass_answer where canvass_id = :id and resident_id = :resident")
                .bind("id", canvass.id())
                .bind("resident", resident.id().value())
                .then();
    }

    private Mono<Taken> ofPulse(Canvass canvass, Resident resident, int option, String words) {
        return database.sql("""
                        update canvass_answer set option = :option, at = :now,
                            words = case when :words = '' then words else :words end
                        where canvass_id = :id and resident_id = :resident and asked_at is not null""")
                .bind("option", option)
                .bind("now", Instant.now(clock))
                .bind("words", words)
                .bind("id", canvass.id())
                .bind("resident", resident.id().value())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0 ? Taken.YES : Taken.NOT_ASKED);
    }

    private static String said(String words) {
        String plain = Markup.removed(words).strip();
        return plain.length() > LONGEST_WORDS ? plain.substring(0, LONGEST_WORDS) : plain;
    }

    /** Closes one; whoever answered hears what came of it. Empty: it is closed already. */
    public Mono<Canvass> close(long number) {
        return transaction.transactional(database.sql("""
                        update canvass set status = 'closed', closed_at = :now where number = :number and status = 'open'
                        returning""" + Canvasses.COLUMNS)
                .bind("now", Instant.now(clock))
                .bind("number", number)
                .map(Canvasses::canvass)
                .one()
                .flatMap(canvass -> Flux.fromIterable(listeners)
                        .concatMap(listener -> listener.closed(canvass))
                        .then(Mono.just(canvass))));
    }
}
