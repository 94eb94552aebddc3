package org.bandeng.community;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The places of the community, kept in the database and read through a short-lived copy. */
@Repository
public class Places {

    /** How long another instance's import may stay unseen here. */
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final DatabaseClient database;
    private final AsyncCache<String, Directory> copy =
            Caffeine.newBuilder().expireAfterWrite(MAX_AGE).buildAsync();

    Places(DatabaseClient database) {
        this.database = database;
    }

    /** All places, at most a minute old. */
    public Mono<Directory> directory() {
        return Mono.fromFuture(() -> copy.get("all", (key, executor) -> load().toFuture()));
    }

    /** As they are at this moment. */
    Mono<Directory> fresh() {
        return load();
    }

    /** Looks again next time. */
    void changed() {
        copy.synchronous().invalidateAll();
    }

    /** Adds what is new and changes what differs; places that the rows do not name stay as they are. */
    Mono<Void> save(List<DirectoryFile.Row> rows) {
        return Flux.fromIterable(rows).concatMap(this::save).then().doFinally(end -> changed());
    }

    private Mono<Long> save(DirectoryFile.Row row) {
        return grid(row.grid()).flatMap(grid -> save(row, grid));
    }

    /** The smallest part of a grid; 0: none is named. */
    private Mono<Long> grid(List<String> names) {
        Mono<Long> parent = Mono.just(0L);
        for (int depth = 0; depth < names.size(); depth++) {
            String name = names.get(depth);
            String kind = Grid.Kind.values()[depth].stored();
            parent = parent.flatMap(id -> database.sql("""
                            insert into grid (parent_id, kind, name) values (nullif(:parent, 0), :kind, :name)
                            on conflict (parent_id, name) do update set kind = excluded.kind returning id""")
                    .bind("parent", id)
                    .bind("kind", kind)
                    .bind("name", name)
                    .mapValue(Long.class)
                    .one());
        }
        return parent;
    }

    private Mono<Long> save(DirectoryFile.Row row, long grid) {
        Mono<Long> parent = Mono.just(0L);
        List<String> path = row.path();
        for (int depth = 0; depth < path.size(); depth++) {
            boolean last = depth == path.size() - 1;
            String name = path.get(depth);
            String kind = row.kinds().get(depth).name().toLowerCase(Locale.ROOT);
            parent = parent.flatMap(id -> last ? upsert(id, kind, name, row, grid) : idOf(id, kind, name));
        }
        return parent;
    }

    private Mono<Long> idOf(long parent, String kind, String name) {
        return database.sql("""
                        insert into place (parent_id, kind, name) values (nullif(:parent, 0), :kind, :name)
                        on conflict (parent_id, name) do update set kind = excluded.kind returning id""")
                .bind("parent", parent)
                .bind("kind", kind)
                .bind("name", name)
                .mapValue(Long.class)
                .one();
    }

    private Mono<Long> upsert(long parent, String kind, String name, DirectoryFile.Row row, long grid) {
        return database.sql("""
                        insert into place (parent_id, kind, name, aliases, office, longitude, latitude, grid_id)
                        values (nullif(:parent, 0), :kind, :name, :aliases, nullif(:office, ''), :longitude, :latitude, nullif(:grid, 0))
                        on conflict (parent_id, name) do update
                            set kind = excluded.kind, aliases = excluded.aliases, office = excluded.office,
                                longitude = excluded.longitude, latitude = excluded.latitude, grid_id = excluded.grid_id
                        returning id""")
                .bind("parent", parent)
                .bind("kind", kind)
                .bind("name", name)
                .bind("aliases", row.aliases().toArray(String[]::new))
                .bind("office", row.office())
                .bind("grid", grid)
                .bind("longitude", degrees(row.position(), Position::longitude))
                .bind("latitude", degrees(row.position(), Position::latitude))
                .mapValue(Long.class)
                .one();
    }

    private static Parameter degrees(@Nullable Position position, ToDoubleFunction<Position> of) {
        return Parameters.in(R2dbcType.DOUBLE, position == null ? null : of.applyAsDouble(position));
    }

    /** All places as a file would have them: with what was said of each itself. */
    Mono<List<DirectoryFile.Row>> rows() {
        return load().zipWith(own().collectMap(Stored::id)).map(both -> both.getT1().places().stream()
                .filter(place -> both.getT2().containsKey(place.id().value()))
                .map(place -> row(
                        place,
                        both.getT1(),
                        Objects.requireNonNull(both.getT2().get(place.id().value()))))
                .toList());
    }

    private static DirectoryFile.Row row(Place place, Directory directory, Stored own) {
        List<Place> path = new ArrayList<>(directory.around(place));
        Collections.reverse(path);
        List<String> grid = own.grid == null
                ? List.of()
                : directory
                        .grid(new GridId(own.grid))
                        .map(part -> List.of(part.fullName().split(Grid.SEPARATOR, -1)))
                        .orElse(List.of());
        return new DirectoryFile.Row(
                path.stream().map(Place::name).toList(),
                path.stream().map(Place::kind).toList(),
                place.aliases(),
                place.position(),
                grid,
                Objects.requireNonNullElse(own.office, ""));
    }

    private Mono<Directory> load() {
        return grids().collectList().flatMap(this::load);
    }

    private Flux<Grid> grids() {
        return database.sql("""
                        with recursive named as (
                            select id, parent_id, kind, name, name as full_name from grid where parent_id is null
                            union all
                            select g.id, g.parent_id, g.kind, g.name, n.full_name || :separator || g.name
                            from grid g join named n on n.id = g.parent_id)
                        select id, parent_id, kind, name, full_name from named order by id""")
                .bind("separator", Grid.SEPARATOR)
                .map(row -> {
                    Long parent = row.get("parent_id", Long.class);
                    return new Grid(
                            new GridId(row.get("id", Long.class)),
                            parent == null ? null : new GridId(parent),
                            Grid.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                            row.get("name", String.class),
                            row.get("full_name", String.class));
                })
                .all();
    }

    private Mono<Directory> load(List<Grid> grids) {
        return own().collectList().map(rows -> directory(rows, grids));
    }

    private Flux<Stored> own() {
        return database.sql(
                        "select id, parent_id, kind, name, aliases, office, longitude, latitude, grid_id from place order by id")
                .map(row -> new Stored(
                        row.get("id", Long.class),
                        row.get("parent_id", Long.class),
                        row.get("kind", String.class),
                        row.get("name", String.class),
                        row.get("aliases", String[].class),
                        row.get("office", String.class),
                        row.get("grid_id", Long.class),
                        position(row.get("longitude", Double.class), row.get("latitude", Double.class))))
                .all();
    }

    private static @Nullable Position position(@Nullable Double longitude, @Nullable Double latitude) {
        return longitude == null || latitude == null ? null : new Position(longitude, latitude);
    }

    private static Directory directory(List<Stored> rows, List<Grid> grids) {
        Map<Long, Stored> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.id, row));
        return new Directory(rows.stream().map(row -> place(row, byId)).toList(), grids);
    }

    private static Place place(Stored row, Map<Long, Stored> byId) {
        List<String> names = new ArrayList<>();
        String office = "";
        Long grid = null;
        for (Stored at = row; at != null; at = at.parent == null ? null : byId.get(at.parent)) {
            names.add(0, at.name);
            grid = grid == null ? at.grid : grid;
            office = office.isEmpty() ? Objects.requireNonNullElse(at.office, "") : office;
        }
        return new Place(
                new PlaceId(row.id),
                row.parent == null ? null : new PlaceId(row.parent),
                Place.Kind.valueOf(row.kind.toUpperCase(Locale.ROOT)),
                row.name,
                String.join("", names),
                List.of(row.aliases),
                row.position,
                grid == null ? null : new GridId(grid),
                office);
    }

    private record Stored(
            long id,
            @Nullable Long parent,
            String kind,
            String name,
            String[] aliases,
            @Nullable String office,
            @Nullable Long grid,
            @Nullable Position position) {}
}
