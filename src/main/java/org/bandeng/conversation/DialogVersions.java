package org.bandeng.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Every text of every dialog file that residents ever met, with who published it and when. */
@Repository
@DependsOnDatabaseInitialization
public class DialogVersions {

    private final DatabaseClient database;
    private final Clock clock;

    DialogVersions(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A text that was published.
     *
     * @param staff who published it on a page; empty: it was saved in the folder
     */
    public record Version(
            long id, String file, String revision, String content, Instant at, String staff, String note) {}

    /** Keeps a text, unless it is the one that was published last; returns 1 if it was kept. */
    Mono<Long> keep(String file, String revision, String content, @Nullable StaffId staff, String note) {
        return database.sql("""
                        insert into dialog_version (file, revision, content, published_at, staff_id, note)
                        select :file, :revision, :content, :at, nullif(:staff, 0), :note
                        where not exists (
                            select from (select revision from dialog_version where file = :file order by id desc limit 1) last
                            where last.revision = :revision)""")
                .bind("file", file)
                .bind("revision", revision)
                .bind("content", content)
                .bind("at", Instant.now(clock))
                .bind("staff", staff == null ? 0L : staff.value())
                .bind("note", note)
                .fetch()
                .rowsUpdated();
    }

    /** The versions of a file, the latest first. */
    public Flux<Version> of(String file, int limit) {
        return database.sql("""
                        select v.*, coalesce(s.name, '') as staff from dialog_version v left join staff s on s.id = v.staff_id
                        where v.file = :file order by v.id desc limit :limit""")
                .bind("file", file)
                .bind("limit", limit)
                .map(DialogVersions::version)
                .all();
    }

    /** Versions that conversations may still run in, the latest first. */
    Flux<Version> since(Instant since) {
        return database.sql("""
                        select v.*, '' as staff from dialog_version v where v.published_at >= :since
                        or v.id in (select max(id) from dialog_version where published_at < :since group by file)
                        order by v.id desc""")
                .bind("since", since)
                .map(DialogVersions::version)
                .all();
    }

    /** The text of each file that was published last. */
    Mono<Map<String, String>> latest(Collection<String> files) {
        return database.sql("""
                        select v.*, '' as staff from dialog_version v where v.id in (select max(id) from dialog_version group by file)""")
                .map(DialogVersions::version)
                .all()
                .filter(version -> files.contains(version.file()))
                .collectMap(Version::file, Version::content);
    }

    private static Version version(io.r2dbc.spi.Readable row) {
        return new Version(
                row.get("id", Long.class),
                row.get("file", String.class),
                row.get("revision", String.class),
                row.get("content", String.class),
                row.get("published_at", Instant.class),
                row.get("staff", String.class),
                row.get("note", String.class));
    }
}
