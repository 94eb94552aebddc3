package org.bandeng.inbox;

import java.time.Duration;
import org.bandeng.live.LiveFeed;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Tells an open page that it is out of date; what is new it fetches itself, with the rights that it has then. */
@RestController
class LiveStream {

    /** Keeps proxies from hanging up. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final LiveFeed live;

    LiveStream(LiveFeed live) {
        this.live = live;
    }

    /** @param resident whose changes are of interest; 0: everybody's */
    @GetMapping(path = "/inbox/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<String>> live(@RequestParam(defaultValue = "0") long resident) {
        Flux<ServerSentEvent<String>> heartbeat = Flux.interval(Duration.ZERO, HEARTBEAT)
                .map(tick -> ServerSentEvent.<String>builder().comment("").build());
        return live.changes()
                .filter(changed -> resident == 0 || changed.value() == resident)
                .map(changed -> ServerSentEvent.builder("").event("changed").build())
                .mergeWith(heartbeat)
                .onBackpressureLatest();
    }
}
