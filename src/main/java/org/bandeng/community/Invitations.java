package org.bandeng.community;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Codes by which those who work here bind their own WeChat. A code is good once and for a week; what is kept is its hash.
 */
@Repository
public class Invitations {

    /** For how long a code is good. */
    public static final Duration LIFE = Duration.ofDays(7);

    /** Without signs that are taken for each other when read out. */
    private static final String SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 8;

    private final DatabaseClient database;
    private final Posts posts;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Invitations(DatabaseClient database, Posts posts, Clock clock) {
        this.database = database;
        this.posts = posts;
        this.clock = clock;
    }

    /** A new code for somebody, as it is read out: K7FM-9Q2T. The one before is good no longer. */
    public Mono<String> invite(StaffId staff) {
        StringBuilder code = new StringBuilder();
        while (code.length() < LENGTH) {
            code.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return database.sql(
                        "update staff set invitation = :hash, invited_until = :until where id = :id and left_at is null")
                .bind("hash", hash(code.toString()))
                .bind("until", Instant.now(clock).plus(LIFE))
                .bind("id", staff.value())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .map(rows -> code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2));
    }

    /**
     * Binds the WeChat of whoever has a code.
     *
     * @return who they are; empty if the code is not good, or the WeChat is somebody else's already
     */
    public Mono<StaffMember> accept(ResidentId resident, String code) {
        return database.sql("""
                        update staff set resident_id = :resident, invitation = null, invited_until = null
                        where invitation = :hash and invited_until > :now and left_at is null
                          and not exists (select 1 from staff other where other.resident_id = :resident and other.id <> staff.id)
                        returning id, username, name, role, resident_id""")
                .bind("resident", resident.value())
                .bind("hash", hash(code))
                .bind("now", Instant.now(clock))
                .map(row -> StaffAccounts.member(row))
                .one()
                .doOnNext(bound -> posts.changed());
    }

    private static String hash(String code) {
        String plain = code.replace("-", "").strip().toUpperCase(Locale.ROOT);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
