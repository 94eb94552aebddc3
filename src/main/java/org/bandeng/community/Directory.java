package org.bandeng.community;

import java.util.ArrayList;
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
    private final Map<GridId, Grid> grids = new LinkedHashMap<>();

    public Directory(Collection<Place> places) {
        this(places, List.of());
    }

    public Directory(Collection<Place> places, Collection<Grid> grids) {
        places.forEach(place -> this.places.put(place.id(), place));
        grids.forEach(grid -> this.grids.put(grid.id(), grid));
    }

    public Collection<Place> places() {
        return places.values();
    }

    public Collection<Grid> grids() {
        return grids.values();
    }

    public Optional<Grid> grid(GridId id) {
        return Optional.ofNullable(grids.get(id));
    }

    /** The parts of the grid that a place is in, from the smallest to the largest. */
    public List<Grid> gridsOf(Place place) {
        List<Grid> around = new ArrayList<>();
        Optional<Grid> at = Optional.ofNullable(place.grid()).flatMap(this::grid);
        while (at.isPresent()) {
            around.add(at.get());
            at = Optional.ofNullable(at.get().parent()).flatMap(this::grid);
        }
        return around;
    }

    /** A place and those around it, from the smallest to the largest. */
    public List<Place> around(Place place) {
        List<Place> around = new ArrayList<>();
        Optional<Place> at = Optional.of(place);
        while (at.isPresent()) {
            around.add(at.get());
            at = Optional.ofNullable(at.get().parent()).flatMap(this::place);
        }
        return around;
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
