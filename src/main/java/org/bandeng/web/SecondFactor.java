package org.bandeng.web;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * The code that a phone shows beside the password (TOTP, RFC 6238: six digits, new every 30 seconds). Optional, for each account.
 */
@Component
public class SecondFactor {

    /** Bytes of a key, as RFC 4226 recommends. */
    private static final int KEY_LENGTH = 20;

    /** Codes before and after the present one that are good, too: clocks of phones go wrong, and people type slowly. */
    private static final int TOLERATED = 1;

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
    private final Clock clock;

    SecondFactor(Clock clock) {
        this.clock = clock;
    }

    /** A new key. */
    public byte[] key() {
        byte[] key = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** Whether a code is right now. */
    public boolean isRight(byte[] key, String code) {
        return step(key, code).isPresent();
    }

    /** Which of all codes ever it is, counted in steps of time, if it is right now. */
    Optional<Long> step(byte[] key, String code) {
        String typed = code.replaceAll("\\s", "");
        Instant now = Instant.now(clock);
        for (int step = -TOLERATED; step <= TOLERATED; step++) {
            Instant then = now.plus(generator.getTimeStep().multipliedBy(step));
            if (code(key, then).equals(typed)) {
                return Optional.of(
                        then.getEpochSecond() / generator.getTimeStep().toSeconds());
            }
        }
        return Optional.empty();
    }

    private String code(byte[] key, Instant when) {
        try {
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(key, generator.getAlgorithm()), when, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address that authenticator apps read from a QR code. */
    public static String address(byte[] key, String account) {
        String name = URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/Bandeng:%s?secret=%s&issuer=Bandeng".formatted(name, base32(key));
    }

    /** A key as people type it. */
    public static String base32(byte[] key) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte each : key) {
            buffer = buffer << Byte.SIZE | each & 0xff;
            bits += Byte.SIZE;
            while (bits >= BITS) {
                bits -= BITS;
                text.append(BASE32.charAt(buffer >> bits & BASE32.length() - 1));
            }
        }
        return text.toString();
    }
}
