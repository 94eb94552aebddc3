package org.bandeng.web;

import java.time.Duration;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;

/** The stream that {@code live.js} listens to: an empty event {@code changed} at each change. */
public final class ChangedEvents {

    /** Keeps proxies from hanging up; the first one opens the stream at once. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private ChangedEvents() {}

    /** One event a change, until the changes end. */
    public static Flux<ServerSentEvent<String>> of(Flux<?> changes) {
        Flux<ServerSentEvent<String>> heartbeat = Flux.interval(Duration.ZERO, HEARTBEAT)
                .map(tick -> ServerSentEvent.<String>builder().comment("").build())
                .takeUntilOther(changes.ignoreElements());
        return changes.<ServerSentEvent<String>>map(
                        change -> ServerSentEvent.builder("").event("changed").build())
                .mergeWith(heartbeat)
                .onBackpressureLatest();
    }
}
