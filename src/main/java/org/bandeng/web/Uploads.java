package org.bandeng.web;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePart;
import reactor.core.publisher.Mono;

/** Files that come with a form. */
public final class Uploads {

    private Uploads() {}

    /** The bytes of a file, empty if it has none; {@link DataBufferLimitException} if there are more than {@code maxBytes}. */
    public static Mono<byte[]> read(FilePart file, int maxBytes) {
        return DataBufferUtils.join(file.content(), maxBytes)
                .map(Uploads::bytes)
                .defaultIfEmpty(new byte[0]);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
