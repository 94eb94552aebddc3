package org.bandeng.community;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.encrypt.Encryptors;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Keeps words in a table unreadable to who has that table alone; the key is in another one. */
public final class Encryption {

    private static final int KEY_BYTES = 32;
    private static final int SALT_BYTES = 8;

    private final Secrets secrets;
    private final String name;
    private final AtomicReference<@Nullable BytesEncryptor> encryptor = new AtomicReference<>();

    /** @param name of the key among the {@link Secrets} */
    public Encryption(Secrets secrets, String name) {
        this.secrets = secrets;
        this.name = name;
    }

    /** Fetches the key, or makes it when there is none; nothing can be read or written before. */
    public Mono<Void> ready() {
        return secrets.key(name, KEY_BYTES + SALT_BYTES)
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(key -> encryptor.set(encryptor(HexFormat.of().formatHex(key))))
                .then();
    }

    public ByteBuffer encrypted(String words) {
        return ByteBuffer.wrap(secret().encrypt(words.getBytes(StandardCharsets.UTF_8)));
    }

    public String decrypted(ByteBuffer kept) {
        byte[] bytes = new byte[kept.remaining()];
        kept.get(bytes);
        return new String(secret().decrypt(bytes), StandardCharsets.UTF_8);
    }

    private BytesEncryptor secret() {
        BytesEncryptor secret = encryptor.get();
        if (secret == null) {
            throw new IllegalStateException("The key \"%s\" is not there yet".formatted(name));
        }
        return secret;
    }

    private static BytesEncryptor encryptor(String key) {
        int salt = key.length() - 2 * SALT_BYTES;
        return Encryptors.stronger(key.substring(0, salt), key.substring(salt));
    }
}
