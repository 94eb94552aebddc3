package org.bandeng.portal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bandeng.community.Secrets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Seals short texts so that nobody else can make or change them, until a time. All instances share one key, kept in the database. */
@Component
public class Seals {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int MAC_BYTES = 16;
    private static final int TIME_BYTES = 8;

    private final Secrets secrets;
    private final Clock clock;
    private final AtomicReference<@Nullable SecretKeySpec> key = new AtomicReference<>();

    Seals(Secrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Fetches the key, or makes it when there is none; nothing can be sealed before. */
    public Mono<Void> ready() {
        return secrets.key("seals", KEY_BYTES)
                .doOnNext(kept -> key.set(new SecretKeySpec(kept, ALGORITHM)))
                .then();
    }

    /**
     * Seals a text.
     *
     * @param purpose a seal for one purpose is no good for another
     * @return letters, digits, - and _
     */
    String seal(String purpose, String text, Duration life) {
        byte[] words = text.getBytes(StandardCharsets.UTF_8);
        byte[] sealed = ByteBuffer.allocate(TIME_BYTES + words.length)
                .putLong(Instant.now(clock).plus(life).getEpochSecond())
                .put(words)
                .array();
        byte[] mac = mac(purpose, sealed);
        byte[] all = ByteBuffer.allocate(MAC_BYTES + sealed.length)
                .put(mac)
                .put(sealed)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** The sealed text; empty if the seal is broken or its time is over. */
    Optional<String> open(String purpose, String token) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (all.length < MAC_BYTES + TIME_BYTES) {
            return Optional.empty();
        }
        byte[] sealed = Arrays.copyOfRange(all, MAC_BYTES, all.length);
        if (!MessageDigest.isEqual(mac(purpose, sealed), Arrays.copyOf(all, MAC_BYTES))) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        Instant until = Instant.ofEpochSecond(buffer.getLong());
        return until.isAfter(Instant.now(clock))
                ? Optional.of(new String(sealed, TIME_BYTES, sealed.length - TIME_BYTES, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private byte[] mac(String purpose, byte[] sealed) {
        SecretKeySpec secret = key.get();
        if (secret == null) {
            throw new IllegalStateException("The key of the seals is not there yet");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(sealed), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
