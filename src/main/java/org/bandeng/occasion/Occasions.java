package org.bandeng.occasion;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Scope;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads occasions. */
@Repository
public class Occasions {

    static final String COLUMNS = """
             id, number, kind, title, coalesce(forum, '') as forum, place_id, venue, starts_at, ends_at,
            coalesce(capacity, 0) as capacity, status, code, convenor_id, monthly, minutes, items_in, items_out,
            array(select s.name || '|' || s.capacity from occasion_slot s where s.occasion_id = occasion.id order by s.position)
                as slots\s""";

    private static final Duration SOON = Duration.ofHours(2);

    private final DatabaseClient database;

    Occasions(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Occasion> numbered(long number) {
        return database.sql("select" + COLUMNS + "from occasion where number = :number")
                .bind("number", number)
                .map(Occasions::occasion)
                .one();
    }

    /** By its id. */
    public Mono<Occasion> find(long id) {
        return database.sql("select" + COLUMNS + "from occasion where id = :id")
                .bind("id", id)
                .map(Occasions::occasion)
                .one();
    }

    /** By the digits that people sign in with; empty: none that is not over has them. */
    public Mono<Occasion> coded(String code) {
        return database.sql("select" + COLUMNS + "from occasion where code = :code and status in ('planned', 'open')")
                .bind("code", code)
                .map(Occasions::occasion)
                .one();
    }

    /** What somebody signed up for and that is held now, or begins within two hours; empty: nothing. */
    public Mono<Occasion> expecting(ResidentId resident, Instant now) {
        return database.sql("select" + COLUMNS + """
                        from occasion where status in ('planned', 'open') and starts_at < :soon and ends_at > :now
                          and id in (select a.occasion_id from attendance a where a.resident_id = :resident and a.status = 'signed_up')
                        order by starts_at limit 1""")
                .bind("soon", now.plus(SOON))
                .bind("now", now)
                .bind("resident", resident.value())
                .map(Occasions::occasion)
                .one();
    }

    /** What somebody signed up for or waits for, and that is to come, the next first. */
    public Flux<Occasion> comingTo(ResidentId resident) {
        return database.sql("select" + COLUMNS + """
                        from occasion where status = 'planned' and kind in ('meeting', 'service_day', 'drive') and id in (
                            select a.occasion_id from attendance a
                            where a.resident_id = :resident and a.status in ('signed_up', 'waiting')) order by starts_at""")
                .bind("resident", resident.value())
                .map(Occasions::occasion)
                .all();
    }

    /** The meeting that somebody holds; empty: none. */
    public Mono<Occasion> heldBy(StaffId convenor) {
        return database.sql("select" + COLUMNS
                        + "from occasion where convenor_id = :convenor and status = 'open' and kind = 'meeting'")
                .bind("convenor", convenor.value())
                .map(Occasions::occasion)
                .one();
    }

    /**
     * What somebody can sign up for, the next first.
     *
     * @param around the ids of where they live and of what is around it
     */
    public Flux<Occasion> toCome(Long[] around, Instant now, int limit) {
        return database.sql("select" + COLUMNS + """
                        from occasion where status = 'planned' and kind in ('meeting', 'service_day', 'drive') and ends_at > :now
                          and (place_id is null or place_id = any(:around)) order by starts_at, id limit :limit""")
                .bind("around", around)
                .bind("now", now)
                .bind("limit", limit)
                .map(Occasions::occasion)
                .all();
    }

    /**
     * Those of places that somebody of the staff sees, the next first and then the last.
     *
     * @param over also what is over or was cancelled
     */
    public Flux<Occasion> seen(Scope scope, boolean over, int limit) {
        return database.sql("select" + COLUMNS + """
                        from occasion where (:everywhere or place_id is null or place_id = any(:seen))
                          and (:over or status in ('planned', 'open'))
                        order by status in ('planned', 'open') desc,
                          case when status in ('planned', 'open') then starts_at end, starts_at desc limit :limit""")
                .bind("everywhere", scope.isEverywhere())
                .bind("seen", scope.ids())
                .bind("over", over)
                .bind("limit", limit)
                .map(Occasions::occasion)
                .all();
    }

    /** The visits that inspect works, by the id of these. */
    public Flux<Occasion> inspecting(long works) {
        return database.sql("select" + COLUMNS + "from occasion where works_id = :works order by starts_at, id")
                .bind("works", works)
                .map(Occasions::occasion)
                .all();
    }

    /** Who has to do with it, in the order in which they signed up. */
    public Flux<Attendance> attendances(Occasion occasion) {
        return database.sql(
                        "select resident_id, slot, status, words from attendance where occasion_id = :id order by at, resident_id")
                .bind("id", occasion.id())
                .map(Occasions::attendance)
                .all();
    }

    /** Somebody's part in it; empty: none. */
    public Mono<Attendance> attendance(Occasion occasion, ResidentId resident) {
        return database.sql(
                        "select resident_id, slot, status, words from attendance where occasion_id = :id and resident_id = :resident")
                .bind("id", occasion.id())
                .bind("resident", resident.value())
                .map(Occasions::attendance)
                .one();
    }

    /** Who was written down by name. */
    public Flux<String> guests(Occasion occasion) {
        return database.sql("select name from guest where occasion_id = :id order by id")
                .bind("id", occasion.id())
                .mapValue(String.class)
                .all();
    }

    /**
     * A party of the forum that was invited.
     *
     * @param coming null: they have not answered
     * @param who whom they send, or why nobody
     */
    public record Party(String name, @Nullable Boolean coming, String who) {}

    /** What the parties that were invited have answered, by name. */
    public Flux<Party> parties(Occasion occasion) {
        return database.sql("select name, coming, who from occasion_party where occasion_id = :id order by name")
                .bind("id", occasion.id())
                .map(row -> new Party(
                        row.get("name", String.class), row.get("coming", Boolean.class), row.get("who", String.class)))
                .all();
    }

    /** The pictures of the minutes, by our ids. */
    public Flux<Long> photos(Occasion occasion) {
        return database.sql("select media_id from occasion_photo where occasion_id = :id order by media_id")
                .bind("id", occasion.id())
                .mapValue(Long.class)
                .all();
    }

    /**
     * Something that somebody came to, that is over, and that they have not said a word about.
     *
     * @param at when they came
     */
    public record Unmarked(long number, Instant at) {}

    /** The latest since then; empty: there is none. */
    public Mono<Unmarked> unmarked(ResidentId resident, Instant since) {
        return database.sql("""
                        select o.number, a.attended_at from attendance a join occasion o on o.id = a.occasion_id
                        where a.resident_id = :resident and a.status = 'attended' and a.score is null and o.status = 'closed'
                          and o.kind in ('meeting', 'service_day', 'drive') and a.attended_at > :since
                        order by a.attended_at desc limit 1""")
                .bind("resident", resident.value())
                .bind("since", since)
                .map(row -> new Unmarked(row.get("number", Long.class), row.get("attended_at", Instant.class)))
                .one();
    }

    /** How many are there, with WeChat and without. */
    public Mono<Long> present(Occasion occasion) {
        return database.sql("""
                        select (select count(*) from attendance where occasion_id = :id and status = 'attended')
                             + (select count(*) from guest where occasion_id = :id)""").bind("id", occasion.id()).mapValue(Long.class).one();
    }

    /** What was said there, remarks first. */
    public Flux<Remark> remarks(Occasion occasion) {
        return database.sql("""
                        select r.position, r.kind, r.words, r.outcome, r.yes, r.no, r.neither,
                            coalesce(t.number::text, p.number::text, r.answer) as answer
                        from remark r left join ticket t on t.id = r.ticket_id left join topic p on p.id = r.topic_id
                        where r.occasion_id = :id order by r.kind desc, r.position""")
                .bind("id", occasion.id())
                .map(Occasions::remark)
                .all();
    }

    static Occasion occasion(Readable row) {
        Long place = row.get("place_id", Long.class);
        Long convenor = row.get("convenor_id", Long.class);
        return new Occasion(
                row.get("id", Long.class),
                row.get("number", Long.class),
                Occasion.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                row.get("title", String.class),
                row.get("forum", String.class),
                place == null ? null : new PlaceId(place),
                row.get("venue", String.class),
                row.get("starts_at", Instant.class),
                row.get("ends_at", Instant.class),
                row.get("capacity", Integer.class),
                List.of(row.get("slots", String[].class)).stream()
                        .map(Occasions::slot)
                        .toList(),
                Occasion.Status.valueOf(row.get("status", String.class).toUpperCase(Locale.ROOT)),
                row.get("code", String.class),
                convenor == null ? null : new StaffId(convenor),
                row.get("monthly", Boolean.class),
                row.get("minutes", String.class),
                row.get("items_in", Integer.class),
                row.get("items_out", Integer.class));
    }

    private static Occasion.Slot slot(String kept) {
        int bar = kept.lastIndexOf('|');
        return new Occasion.Slot(kept.substring(0, bar), Integer.parseInt(kept.substring(bar + 1)));
    }

    private static Attendance attendance(Readable row) {
        return new Attendance(
                new ResidentId(row.get("resident_id", Long.class)),
                row.get("slot", Integer.class),
                Attendance.Status.valueOf(row.get("status", String.class).toUpperCase(Locale.ROOT)),
                row.get("words", String.class));
    }

    private static Remark remark(Readable row) {
        @Nullable String outcome = row.get("outcome", String.class);
        @Nullable Integer yes = row.get("yes", Integer.class);
        return new Remark(
                row.get("position", Integer.class),
                Remark.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                row.get("words", String.class),
                outcome == null ? null : Remark.Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
                row.get("answer", String.class),
                yes == null
                        ? null
                        : new Remark.Hands(yes, row.get("no", Integer.class), row.get("neither", Integer.class)));
    }
}
