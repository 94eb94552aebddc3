package org.bandeng.community;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
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

    /** Looks again next time. */
    void changed() {
        copy.synchronous().invalidateAll();
    }

    private Mono<Crew> load() {
        return database.sql("""
                        select s.id, s.username, s.name, s.role, s.resident_id, p.role as post, p.place_id, p.grid_id, p.rank, p.duty
                        from post p join staff s on s.id = p.staff_id where s.left_at is null order by p.id""").map(Posts::post).all().collectList().map(Crew::new);
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
