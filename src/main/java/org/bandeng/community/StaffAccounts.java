package org.bandeng.community;

import io.r2dbc.spi.Readable;
import java.util.Locale;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The accounts of the staff. Passwords come and go as hashes only. */
@Repository
public class StaffAccounts {

    private static final String COLUMNS = " id, username, name, role, password_hash ";

    private final DatabaseClient database;

    StaffAccounts(DatabaseClient database) {
        this.database = database;
    }

    /** A member of the staff with the hash of the password. */
    public record Account(StaffMember member, String passwordHash) {}

    public Mono<Account> named(String username) {
        return database.sql("select" + COLUMNS + "from staff where username = :username")
                .bind("username", username)
                .map(StaffAccounts::account)
                .one();
    }

    public Mono<StaffMember> find(StaffId id) {
        return database.sql("select" + COLUMNS + "from staff where id = :id")
                .bind("id", id.value())
                .map(row -> account(row).member())
                .one();
    }

    public Flux<StaffMember> all() {
        return database.sql("select" + COLUMNS + "from staff order by id")
                .map(row -> account(row).member())
                .all();
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

    public Mono<Void> changePassword(StaffId id, String passwordHash) {
        return database.sql("update staff set password_hash = :hash where id = :id")
                .bind("hash", passwordHash)
                .bind("id", id.value())
                .then();
    }

    private static Account account(Readable row) {
        StaffMember member = new StaffMember(
                new StaffId(row.get("id", Long.class)),
                row.get("username", String.class),
                row.get("name", String.class),
                StaffMember.Role.valueOf(row.get("role", String.class).toUpperCase(Locale.ROOT)));
        return new Account(member, row.get("password_hash", String.class));
    }
}
