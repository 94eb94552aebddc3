package org.bandeng.community;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.encrypt.Encryptors;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Those who report without WeChat: they ring up, or somebody reports for them. Their telephone numbers are encrypted; the key is
 * not in the table that they are in.
 */
@Repository
public class Callers {

    private static final int KEY_BYTES = 32;
    private static final int SALT_BYTES = 8;

    /** For how long they are known: they cannot say themselves that they want to be forgotten. */
    public static final Duration KEPT = Duration.ofDays(365);

    private final DatabaseClient database;
    private final Secrets secrets;
    private final Clock clock;
    private final AtomicReference<@Nullable BytesEncryptor> encryptor = new AtomicReference<>();

    Callers(DatabaseClient database, Secrets secrets, Clock clock) {
        this.database = database;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Fetches the key, or makes it when there is none; nobody can be added or found before. */
    public Mono<Void> ready() {
        return secrets.key("phone", KEY_BYTES + SALT_BYTES)
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(key -> encryptor.set(encryptor(HexFormat.of().formatHex(key))))
                .then();
    }

    private BytesEncryptor secret() {
        BytesEncryptor secret = encryptor.get();
        if (secret == null) {
            throw new IllegalStateException("The key of the telephone numbers is not there yet");
        }
        return secret;
    }

    /**
     * Somebody new. They are forgotten after a year.
     *
     * @param name what to call them; may be empty
     * @param phone where to ring them back; may be empty
     */
    public Mono<ResidentId> add(String name, String phone) {
        return Mono.fromSupplier(this::secret).flatMap(secret -> database.sql("""
                        insert into resident (open_id, account, followed, name, phone, erase_at)
                        values (:openId, '', false, :name, :phone, :erase)
                        returning id""")
                .bind("openId", OpenId.ofCaller(UUID.randomUUID()).value())
                .bind("name", name)
                .bind("erase", Instant.now(clock).plus(KEPT))
                .bind(
                        "phone",
                        Parameters.in(
                                R2dbcType.VARBINARY,
                                phone.isEmpty()
                                        ? null
                                        : ByteBuffer.wrap(secret.encrypt(phone.getBytes(StandardCharsets.UTF_8)))))
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
        return Mono.fromSupplier(this::secret).flatMap(secret -> database.sql(
                        "select name, phone from resident where id = :id and open_id like 'caller-%'")
                .bind("id", resident.value())
                .map(row -> {
                    ByteBuffer kept = row.get("phone", ByteBuffer.class);
                    return new Caller(row.get("name", String.class), kept == null ? "" : decrypted(secret, kept));
                })
                .one());
    }

    private static String decrypted(BytesEncryptor secret, ByteBuffer kept) {
        byte[] bytes = new byte[kept.remaining()];
        kept.get(bytes);
        return new String(secret.decrypt(bytes), StandardCharsets.UTF_8);
    }

    private static BytesEncryptor encryptor(String key) {
        int salt = key.length() - 2 * SALT_BYTES;
        return Encryptors.stronger(key.substring(0, salt), key.substring(salt));
    }
}
