package org.bandeng.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bandeng.community.ResidentId;
import org.bandeng.live.LiveFeed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The pictures of residents: those still to be fetched, and those kept under {@code bandeng.data-dir}. */
@Component
public class Media {

    private static final Logger LOG = LoggerFactory.getLogger(Media.class);
    private static final int AT_ONCE = 2;

    /** Beyond this time another instance takes a fetch up again. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** Tries over the three days that WeChat keeps media: 2, 4, 6 … minutes apart. */
    private static final int MAX_ATTEMPTS = 60;

    private final DatabaseClient database;
    private final MediaSource source;
    private final LiveFeed live;
    private final Clock clock;
    private final Path folder;

    Media(
            DatabaseClient database,
            MediaSource source,
            LiveFeed live,
            Clock clock,
            @Value("${bandeng.data-dir}") Path dataDir) {
        this.database = database;
        this.source = source;
        this.live = live;
        this.clock = clock;
        this.folder = dataDir.resolve("media").toAbsolutePath().normalize();
    }

    /** A kept picture. */
    public record Picture(Path file, String contentType, ResidentId resident) {}

    /** The picture with our id; empty if there is none or it is not here yet. */
    public Mono<Picture> picture(long id) {
        return database.sql("select file, content_type, resident_id from media where id = :id and status = 'stored'")
                .bind("id", id)
                .map(row -> new Picture(
                        folder.resolve(row.get("file", String.class)),
                        row.get("content_type", String.class),
                        new ResidentId(row.get("resident_id", Long.class))))
                .one();
    }

    /** Fetches what is still to be fetched. Spring calls this once and subscribes again and again, hence the deferral. */
    @Scheduled(fixedDelay = 500, initialDelay = 500)
    Mono<Void> fetchPending() {
        return Mono.defer(this::fetchDue);
    }

    private Mono<Void> fetchDue() {
        return database.sql("""
                        update media set attempts = attempts + 1, due_at = :later where id in (
                            select id from media where status = 'pending' and due_at <= :now
                            order by due_at limit 8 for update skip locked)
                        returning id, media_id, resident_id, attempts""")
                .bind("now", Instant.now(clock))
                .bind("later", Instant.now(clock).plus(LEASE))
                .map(row -> new Pending(
                        row.get("id", Long.class),
                        row.get("media_id", String.class),
                        new ResidentId(row.get("resident_id", Long.class)),
                        row.get("attempts", Integer.class)))
                .all()
                .flatMap(this::fetch, AT_ONCE)
                .then()
                .onErrorResume(problem -> {
                    LOG.warn("Pictures could not be looked after, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }

    private record Pending(long id, String mediaId, ResidentId resident, int attempts) {}

    private Mono<Void> fetch(Pending pending) {
        return source.fetch(pending.mediaId)
                .flatMap(bytes -> keep(pending, bytes))
                .onErrorResume(
                        MediaSource.GoneException.class, gone -> lost(pending, String.valueOf(gone.getMessage())))
                .onErrorResume(problem -> again(pending, problem))
                .then(Mono.defer(() -> live.changed(pending.resident)));
    }

    private Mono<Void> keep(Pending pending, byte[] bytes) {
        PictureType type = PictureType.of(bytes).orElse(null);
        if (type == null) {
            return lost(pending, "it is no picture of a kind that is kept");
        }
        String file = "%d.%s".formatted(pending.id, type.extension());
        return Mono.fromCallable(() -> write(file, bytes))
                .subscribeOn(Schedulers.boundedElastic())
                .then(database.sql(
                                "update media set status = 'stored', file = :file, content_type = :type, problem = null where id = :id")
                        .bind("file", file)
                        .bind("type", type.contentType())
                        .bind("id", pending.id)
                        .then());
    }

    /** Written beside and moved, so that a half-written file is never taken for a picture. */
    private Path write(String file, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        Path part = Files.write(folder.resolve(file + ".part"), bytes);
        return Files.move(
                part, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Mono<Void> again(Pending pending, Throwable problem) {
        if (pending.attempts >= MAX_ATTEMPTS) {
            return lost(pending, "it could not be fetched: " + problem.getMessage());
        }
        LOG.warn("Picture {} could not be fetched, trying again: {}", pending.id, problem.toString());
        return Mono.empty();
    }

    private Mono<Void> lost(Pending pending, String why) {
        LOG.warn("Picture {} is lost: {}", pending.id, why);
        return database.sql("update media set status = 'lost', problem = :why where id = :id")
                .bind("why", why)
                .bind("id", pending.id)
                .then();
    }
}
