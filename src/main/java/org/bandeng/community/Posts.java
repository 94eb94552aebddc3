package org.bandeng.community;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who is what for which part of the community, kept in the database and read through a short-lived copy. */
@Repository
public class Posts {

    /** How long a change at another instance may stay unseen here. */
    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    private final DatabaseClient database;
    private final AsyncCache<String, Crew> copy =
            Caffeine.newBuilder().expireAfterWrite(MAX_AGE).buildAsync();

    Posts(DatabaseClient database) {
        this.database = database;
    }

    /** All posts of those who work here now, at most ten seconds old. */
    public Mono<Crew> crew() {
        return Mono.fromFuture(() -> copy.get("all", (key, executor) -> load().toFuture()));
    }

    /** Reads them again. */
    public Mono<Void> refresh() {
        return Mono.fromRunnable(this::changed);
    }

    /** Looks again next time. */
    void changed() {
        copy.synchronous().invalidateAll();
    }

    /** All posts as a file would have them. */
    Flux<PeopleFile.Row> rows() {
        return database.sql("""
                        with recursive place_name as (
                            select id, name as full_name from place where parent_id is null
                            union all
                            select p.id, n.full_name || p.name from place p join place_name n on n.id = p.parent_id),
                        grid_name as (
                            select id, name as full_name from grid where parent_id is null
                            union all
                            select g.id, n.full_name || :separator || g.name from grid g join grid_name n on n.id = g.parent_id)
                        select coalesce(s.code, s.username, s.name) as code, s.name, p.role,
                            coalesce(pn.full_name, gn.full_name, '') as scope, p.rank, p.duty
                        from post p join staff s on s.id = p.staff_id
                            left join place_name pn on pn.id = p.place_id left join grid_name gn on gn.id = p.grid_id
                        where s.left_at is null order by s.id, p.id""")
                .bind("separator", Grid.SEPARATOR)
                .map(row -> new PeopleFile.Row(
                        row.get("code", String.class),
                        row.get("name", String.class),
                        row.get("role", String.class),
                        row.get("scope", String.class),
                        row.get("rank", Integer.class),
                        row.get("duty", String.class)))
                .all();
    }

    /** Gives each person of the rows the posts that the rows name for them, and no other; whoever is in no row keeps theirs. */
    Mono<Void> save(List<PeopleFile.Row> rows, Directory directory) {
        Map<String, PlaceId> places = new HashMap<>();
        directory.places().forEach(place -> places.put(place.fullName(), place.id()));
        Map<String, GridId> grids = new HashMap<>();
        directory.grids().forEach(grid -> grids.put(grid.fullName(), grid.id()));
        Map<String, List<PeopleFile.Row>> byPerson = new LinkedHashMap<>();
        rows.forEach(row ->
                byPerson.computeIfAbsent(row.code(), code -> new ArrayList<>()).add(row));
        return Flux.fromIterable(byPerson.values())
                .concatMap(own -> person(own.get(0)).flatMap(id -> drop(id, own, places, grids)
                        .thenMany(Flux.fromIterable(own).concatMap(row -> add(id, row, places, grids)))
                        .then()))
                .then()
                .doFinally(end -> changed());
    }

    /** Who has left stays so: an old file must not bring anybody back. */
    private Mono<Long> person(PeopleFile.Row row) {
        return database.sql("""
                        update staff set name = :name, code = coalesce(code, :code) where id = (
                            select id from staff where code = :code or username = :code
                            order by code is not distinct from :code desc, id limit 1)
                        returning id""")
                .bind("name", row.name())
                .bind("code", row.code())
                .mapValue(Long.class)
                .one()
                .switchIfEmpty(database.sql(
                                "insert into staff (name, role, code) values (:name, 'steward', :code) returning id")
                        .bind("name", row.name())
                        .bind("code", row.code())
                        .mapValue(Long.class)
                        .one());
    }

    private Mono<Void> drop(
            long staff, List<PeopleFile.Row> keep, Map<String, PlaceId> places, Map<String, GridId> grids) {
        Object[] kept = keep.stream().map(row -> key(row, places, grids)).toArray();
        return database.sql("""
                        delete from post where staff_id = :staff
                          and concat_ws('|', role, coalesce(place_id, 0), coalesce(grid_id, 0)) <> all(:kept)""")
                .bind("staff", staff)
                .bind("kept", Arrays.copyOf(kept, kept.length, String[].class))
                .then();
    }

    private static String key(PeopleFile.Row row, Map<String, PlaceId> places, Map<String, GridId> grids) {
        PlaceId place = places.get(row.scope());
        GridId grid = grids.get(row.scope());
        return "%s|%d|%d".formatted(row.role(), place == null ? 0 : place.value(), grid == null ? 0 : grid.value());
    }

    private Mono<Void> add(long staff, PeopleFile.Row row, Map<String, PlaceId> places, Map<String, GridId> grids) {
        PlaceId place = places.get(row.scope());
        GridId grid = place == null ? grids.get(row.scope()) : null;
        return database.sql("""
                        insert into post (staff_id, role, place_id, grid_id, rank, duty)
                        values (:staff, :role, nullif(:place, 0), nullif(:grid, 0), :rank, :duty)
                        on conflict (staff_id, role, place_id, grid_id) do update set rank = excluded.rank, duty = excluded.duty""")
                .bind("staff", staff)
                .bind("role", row.role())
                .bind("place", place == null ? 0L : place.value())
                .bind("grid", grid == null ? 0L : grid.value())
                .bind("rank", row.rank())
                .bind("duty", row.duty())
                .then();
    }

    private Mono<Crew> load() {
        return database.sql("""
                        select s.id, s.username, s.name, s.role, r.id as resident_id, p.role as post, p.place_id, p.grid_id, p.rank, p.duty
                        from post p join staff s on s.id = p.staff_id left join resident r on r.id = s.resident_id and r.followed
                        where s.left_at is null order by p.id""").map(Posts::post).all().collectList().map(Crew::new);
    }

    private static Post post(Readable row) {
        Long place = row.get("place_id", Long.class);
        Long grid = row.get("grid_id", Long.class);
        return new Post(
                StaffAccounts.member(row),
                row.get("post", String.class),
                place == null ? null : new PlaceId(place),
                grid == null ? null : new GridId(grid),
                row.get("rank", Integer.class),
                OfficeCalendar.ofDuty(row.get("duty", String.class)).orElseGet(OfficeCalendar::always));
    }
}
