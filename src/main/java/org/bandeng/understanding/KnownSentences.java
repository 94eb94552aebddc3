package org.bandeng.understanding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers how examples were encoded, in memory and in a file: encoding thousands of examples takes many seconds, and after a
 * restart or an edit hardly any of them is new. The file may be deleted at any time.
 */
final class KnownSentences implements SentenceEncoder {

    private static final Logger LOG = LoggerFactory.getLogger(KnownSentences.class);

    /** Numbers are kept in two bytes: they are of vectors of length one. */
    private static final float SCALE = Short.MAX_VALUE;

    /** What people say is looked at for danger, for its category and for its place, one after the other. */
    private static final int RECENT = 100;

    private final SentenceEncoder encoder;
    private final Path file;
    private final Map<UUID, float[]> known = new ConcurrentHashMap<>();
    private final Cache<String, float[]> recent =
            Caffeine.newBuilder().maximumSize(RECENT).build();
    private volatile boolean grown;

    /** @param file need not exist; its folder is made */
    KnownSentences(SentenceEncoder encoder, Path file) {
        this.encoder = encoder;
        this.file = file;
        read();
    }

    /** Encodes an example, and remembers it for good. */
    float[] learn(String example) {
        return known.computeIfAbsent(key(example), unknown -> {
            grown = true;
            return encoder.encode(example);
        });
    }

    /** Encodes what somebody says; it is looked at more than once, but kept nowhere. */
    @Override
    public float[] encode(String sentence) {
        float[] example = known.get(key(sentence));
        return example != null ? example : recent.get(sentence, encoder::encode);
    }

    private static UUID key(String sentence) {
        return UUID.nameUUIDFromBytes(sentence.getBytes(StandardCharsets.UTF_8));
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int length = in.readInt();
            while (true) {
                UUID key = new UUID(in.readLong(), in.readLong());
                float[] vector = new float[length];
                for (int i = 0; i < length; i++) {
                    vector[i] = in.readShort() / SCALE;
                }
                known.put(key, vector);
            }
        } catch (EOFException end) {
            LOG.debug("{} sentences are known from {}", known.size(), file);
        } catch (IOException e) {
            LOG.warn("{} cannot be read, sentences are encoded anew: {}", file, e.toString());
        }
    }

    /** Keeps what was encoded for the next start; failing that, it takes longer. */
    synchronized void save() {
        if (!grown) {
            return;
        }
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            // Another program may read or write it at the same time.
            Path whole = Files.createTempFile(folder, "sentences", ".part");
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(whole)))) {
                out.writeInt(known.values().iterator().next().length);
                for (Map.Entry<UUID, float[]> each : known.entrySet()) {
                    write(out, each.getKey(), each.getValue());
                }
            }
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            grown = false;
        } catch (IOException e) {
            LOG.warn("{} cannot be written, the next start takes longer: {}", file, e.toString());
        }
    }

    private static void write(DataOutputStream out, UUID key, float[] vector) throws IOException {
        out.writeLong(key.getMostSignificantBits());
        out.writeLong(key.getLeastSignificantBits());
        for (float each : vector) {
            out.writeShort(Math.round(each * SCALE));
        }
    }
}
