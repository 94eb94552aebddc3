package org.bandeng.media;

import reactor.core.publisher.Mono;

/** Where residents' media come from; the platform's side implements it. */
public interface MediaSource {

    /** No picture of WeChat's is larger ("上传临时素材", WeChat docs: images up to 10 MB). */
    int MAX_BYTES = 10 * 1024 * 1024;

    /**
     * Fetches the bytes.
     *
     * @return the bytes, at most {@link #MAX_BYTES}; {@link GoneException} if they will never be had, any other error
     *     if a later try may do better
     */
    Mono<byte[]> fetch(String mediaId);

    /** The media can no longer be had. */
    final class GoneException extends RuntimeException {
        public GoneException(String message) {
            super(message);
        }
    }
}
