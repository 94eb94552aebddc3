package org.bandeng.community;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which part of the community each member of the staff sees. */
@Repository
public class Scopes {

    /** How long a change at another instance may stay unseen here. */
    private static final Duration MAX_AGE = Duration.ofSeconds(5);

    private final DatabaseClient database;
    private final Places places;
    private final TransactionalOperator transaction;
    private final AsyncCache<StaffId, Scope> copy =
            Caffeine.newBuilder().expireAfterWrite(MAX_AGE).buildAsync();

    Scopes(DatabaseClient database, Places places, TransactionalOperator transaction) {
        this.database = database;
        this.places = places;
        this.transaction = transaction;
    }

    /** What somebody sees, as it was at most five seconds ago. */
    public Mono<Scope> of(StaffId staff) {
        return Mono.fromFuture(
                () -> copy.get(staff, (key, executor) -> load(key).toFuture()), true);
    }

    private Mono<Scope> load(StaffId staff) {
        return Mono.zip(parts(staff).collectList(), places.directory())
                .map(both -> both.getT1().isEmpty() ? Scope.EVERYWHERE : scope(both.getT1(), both.getT2()));
    }

    /** A part: the id of a place, or of a part of the grid. */
    private record Part(long place, long grid) {}

    private Flux<Part> parts(StaffId staff) {
        return database.sql(
                        "select coalesce(place_id, 0) as place, coalesce(grid_id, 0) as grid from staff_scope where staff_id = :staff")
                .bind("staff", staff.value())
                .map(row -> new Part(row.get("place", Long.class), row.get("grid", Long.class)))
                .all();
    }

    private static Scope scope(List<Part> parts, Directory directory) {
        List<Place> outer = parts.stream()
                .flatMap(part -> directory.place(new PlaceId(part.place)).stream())
                .toList();
        Set<GridId> grids = parts.stream().map(part -> new GridId(part.grid)).collect(Collectors.toSet());
        return Scope.of(directory.places().stream()
                .filter(place -> outer.stream().anyMatch(each -> directory.isWithin(place, each))
                        || directory.gridsOf(place).stream().anyMatch(grid -> grids.contains(grid.id())))
                .map(Place::id)
                .collect(Collectors.toSet()));
    }

    /** The full names of the parts that each of the staff sees; who is not in it sees everything. */
    public Mono<Map<StaffId, List<String>>> names() {
        return Mono.zip(
                        database.sql(
                                        "select staff_id, coalesce(place_id, 0) as place, coalesce(grid_id, 0) as grid from staff_scope")
                                .map(row -> Map.entry(
                                        new StaffId(row.get("staff_id", Long.class)),
                                        new Part(row.get("place", Long.class), row.get("grid", Long.class))))
                                .all()
                                .collectList(),
                        places.directory())
                .map(both -> {
                    Map<StaffId, List<String>> names = new HashMap<>();
                    both.getT1().forEach(each -> name(each.getValue(), both.getT2())
                            .ifPresent(name -> names.computeIfAbsent(each.getKey(), key -> new ArrayList<>())
                                    .add(name)));
                    return names;
                });
    }

    private static Optional<String> name(Part part, Directory directory) {
        return directory.place(new PlaceId(part.place)).map(Place::fullName).or(() -> directory
                .grid(new GridId(part.grid))
                .map(Grid::fullName));
    }

    /** Those of the names that there is no place and no part of the grid of. */
    public Mono<List<String>> unknown(List<String> names) {
        return places.directory().map(directory -> names.stream()
                .filter(name -> part(name, directory).isEmpty())
                .toList());
    }

    /**
     * Narrows what somebody sees.
     *
     * @param names full names of places or parts of the grid; none: they see everything
     * @return those of the names that there is nothing of; then nothing was changed
     */
    public Mono<List<String>> narrow(StaffId staff, List<String> names) {
        return places.directory().flatMap(directory -> {
            List<Part> parts = new ArrayList<>();
            List<String> unknown = new ArrayList<>();
            names.forEach(name -> part(name, directory).ifPresentOrElse(parts::add, () -> unknown.add(name)));
            return unknown.isEmpty() ? replace(staff, parts).thenReturn(unknown) : Mono.just(unknown);
        });
    }

    private static Optional<Part> part(String name, Directory directory) {
        Optional<Part> place = directory.places().stream()
                .filter(each -> each.fullName().equals(name))
                .findFirst()
                .map(each -> new Part(each.id().value(), 0));
        return place.or(() -> directory.grids().stream()
                .filter(each -> each.fullName().equals(name))
                .findFirst()
                .map(each -> new Part(0, each.id().value())));
    }

    private Mono<Void> replace(StaffId staff, List<Part> parts) {
        return transaction
                .transactional(database.sql("delete from staff_scope where staff_id = :staff")
                        .bind("staff", staff.value())
                        .then()
                        .thenMany(Flux.fromIterable(parts).concatMap(part -> database.sql("""
                                        insert into staff_scope (staff_id, place_id, grid_id)
                                        values (:staff, nullif(:place, 0), nullif(:grid, 0)) on conflict do nothing""")
                                .bind("staff", staff.value())
                                .bind("place", part.place)
                                .bind("grid", part.grid)
                                .then()))
                        .then())
                .doFinally(end -> copy.synchronous().invalidate(staff));
    }
}
