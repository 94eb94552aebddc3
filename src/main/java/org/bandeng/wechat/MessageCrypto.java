package org.bandeng.wechat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cipher of the safe mode: AES-256-CBC over 16 random bytes, the length in 4 bytes, the message and the app id, padded
 * to blocks of 32 ("消息加解密说明", WeChat docs).
 */
public final class MessageCrypto {

    private static final int BLOCK = 32;
    private static final int RANDOM = 16;
    private static final int LENGTH = 4;
    private static final SecureRandom CHANCE = new SecureRandom();

    private final byte[] key;
    private final byte[] appId;

    /**
     * @param encodingAesKey the 43 characters of the console
     * @throws IllegalArgumentException if they are not 43 of base64
     */
    public MessageCrypto(String encodingAesKey, String appId) {
        if (!encodingAesKey.matches("[A-Za-z0-9+/]{43}")) {
            throw new IllegalArgumentException("The EncodingAESKey must have 43 letters and digits, this one has "
                    + encodingAesKey.length() + " characters; copy it again from the console");
        }
        // The last character often has spare bits set; java.util.Base64 lets them pass, stricter decoders do not.
        this.key = Base64.getDecoder().decode(encodingAesKey + "=");
        this.appId = appId.getBytes(StandardCharsets.UTF_8);
    }

    /** A fresh random key in the console's form, for a sandbox. */
    public static String randomKey() {
        byte[] bytes = new byte[32];
        CHANCE.nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The message in base64, different each time. */
    public String encrypt(String message) {
        byte[] random = new byte[RANDOM];
        CHANCE.nextBytes(random);
        return encrypt(message, random);
    }

    String encrypt(String message, byte[] random) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        int length = RANDOM + LENGTH + text.length + appId.length;
        int padding = BLOCK - length % BLOCK;
        ByteBuffer clear = ByteBuffer.allocate(length + padding)
                .put(random)
                .putInt(text.length)
                .put(text)
                .put(appId);
        while (clear.hasRemaining()) {
            clear.put((byte) padding);
        }
        return Base64.getEncoder().encodeToString(run(Cipher.ENCRYPT_MODE, clear.array()));
    }

    /**
     * The clear message.
     *
     * @throws RefusedException if it was not encrypted with our key for our app id
     */
    public String decrypt(String base64) {
        byte[] sealed;
        try {
            sealed = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("Encrypt is not base64", e);
        }
        if (sealed.length == 0 || sealed.length % 16 != 0) {
            throw new RefusedException("Encrypt has " + sealed.length + " bytes, not a multiple of 16", null);
        }
        byte[] clear = withoutPadding(run(Cipher.DECRYPT_MODE, sealed));
        if (clear.length < RANDOM + LENGTH) {
            throw new RefusedException("The decrypted message is too short", null);
        }
        int length = ByteBuffer.wrap(clear, RANDOM, LENGTH).getInt();
        int start = RANDOM + LENGTH;
        if (length < 0 || length > clear.length - start) {
            throw new RefusedException("The decrypted length does not fit; is the EncodingAESKey right?", null);
        }
        byte[] id = Arrays.copyOfRange(clear, start + length, clear.length);
        if (!MessageDigest.isEqual(id, appId)) {
            throw new RefusedException("The message was encrypted for another app id", null);
        }
        return new String(clear, start, length, StandardCharsets.UTF_8);
    }

    private static byte[] withoutPadding(byte[] padded) {
        int padding = padded[padded.length - 1];
        if (padding < 1 || padding > BLOCK || padding > padded.length) {
            throw new RefusedException("The padding is wrong; is the EncodingAESKey right?", null);
        }
        for (int i = padded.length - padding; i < padded.length; i++) {
            if (padded[i] != padding) {
                throw new RefusedException("The padding is wrong; is the EncodingAESKey right?", null);
            }
        }
        return Arrays.copyOf(padded, padded.length - padding);
    }

    private byte[] run(int mode, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES", e);
        }
    }

    /** The message cannot be ours. */
    public static final class RefusedException extends RuntimeException {
        RefusedException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
