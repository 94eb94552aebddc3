package org.bandeng.media;

import reactor.core.publisher.Mono;

/**
 * Turns voices into words. There is none by default: WeChat's own recognition is used when it comes, and is fading out. A bean
 * of this type, such as an adapter of a speech service, is asked for every voice that comes without words.
 */
public interface SpeechRecognition {

    /**
     * Listens.
     *
     * @param voice as WeChat sends it: AMR, at most a minute
     * @return the words; empty if none were understood. An error counts as that, and so does taking longer than 3 s
     */
    Mono<String> recognise(byte[] voice);
}
