package org.bandeng.inbox;

import org.bandeng.live.LiveFeed;
import org.bandeng.web.ChangedEvents;
import org.bandeng.web.StaffUser;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Tells an open page that it is out of date; what is new it fetches itself, with the rights that it has then. */
@RestController
class LiveStream {

    private final LiveFeed live;
    private final Access access;

    LiveStream(LiveFeed live, Access access) {
        this.live = live;
        this.access = access;
    }

    /** @param resident whose changes are of interest; 0: everybody's */
    @GetMapping(path = "/inbox/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<String>> live(
            @AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "0") long resident) {
        return ChangedEvents.of(live.changes()
                .filter(changed -> resident == 0 || changed.value() == resident)
                .filterWhen(changed -> access.seesResident(user, changed)));
    }
}
