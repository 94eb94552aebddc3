package org.bandeng.community;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who works here, and their accounts. Passwords come and go as hashes only. */
@Repository
public class StaffAccounts {

    private static final String COLUMNS = " id, username, name, role, password_hash, resident_id, credentials_version ";

    private final DatabaseClient database;
    private final Clock clock;

    StaffAccounts(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A member of the staff with the hash of the password, and what a session of theirs rests on. */
    public record Account(StaffMember member, String passwordHash, Standing standing) {}

    /**
     * What a session rests on: it ends when that is no longer so.
     *
     * @param credentials goes up with each change of password, second factor or role
     */
    public record Standing(StaffMember.Role role, long credentials) {}

    public Mono<Account> named(String username) {
        return database.sql("select" + COLUMNS + "from staff where username = :username and left_at is null")
                .bind("username", username)
                .map(StaffAccounts::account)
                .one();
    }

    public Mono<StaffMember> find(StaffId id) {
        return database.sql("select" + COLUMNS + "from staff where id = :id")
                .bind("id", id.value())
                .map(row -> member(row))
                .one();
    }

    /** Everybody who ever worked here: history names them still. */
    public Flux<StaffMember> all() {
        return database.sql("select" + COLUMNS + "from staff order by id")
                .map(row -> member(row))
                .all();
    }

    /** Everybody who works here now. */
    public Flux<StaffMember> present() {
        return database.sql("select" + COLUMNS + "from staff where left_at is null order by id")
                .map(row -> member(row))
                .all();
    }

    /** Notes that somebody works here no longer: they cannot log in, and nothing is given to them. */
    public Mono<Void> left(StaffId id) {
        return database.sql("""
                        update staff set left_at = :now, resident_id = null, invitation = null, invited_until = null
                        where id = :id and left_at is null""")
                .bind("now", Instant.now(clock))
                .bind("id", id.value())
                .then();
    }

    /** Those who left since then, the latest first. */
    public Flux<StaffMember> leftSince(Instant since) {
        return database.sql("select" + COLUMNS + "from staff where left_at >= :since order by left_at desc")
                .bind("since", since)
                .map(row -> member(row))
                .all();
    }

    /** Takes back that somebody left; their WeChat has to be bound again. */
    public Mono<Void> returned(StaffId id) {
        return database.sql("""
                        update staff set left_at = null, credentials_version = credentials_version + 1
                        where id = :id and left_at is not null""").bind("id", id.value()).then();
    }

    /** Whether somebody works here now. */
    public Mono<Boolean> isHere(StaffId id) {
        return database.sql("select exists (select 1 from staff where id = :id and left_at is null)")
                .bind("id", id.value())
                .mapValue(Boolean.class)
                .one();
    }

    /** The key of somebody's second factor; empty: they have none. */
    public Mono<byte[]> totpKey(StaffId id) {
        return database.sql("select totp_key from staff where id = :id and totp_key is not null")
                .bind("id", id.value())
                .mapValue(byte[].class)
                .one();
    }

    /** Those who have a second factor. */
    public Mono<Set<StaffId>> withSecondFactor() {
        return database.sql("select id from staff where totp_key is not null")
                .mapValue(Long.class)
                .all()
                .map(StaffId::new)
                .collect(Collectors.toSet());
    }

    /** Notes that a code was used; false: it, or a later one, was used before. */
    public Mono<Boolean> useTotpStep(StaffId id, long step) {
        return database.sql("update staff set totp_last_step = :step where id = :id and totp_last_step < :step")
                .bind("step", step)
                .bind("id", id.value())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Begins a second factor, or ends it with null. */
    public Mono<Void> changeTotpKey(StaffId id, byte @Nullable [] key) {
        DatabaseClient.GenericExecuteSpec update = database.sql(
                        "update staff set totp_key = :key, credentials_version = credentials_version + 1 where id = :id")
                .bind("id", id.value());
        return (key == null ? update.bindNull("key", byte[].class) : update.bind("key", key)).then();
    }

    /** What the sessions of somebody who works here now rest on; empty: they do not work here. */
    public Mono<Standing> standing(StaffId id) {
        return database.sql("select" + COLUMNS + "from staff where id = :id and left_at is null")
                .bind("id", id.value())
                .map(StaffAccounts::standingIn)
                .one();
    }

    /** Those who have an account. */
    public Flux<StaffMember> withAccounts() {
        return database.sql(
                        "select" + COLUMNS + "from staff where username is not null and left_at is null order by id")
                .map(row -> member(row))
                .all();
    }

    /** Those with a desk who also bound their WeChat. */
    public Flux<StaffMember> atDeskAndInWeChat() {
        return database.sql("select" + COLUMNS + """
                        from staff where role <> 'steward' and resident_id is not null and left_at is null order by id""").map(row -> member(row)).all();
    }

    /** Those of that name who can be told anything. */
    public Flux<StaffMember> named(String name, int limit) {
        return database.sql("select" + COLUMNS + """
                        from staff where name = :name and left_at is null and (username is not null or resident_id is not null)
                        order by id limit :limit""")
                .bind("name", name)
                .bind("limit", limit)
                .map(row -> member(row))
                .all();
    }

    /** Who somebody in WeChat is among those who work here; empty: nobody. */
    public Mono<StaffMember> inWeChat(ResidentId resident) {
        return database.sql("select" + COLUMNS + "from staff where resident_id = :resident and left_at is null")
                .bind("resident", resident.value())
                .map(row -> member(row))
                .one();
    }

    /** Adds an account; {@link DuplicateKeyException} if the username is taken. */
    public Mono<StaffMember> add(String username, String name, StaffMember.Role role, String passwordHash) {
        return database.sql("""
                        insert into staff (username, name, role, password_hash)
                        values (:username, :name, :role, :hash) returning""" + COLUMNS)
                .bind("username", username)
                .bind("name", name)
                .bind("role", role.name().toLowerCase(Locale.ROOT))
                .bind("hash", passwordHash)
                .map(row -> account(row).member())
                .one();
    }

    /** Gives somebody with an account other rights; whoever is logged in has to log in again. */
    public Mono<Void> changeRole(StaffId id, StaffMember.Role role) {
        return database.sql("""
                        update staff set role = :role, credentials_version = credentials_version + 1
                        where id = :id and username is not null and role <> :role""")
                .bind("role", role.code())
                .bind("id", id.value())
                .then();
    }

    /** Gives somebody with an account another password; whoever is logged in with the old one has to log in again. */
    public Mono<Void> changePassword(StaffId id, String passwordHash) {
        return database.sql("""
                        update staff set password_hash = :hash, credentials_version = credentials_version + 1
                        where id = :id and username is not null""")
                .bind("hash", passwordHash)
                .bind("id", id.value())
                .then();
    }

    private static Account account(Readable row) {
        return new Account(member(row), row.get("password_hash", String.class), standingIn(row));
    }

    private static Standing standingIn(Readable row) {
        return new Standing(role(row), row.get("credentials_version", Long.class));
    }

    private static StaffMember.Role role(Readable row) {
        return StaffMember.Role.valueOf(row.get("role", String.class).toUpperCase(Locale.ROOT));
    }

    static StaffMember member(Readable row) {
        String username = row.get("username", String.class);
        Long weChat = row.get("resident_id", Long.class);
        return new StaffMember(
                new StaffId(row.get("id", Long.class)),
                username == null ? "" : username,
                row.get("name", String.class),
                role(row),
                weChat == null ? null : new ResidentId(weChat));
    }
}
