package org.bandeng.community;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Those who report without WeChat: they ring up, or somebody reports for them. Their telephone numbers are encrypted; the key is
 * not in the table that they are in.
 */
@Repository
public class Callers {

    /** For how long they are known: they cannot say themselves that they want to be forgotten. */
    public static final Duration KEPT = Duration.ofDays(365);

    private final DatabaseClient database;
    private final Clock clock;
    private final Encryption encryption;

    Callers(DatabaseClient database, Secrets secrets, Clock clock) {
        this.database = database;
        this.encryption = new Encryption(secrets, "phone");
        this.clock = clock;
    }

    /** Fetches the key, or makes it when there is none; nobody can be added or found before. */
    public Mono<Void> ready() {
        return encryption.ready();
    }

    /**
     * Somebody new. They are forgotten after a year.
     *
     * @param name what to call them; may be empty
     * @param phone where to ring them back; may be empty
     */
    public Mono<ResidentId> add(String name, String phone) {
        return Mono.defer(() -> database.sql("""
                        insert into resident (open_id, account, followed, name, phone, erase_at)
                        values (:openId, '', false, :name, :phone, :erase)
                        returning id""")
                .bind("openId", OpenId.ofCaller(UUID.randomUUID()).value())
                .bind("name", name)
                .bind("erase", Instant.now(clock).plus(KEPT))
                .bind("phone", Parameters.in(R2dbcType.VARBINARY, phone.isEmpty() ? null : encryption.encrypted(phone)))
                .mapValue(Long.class)
                .one()
                .map(ResidentId::new));
    }

    /**
     * Somebody without WeChat.
     *
     * @param phone in full; empty: not known
     */
    public record Caller(String name, String phone) {

        /** As it is shown to who need not ring: 138****5678. */
        public String masked() {
            return phone.length() < 7
                    ? phone
                    : phone.substring(0, 3) + "*".repeat(phone.length() - 7) + phone.substring(phone.length() - 4);
        }
    }

    /** Who somebody is; empty: they have WeChat. */
    public Mono<Caller> find(ResidentId resident) {
        return database.sql("select name, phone from resident where id = :id and open_id like 'caller-%'")
                .bind("id", resident.value())
                .map(row -> {
                    ByteBuffer kept = row.get("phone", ByteBuffer.class);
                    return new Caller(row.get("name", String.class), kept == null ? "" : encryption.decrypted(kept));
                })
                .one();
    }
}
