package org.bandeng.media;

import reactor.core.publisher.Mono;

/**
 * Where the bytes are kept. Keys are short, of lower-case letters, digits and dots; an object is written whole or not at all,
 * and never changed, so that any object store will do.
 */
public interface MediaStore {

    /** Keeps an object of at most {@link MediaSource#MAX_BYTES}. */
    Mono<Void> put(String key, byte[] bytes);

    /** The object; empty if there is none. */
    Mono<byte[]> get(String key);

    /** Forgets the object; no matter if there is none. */
    Mono<Void> delete(String key);
}
