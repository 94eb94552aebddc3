package org.bandeng.canvass;

import org.bandeng.community.ResidentId;
import reactor.core.publisher.Mono;

/** Whoever asks people, and tells them what came of it; called in the transaction that brings it about. */
public interface CanvassListener {

    /** All who live there are to be asked. */
    Mono<Void> opened(Canvass canvass);

    /** One of those chosen is to be asked. */
    Mono<Void> ask(Canvass canvass, ResidentId resident);

    /** Those who answered are to hear what came of it. */
    Mono<Void> closed(Canvass canvass);
}
