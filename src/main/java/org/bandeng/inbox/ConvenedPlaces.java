package org.bandeng.inbox;

import java.util.Optional;
import org.bandeng.community.Place;
import org.bandeng.web.StaffUser;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The places that somebody may convene, ask or plan for, as they type them into a form. */
@Component
class ConvenedPlaces {

    private final Corrections corrections;
    private final Access access;

    ConvenedPlaces(Corrections corrections, Access access) {
        this.corrections = corrections;
        this.access = access;
    }

    /**
     * What was typed.
     *
     * @return nothing typed is the whole community, an empty {@link Optional}, for who sees all of it; empty: it is no place, or
     *     not theirs
     */
    Mono<Optional<Place>> typed(StaffUser user, String typed) {
        Mono<Optional<Place>> place = typed.isEmpty()
                ? Mono.just(Optional.empty())
                : corrections.placeSaid(typed).map(Optional::of);
        return place.filterWhen(
                found -> access.convenes(user, found.map(Place::id).orElse(null)));
    }
}
