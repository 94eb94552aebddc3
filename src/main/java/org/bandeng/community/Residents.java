package org.bandeng.community;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All residents who ever wrote or followed. */
@Repository
public class Residents {

    private static final String COLUMNS =
            " id, open_id, account, followed, home_id, home_room, with_staff_since, erased_at is not null as erased ";

    /** For who cannot know the last token: always the next one. */
    public static final long NEXT_FENCE = 0;

    private final DatabaseClient database;
    private final Clock clock;

    Residents(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The resident, known or new, with the row locked until the transaction ends.
     *
     * @param follows whether somebody new follows the account
     * @param fence the turn's fencing token; empty if a later turn has already been here, so that this one must not act
     */
    public Mono<Resident> takeTurn(OpenId openId, String account, boolean follows, long fence) {
        return database.sql("""
                        insert into resident (open_id, account, followed, turn_fence, last_message_at)
                        values (:openId, :account, :follows, :fence, :now)
                        on conflict (open_id) do update
                            set turn_fence = greatest(excluded.turn_fence, resident.turn_fence + 1), last_message_at = excluded.last_message_at,
                                account = coalesce(nullif(excluded.account, ''), resident.account)
                            where excluded.turn_fence = 0 or resident.turn_fence < excluded.turn_fence
                        returning""" + COLUMNS)
                .bind("openId", openId.value())
                .bind("account", account)
                .bind("fence", fence)
                .bind("follows", follows)
                .bind("now", Instant.now(clock))
                .map(Residents::resident)
                .one();
    }

    public Mono<Resident> find(ResidentId id) {
        return database.sql("select" + COLUMNS + "from resident where id = :id")
                .bind("id", id.value())
                .map(Residents::resident)
                .one();
    }

    /** The resident with that openid, if they ever wrote or followed. */
    public Mono<Resident> named(OpenId openId) {
        return database.sql("select" + COLUMNS + "from resident where open_id = :openId")
                .bind("openId", openId.value())
                .map(Residents::resident)
                .one();
    }

    /**
     * Locks the resident's row until the transaction ends. Whatever changes something of a resident's begins with it, as turns
     * do, so that two never wait for each other.
     */
    public Mono<Void> lock(ResidentId id) {
        return database.sql("select 1 from resident where id = :id for no key update")
                .bind("id", id.value())
                .then();
    }

    /** Locks the row if nobody else has; empty if somebody has, who is at work for this resident now. */
    public Mono<ResidentId> tryLock(ResidentId id) {
        return database.sql("select id from resident where id = :id for no key update skip locked")
                .bind("id", id.value())
                .mapValue(Long.class)
                .one()
                .map(ResidentId::new);
    }

    /** Residents whom a person answers, who waits longest first. */
    public Flux<Resident> withStaff(int limit) {
        return database.sql("select" + COLUMNS
                        + "from resident where with_staff_since is not null order by with_staff_since limit :limit")
                .bind("limit", limit)
                .map(Residents::resident)
                .all();
    }

    /** Those of them whom a person answers. */
    public Mono<Set<ResidentId>> withStaffAmong(List<ResidentId> residents) {
        return residents.isEmpty()
                ? Mono.just(Set.of())
                : database.sql("select id from resident where id = any(:ids) and with_staff_since is not null")
                        .bind(
                                "ids",
                                residents.stream()
                                        .distinct()
                                        .map(ResidentId::value)
                                        .toArray(Long[]::new))
                        .mapValue(Long.class)
                        .all()
                        .map(ResidentId::new)
                        .collect(Collectors.toSet());
    }

    /** From now on a person answers. */
    public Mono<Void> handOver(ResidentId id) {
        return database.sql("update resident set with_staff_since = coalesce(with_staff_since, :now) where id = :id")
                .bind("now", Instant.now(clock))
                .bind("id", id.value())
                .then();
    }

    /** From now on the bot answers; false if it did already. */
    public Mono<Boolean> handBack(ResidentId id) {
        return database.sql(
                        "update resident set with_staff_since = null where id = :id and with_staff_since is not null")
                .bind("id", id.value())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Notes that the resident has just done something that shows that they follow; whatever was to be erased is kept. */
    public Mono<Void> present(ResidentId id) {
        return database.sql("update resident set followed = true, erase_at = null where id = :id")
                .bind("id", id.value())
                .then();
    }

    /** Notes where the resident lives. */
    public Mono<Void> livesAt(ResidentId id, PlaceId home, String room) {
        return database.sql("update resident set home_id = :home, home_room = :room where id = :id")
                .bind("home", home.value())
                .bind("room", room)
                .bind("id", id.value())
                .then();
    }

    /** From that moment on what is held about the resident is to be deleted, unless they come back before. */
    public Mono<Void> eraseFrom(ResidentId id, Instant when) {
        return database.sql("update resident set erase_at = :when where id = :id and erased_at is null")
                .bind("when", when)
                .bind("id", id.value())
                .then();
    }

    /** Notes that the resident no longer follows the account and cannot be written to. */
    public Mono<Void> unfollowed(ResidentId id) {
        return database.sql("update resident set followed = false where id = :id")
                .bind("id", id.value())
                .then();
    }

    private static Resident resident(Readable row) {
        Long home = row.get("home_id", Long.class);
        return new Resident(
                new ResidentId(row.get("id", Long.class)),
                new OpenId(row.get("open_id", String.class)),
                row.get("account", String.class),
                row.get("followed", Boolean.class),
                home == null ? null : new PlaceId(home),
                row.get("home_room", String.class),
                row.get("with_staff_since", Instant.class),
                Boolean.TRUE.equals(row.get("erased", Boolean.class)));
    }
}
