package org.bandeng.community;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of the community that somebody sees: all of it, or some places. */
public final class Scope {

    /** The whole community, and what is nowhere known. */
    public static final Scope EVERYWHERE = new Scope(null);

    private final @Nullable Set<PlaceId> places;

    private Scope(@Nullable Set<PlaceId> places) {
        this.places = places;
    }

    /** Only these places. What is nowhere known is in no such scope. */
    public static Scope of(Set<PlaceId> places) {
        return new Scope(Set.copyOf(places));
    }

    public boolean isEverywhere() {
        return places == null;
    }

    /** @param place null: not known */
    public boolean contains(@Nullable PlaceId place) {
        return places == null || place != null && places.contains(place);
    }

    /** The places, for a statement; of the whole community none is named. */
    public Long[] ids() {
        return places == null
                ? new Long[0]
                : places.stream().map(PlaceId::value).sorted().toArray(Long[]::new);
    }
}
