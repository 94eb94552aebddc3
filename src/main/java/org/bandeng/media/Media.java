package org.bandeng.media;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bandeng.community.ResidentId;
import org.bandeng.live.LiveFeed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The pictures, voices and videos of residents: those still to be fetched, and those that are kept. */
@Component
public class Media {

    private static final Logger LOG = LoggerFactory.getLogger(Media.class);
    private static final int AT_ONCE = 2;

    /** Beyond this time another instance takes a fetch up again. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** WeChat keeps media for three days; with a bit to spare. */
    private static final Duration FETCHABLE = Duration.ofDays(3).plusHours(1);

    private final DatabaseClient database;
    private final MediaSource source;
    private final MediaStore store;
    private final LiveFeed live;
    private final Clock clock;

    Media(DatabaseClient database, MediaSource source, MediaStore store, LiveFeed live, Clock clock) {
        this.database = database;
        this.source = source;
        this.store = store;
        this.live = live;
        this.clock = clock;
    }

    /**
     * Something that is kept.
     *
     * @param name of our own, with the right extension
     */
    public record Kept(byte[] bytes, String contentType, String name, ResidentId resident) {
        @Override
        public String toString() {
            return "Kept[" + name + "]";
        }
    }

    /** What is kept under our id; empty if there is nothing or it is not here yet. */
    public Mono<Kept> bytes(long id) {
        return database.sql("select file, content_type, resident_id from media where id = :id and status = 'stored'")
                .bind("id", id)
                .map(row -> new Stored(
                        row.get("file", String.class),
                        row.get("content_type", String.class),
                        new ResidentId(row.get("resident_id", Long.class))))
                .one()
                .flatMap(stored -> store.get(stored.file)
                        .map(bytes -> new Kept(bytes, stored.contentType, stored.file, stored.resident)));
    }

    private record Stored(String file, String contentType, ResidentId resident) {}

    /**
     * Keeps a picture that did not come by WeChat.
     *
     * @return our id; {@link UnfitMediaException} if it is no picture of a kind that is kept, or too large
     */
    public Mono<Long> keepPicture(ResidentId resident, byte[] bytes) {
        MediaFormat format = MediaFormat.of(MediaFormat.Kind.IMAGE, bytes).orElse(null);
        if (format == null || bytes.length > MediaSource.MAX_BYTES) {
            return Mono.error(new UnfitMediaException());
        }
        return database.sql("""
                        insert into media (resident_id, kind, status, due_at, created_at)
                        values (:resident, 'image', 'pending', 'infinity', :now) returning id""")
                .bind("resident", resident.value())
                .bind("now", Instant.now(clock))
                .mapValue(Long.class)
                .one()
                .flatMap(id -> keep(id, format, bytes).thenReturn(id));
    }

    /** It is no picture of a kind that is kept, or too large. */
    public static final class UnfitMediaException extends RuntimeException {
        UnfitMediaException() {
            super("Not a picture of a kind that is kept, or too large");
        }
    }

    /**
     * Deletes everything of a resident's, after the rows that speak of it, in the caller's transaction. The rows go before the
     * files: whoever is fetching one at that moment finds no row and deletes the file themselves. If the transaction fails after that,
     * the rows are back and are deleted again by the next try; a file that nobody knows of any more would never be.
     */
    public Mono<Void> deleteAllOf(ResidentId resident) {
        return database.sql("""
                        with gone as (delete from media where resident_id = :resident returning file)
                        select file from gone where file is not null""")
                .bind("resident", resident.value())
                .mapValue(String.class)
                .all()
                .concatMap(store::delete)
                .then();
    }

    /** Deletes those of them that no message speaks of any more, in the same way. */
    public Mono<Void> deleteUnused(List<Long> ids) {
        return ids.isEmpty()
                ? Mono.empty()
                : database.sql("""
                                with gone as (
                                    delete from media where id = any(:ids)
                                        and not exists (select 1 from message m where m.media_id = media.id)
                                    returning file)
                                select file from gone where file is not null""")
                        .bind("ids", ids.toArray(Long[]::new))
                        .mapValue(String.class)
                        .all()
                        .concatMap(store::delete)
                        .then();
    }

    /** Fetches what is still to be fetched. Spring calls this once and subscribes again and again, hence the deferral. */
    @Scheduled(fixedDelay = 500, initialDelay = 500)
    Mono<Void> fetchPending() {
        return Mono.defer(this::fetchDue);
    }

    private Mono<Void> fetchDue() {
        Instant now = Instant.now(clock);
        return database.sql("""
                        update media set attempts = attempts + 1, due_at = :later::timestamptz + least(attempts, 30) * interval '1 minute'
                        where id in (
                            select id from media where status = 'pending' and due_at <= :now
                            order by due_at limit 8 for update skip locked)
                        returning id, kind, media_id, resident_id, created_at""")
                .bind("now", now)
                .bind("later", now.plus(LEASE))
                .map(row -> new Pending(
                        row.get("id", Long.class),
                        MediaFormat.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                        row.get("media_id", String.class),
                        new ResidentId(row.get("resident_id", Long.class)),
                        row.get("created_at", Instant.class)))
                .all()
                .flatMap(this::fetch, AT_ONCE)
                .then()
                .onErrorResume(problem -> {
                    LOG.warn("Media could not be looked after, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }

    private record Pending(
            long id, MediaFormat.Kind kind, @Nullable String mediaId, ResidentId resident, Instant createdAt) {}

    private Mono<Void> fetch(Pending pending) {
        return source.fetch(String.valueOf(pending.mediaId))
                .flatMap(bytes -> MediaFormat.of(pending.kind, bytes)
                        .map(format -> keep(pending.id, format, bytes))
                        .orElseGet(() -> lost(pending, "it is of no kind that is kept")))
                .onErrorResume(
                        MediaSource.GoneException.class, gone -> lost(pending, String.valueOf(gone.getMessage())))
                .onErrorResume(problem -> again(pending, problem))
                .then(Mono.defer(() -> live.changed(pending.resident)));
    }

    private Mono<Void> keep(long id, MediaFormat format, byte[] bytes) {
        String file = "%d.%s".formatted(id, format.extension());
        return store.put(file, bytes)
                .then(database.sql("""
                                update media set status = 'stored', file = :file, content_type = :type, size = :size, problem = null
                                where id = :id""")
                        .bind("file", file)
                        .bind("type", format.contentType())
                        .bind("size", (long) bytes.length)
                        .bind("id", id)
                        .fetch()
                        .rowsUpdated()
                        // Its resident was forgotten meanwhile.
                        .flatMap(rows -> rows == 0 ? store.delete(file) : Mono.empty()));
    }

    private Mono<Void> again(Pending pending, Throwable problem) {
        if (pending.createdAt.plus(FETCHABLE).isBefore(Instant.now(clock))) {
            return lost(pending, "it could not be fetched: " + problem.getMessage());
        }
        LOG.warn("Medium {} could not be fetched, trying again: {}", pending.id, problem.toString());
        return Mono.empty();
    }

    private Mono<Void> lost(Pending pending, String why) {
        LOG.warn("Medium {} is lost: {}", pending.id, why);
        return database.sql("update media set status = 'lost', problem = :why where id = :id")
                .bind("why", why)
                .bind("id", pending.id)
                .then();
    }
}
