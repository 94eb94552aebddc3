package org.bandeng.wechat;

import java.time.Duration;
import org.bandeng.conversation.VoiceWords;
import org.bandeng.media.SpeechRecognition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Has voices listened to, if there is anything that can listen. */
@Component
class HeardVoices implements VoiceWords {

    private static final Logger LOG = LoggerFactory.getLogger(HeardVoices.class);

    /** The resident's call waits meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final WeChatApi api;
    private final ObjectProvider<SpeechRecognition> recognition;

    HeardVoices(WeChatApi api, ObjectProvider<SpeechRecognition> recognition) {
        this.api = api;
        this.recognition = recognition;
    }

    @Override
    public Mono<String> of(String mediaId) {
        SpeechRecognition listener = recognition.getIfAvailable();
        if (listener == null || mediaId.isEmpty()) {
            return Mono.empty();
        }
        return api.media(mediaId)
                .flatMap(listener::recognise)
                .timeout(PATIENCE)
                .map(String::strip)
                .filter(words -> !words.isEmpty())
                .onErrorResume(problem -> {
                    LOG.warn("A voice was not understood: {}", problem.toString());
                    return Mono.empty();
                });
    }
}
