package org.bandeng.conversation;

import reactor.core.publisher.Mono;

/** The words of a voice message that came without any; whoever can have voices listened to implements it. */
public interface VoiceWords {

    /**
     * Listens to a voice.
     *
     * @param mediaId WeChat's id
     * @return empty if nothing can be made of it; never an error
     */
    Mono<String> of(String mediaId);
}
