package org.bandeng.community;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Keys that the program made for itself, shared by all instances. */
@Repository
public class Secrets {

    private final DatabaseClient database;
    private final SecureRandom random = new SecureRandom();

    Secrets(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A key; made when it is asked for the first time.
     *
     * @param name what it is for
     * @param bytes how long it is
     */
    public Mono<byte[]> key(String name, int bytes) {
        return Mono.defer(() -> {
            byte[] fresh = new byte[bytes];
            random.nextBytes(fresh);
            return database.sql("insert into secret (name, value) values (:name, :value) on conflict (name) do nothing")
                    .bind("name", name)
                    .bind("value", HexFormat.of().formatHex(fresh))
                    .then()
                    .then(database.sql("select value from secret where name = :name")
                            .bind("name", name)
                            .mapValue(String.class)
                            .one())
                    .map(HexFormat.of()::parseHex);
        });
    }
}
