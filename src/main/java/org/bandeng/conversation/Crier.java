package org.bandeng.conversation;

import java.util.function.Function;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Whoever has something to tell to all who live somewhere; {@link Tellings} sees to it that each hears it once. */
interface Crier {

    /** What it is about: a column of {@code telling}, less {@code _id}. */
    enum Subject {
        EVENT,
        OCCASION,
        WORKS,
        CANVASS
    }

    Subject subject();

    /** What is to be told of one of them; empty: there is no such thing. */
    Mono<Cry> cry(long id, String notice);

    /**
     * Something to tell.
     *
     * @param around where whoever is told lives; null: everywhere
     * @param tell tells one of them; nothing, if it does not concern them after all
     */
    record Cry(@Nullable PlaceId around, Function<ResidentId, Mono<Void>> tell) {}
}
