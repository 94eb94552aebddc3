package org.bandeng.community;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** All places as they were at one moment. */
public final class Directory {

    private final Map<PlaceId, Place> places = new LinkedHashMap<>();

    public Directory(Collection<Place> places) {
        places.forEach(place -> this.places.put(place.id(), place));
    }

    public Collection<Place> places() {
        return places.values();
    }

    public Optional<Place> place(PlaceId id) {
        return Optional.ofNullable(places.get(id));
    }

    public List<Place> ofKind(Place.Kind kind) {
        return places.values().stream().filter(place -> place.kind() == kind).toList();
    }

    public List<Place> inside(Place parent) {
        return places.values().stream()
                .filter(place -> parent.id().equals(place.parent()))
                .toList();
    }

    /** The places with a position, from the nearest to the farthest. */
    public List<Place> nearest(Position from) {
        return places.values().stream()
                .filter(place -> place.position() != null)
                .sorted(Comparator.comparingDouble(
                        place -> Objects.requireNonNull(place.position()).metresTo(from)))
                .toList();
    }

    /** The compound that a place is in; a compound itself. */
    public Place compoundOf(Place place) {
        return Optional.ofNullable(place.parent())
                .flatMap(this::place)
                .map(this::compoundOf)
                .orElse(place);
    }

    /** Whether {@code place} is {@code outer} or somewhere in it. */
    public boolean isWithin(Place place, Place outer) {
        return place.id().equals(outer.id())
                || Optional.ofNullable(place.parent())
                        .flatMap(this::place)
                        .filter(parent -> isWithin(parent, outer))
                        .isPresent();
    }
}
