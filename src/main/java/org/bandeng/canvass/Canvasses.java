package org.bandeng.canvass;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Scope;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads canvasses and counts them. */
@Repository
public class Canvasses {

    static final String COLUMNS = " id, number, kind, question, options, place_id, until, status = 'open' as open ";

    private static final int MOST_WORDS = 500;

    private final DatabaseClient database;

    Canvasses(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Canvass> numbered(long number) {
        return database.sql("select" + COLUMNS + "from canvass where number = :number")
                .bind("number", number)
                .map(Canvasses::canvass)
                .one();
    }

    /** By its id. */
    public Mono<Canvass> find(long id) {
        return database.sql("select" + COLUMNS + "from canvass where id = :id")
                .bind("id", id)
                .map(Canvasses::canvass)
                .one();
    }

    /**
     * The open demand surveys that ask somebody, what closes first at first.
     *
     * @param around the ids of where they live and of what is around it
     */
    public Flux<Canvass> asking(Long[] around, Instant now, int limit) {
        return database.sql("select" + COLUMNS + """
                        from canvass where status = 'open' and kind = 'demand' and until > :now
                          and (place_id is null or place_id = any(:around)) order by until, id limit :limit""")
                .bind("now", now)
                .bind("around", around)
                .bind("limit", limit)
                .map(Canvasses::canvass)
                .all();
    }

    /** Those of places that somebody of the staff sees, the open ones and the latest first. */
    public Flux<Canvass> seen(Scope scope, int limit) {
        return database.sql("select" + COLUMNS + """
                        from canvass where :everywhere or place_id is null or place_id = any(:seen)
                        order by status = 'open' desc, id desc limit :limit""")
                .bind("everywhere", scope.isEverywhere())
                .bind("seen", scope.ids())
                .bind("limit", limit)
                .map(Canvasses::canvass)
                .all();
    }

    /** Whether somebody answered. */
    public Mono<Boolean> hasAnswered(Canvass canvass, ResidentId resident) {
        return database.sql("""
                        select exists (select 1 from canvass_answer
                            where canvass_id = :id and resident_id = :resident and option is not null)""")
                .bind("id", canvass.id())
                .bind("resident", resident.value())
                .mapValue(Boolean.class)
                .one();
    }

    /** So many of a door chose that. */
    private record Count(long door, int option, long homes) {}

    /** What was answered so far. */
    public Mono<CanvassResult> result(Canvass canvass) {
        Mono<List<Count>> counts = database.sql("""
                        select coalesce(home_id, 0) as door, option, count(*) as homes from canvass_answer
                        where canvass_id = :id and option is not null group by 1, 2 order by 1, 2""")
                .bind("id", canvass.id())
                .map(row -> new Count(
                        row.get("door", Long.class), row.get("option", Integer.class), row.get("homes", Long.class)))
                .all()
                .collectList();
        Mono<Long> asked = database.sql("select count(*) from canvass_answer where canvass_id = :id")
                .bind("id", canvass.id())
                .mapValue(Long.class)
                .one();
        Mono<List<String>> words = database.sql("""
                        select words from canvass_answer where canvass_id = :id and words <> '' order by at limit :limit""")
                .bind("id", canvass.id())
                .bind("limit", MOST_WORDS)
                .mapValue(String.class)
                .all()
                .collectList();
        return counts.zipWhen(some -> asked)
                .zipWhen(some -> words)
                .map(all -> result(canvass, all.getT1().getT1(), all.getT1().getT2(), all.getT2()));
    }

    private static CanvassResult result(Canvass canvass, List<Count> counts, long asked, List<String> words) {
        List<Long> totals = zeros(canvass);
        Map<Long, List<Long>> doors = new TreeMap<>();
        counts.forEach(each -> {
            add(totals, each);
            add(doors.computeIfAbsent(each.door, door -> zeros(canvass)), each);
        });
        return new CanvassResult(
                asked,
                totals.stream().mapToLong(Long::longValue).sum(),
                totals,
                doors.entrySet().stream()
                        .map(each -> new CanvassResult.Part(
                                each.getKey() == 0 ? null : new PlaceId(each.getKey()), each.getValue()))
                        .toList(),
                words);
    }

    private static List<Long> zeros(Canvass canvass) {
        return new ArrayList<>(Collections.nCopies(canvass.options().size(), 0L));
    }

    private static void add(List<Long> counts, Count count) {
        if (count.option <= counts.size()) {
            counts.set(count.option - 1, counts.get(count.option - 1) + count.homes);
        }
    }

    static Canvass canvass(Readable row) {
        Long place = row.get("place_id", Long.class);
        return new Canvass(
                row.get("id", Long.class),
                row.get("number", Long.class),
                Canvass.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                row.get("question", String.class),
                List.of(row.get("options", String[].class)),
                place == null ? null : new PlaceId(place),
                row.get("until", Instant.class),
                row.get("open", Boolean.class));
    }
}
