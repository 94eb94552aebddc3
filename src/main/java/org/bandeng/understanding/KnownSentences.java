package org.bandeng.understanding;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers in a file how examples were encoded: encoding thousands of them takes many seconds, and after a restart or an edit
 * hardly any is new. It is opened to learn from and closed again, since together they would fill the memory. The file may be
 * deleted at any time.
 */
final class KnownSentences implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KnownSentences.class);

    /** Numbers are kept in two bytes: they are of vectors of length one. */
    private static final float SCALE = Short.MAX_VALUE;

    private final SentenceEncoder encoder;
    private final Set<String> passing;
    private final Path file;
    private final Map<UUID, float[]> known = new HashMap<>();
    private boolean grown;

    /**
     * @param passing sentences that are encoded and not kept
     * @param file need not exist; its folder is made
     */
    KnownSentences(SentenceEncoder encoder, Set<String> passing, Path file) {
        this.encoder = encoder;
        this.passing = Set.copyOf(passing);
        this.file = file;
        read();
    }

    /** Encodes an example, and remembers it for the next time. */
    float[] learn(String example) {
        if (passing.contains(example)) {
            return encoder.encode(example);
        }
        return known.computeIfAbsent(key(example), unknown -> {
            grown = true;
            return encoder.encode(example);
        });
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
    @Override
    public void close() {
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
