package org.bandeng.deliberation;

import reactor.core.publisher.Mono;

/** Somebody who must know of each change of a topic. */
public interface TopicListener {

    /** Called once for each event, in the transaction that writes it: what the listener writes stands or falls with it. */
    Mono<Void> onEvent(TopicEvent event);
}
