package org.bandeng.understanding;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.Position;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place in a message: 3号楼2单元501, 三栋二但元, 3-2-501, 东们口, 幸福里一期地库, and 2单元 when the building is known.
 *
 * <p>A name that the resident says is binding: 二期3号楼, if the second phase has no third house, is a place that the directory
 * does not have. What the conversation spoke of before only helps to choose.
 */
final class PlaceReader {

    /** A bare number, as an answer to 几单元. */
    private static final Pattern BARE = Pattern.compile("\\s*第?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})\\s*(?:个|号|单元|门)?\\s*");

    private static final Pattern UNKNOWN_PHASE =
            Pattern.compile("(?<![这那每上下首分几第0-9])[0-9]期(?=[0-9]{1,3}(?:号|栋|幢|#))|(?<=\u0000)[0-9]期");

    /** Who says where home is tells of something elsewhere, if a street is named, too. */
    private static final Pattern HOME = Pattern.compile("我家?(?:是|在|住)|家住|住在");

    /** Who shares a position stands at the place, or as far from it as positions are wrong between houses. */
    private static final double HERE_METRES = 60;

    private static final double NEAR_METRES = 250;
    private static final int MOST_NEAR = 4;

    /** Made once for each state of the directory. */
    private static final LoadingCache<Directory, PlaceNames> NAMES =
            Caffeine.newBuilder().weakKeys().build(PlaceNames::new);

    private final Directory directory;
    private final PlaceNames names;

    PlaceReader(Directory directory) {
        this.directory = directory;
        this.names = NAMES.get(directory);
    }

    /** @param within the place that the conversation spoke of; null: none */
    PlaceReading read(String words, @Nullable Place within) {
        String text = PlaceText.of(words);
        List<PlaceNames.Named> named = names.in(text);
        List<Place> compounds = named(named, true);
        String rest = without(named, text);
        PlaceParts parts = PlaceParts.in(rest);
        boolean unknown = UNKNOWN_PHASE.matcher(rest).find() && names.hasPhases();
        List<Place> spots = named(named, false);
        boolean foreign = ForeignPlaces.in(
                without(named.stream().filter(PlaceReader::isTelling).toList(), text));
        if (!spots.isEmpty() && !unknown && !foreign) {
            return reading(spots(spots, compounds, parts, within), parts, true);
        }
        if (unknown || foreign) {
            return reading(List.of(), parts, true);
        }
        if (!parts.hasNothing()) {
            return numbered(rest, parts, compounds, within);
        }
        Matcher bare = BARE.matcher(words);
        if (within != null && within.kind() == Place.Kind.BUILDING && bare.matches()) {
            return reading(names.units(within, ChineseNumbers.digits(bare.group(1))), parts, true);
        }
        return reading(compounds, parts, !compounds.isEmpty());
    }

    /** 广场 and 公交站 are the last words of many names. */
    private static boolean isTelling(PlaceNames.Named named) {
        return named.length() > 2 || named.places().get(0).kind() == Place.Kind.COMPOUND;
    }

    private static String without(List<PlaceNames.Named> named, String text) {
        StringBuilder rest = new StringBuilder(text);
        named.forEach(each -> rest.replace(each.from(), each.to(), "\u0000".repeat(each.length())));
        return rest.toString();
    }

    /**
     * The compounds in the text, or the other places with a name; where the full name of one is said, the half names of several are
     * no matter.
     */
    private static List<Place> named(List<PlaceNames.Named> named, boolean compounds) {
        List<PlaceNames.Named> ofKind = named.stream()
                .filter(each -> (each.places().get(0).kind() == Place.Kind.COMPOUND) == compounds)
                .toList();
        boolean full = ofKind.stream().anyMatch(each -> !each.base());
        Stream<PlaceNames.Named> kept = ofKind.stream().filter(each -> !full || !each.base());
        return compounds
                ? kept.flatMap(each -> each.places().stream()).distinct().toList()
                // The first spot is where; those after it are what is seen from there.
                : kept.limit(1).flatMap(each -> each.places().stream()).toList();
    }

    private List<Place> spots(List<Place> spots, List<Place> compounds, PlaceParts parts, @Nullable Place within) {
        if (!compounds.isEmpty()) {
            List<Place> there = in(spots, compounds);
            // 我家在阳光花园3栋，和平路上…: a spot with a compound of its own may be far from the home that was named.
            return there.isEmpty() && spots.size() == 1 && !parts.building().isEmpty() ? spots : there;
        }
        Set<Place> beside = parts.building().isEmpty()
                ? Set.of()
                : names.buildings(parts.building()).stream()
                        .map(directory::compoundOf)
                        .collect(Collectors.toSet());
        List<Place> near = in(spots, List.copyOf(beside));
        return preferring(near.isEmpty() ? spots : near, within);
    }

    private List<Place> in(List<Place> places, List<Place> compounds) {
        return places.stream()
                .filter(place -> compounds.stream().anyMatch(compound -> directory.isWithin(place, compound)))
                .toList();
    }

    /** Those in the same compound, if there are any. */
    private List<Place> preferring(List<Place> places, @Nullable Place within) {
        if (within == null) {
            return places;
        }
        List<Place> near = in(places, List.of(directory.compoundOf(within)));
        return near.isEmpty() ? places : near;
    }

    private PlaceReading numbered(String text, PlaceParts parts, List<Place> compounds, @Nullable Place within) {
        if (parts.building().isEmpty()) {
            List<Place> building = building(within);
            return reading(unitsOf(building, parts.unit()), parts, true);
        }
        List<Place> streets =
                compounds.stream().filter(each -> names.hasNoBuildings(each)).toList();
        if (!streets.isEmpty()
                && streets.size() < compounds.size()
                && HOME.matcher(text).find()) {
            return reading(streets, parts, true);
        }
        List<Place> all = names.buildings(parts.building());
        List<Place> buildings = compounds.isEmpty() ? all : in(all, compounds);
        if (!parts.unit().isEmpty()) {
            buildings = buildings.stream()
                    .filter(each -> !names.units(each, parts.unit()).isEmpty())
                    .toList();
        }
        List<Place> meant = compounds.isEmpty() ? inCompoundOf(within, buildings) : buildings;
        List<Place> places = parts.unit().isEmpty() ? meant : unitsOf(meant, parts.unit());
        return reading(places, parts, true);
    }

    /** 19栋, when the conversation is in a compound without one, is not the nineteenth house of another. */
    private List<Place> inCompoundOf(@Nullable Place within, List<Place> buildings) {
        return within == null ? buildings : preferring(buildings, within);
    }

    /** The building that the conversation is in. */
    private List<Place> building(@Nullable Place within) {
        if (within == null) {
            return List.of();
        }
        return switch (within.kind()) {
            case BUILDING -> List.of(within);
            case UNIT ->
                Optional.ofNullable(within.parent()).flatMap(directory::place).stream()
                        .toList();
            case COMPOUND, SPOT -> List.of();
        };
    }

    private List<Place> unitsOf(List<Place> buildings, String number) {
        return buildings.stream()
                .flatMap(each -> names.units(each, number).stream())
                .toList();
    }

    private static PlaceReading reading(List<Place> places, PlaceParts parts, boolean named) {
        return new PlaceReading(
                places.stream().sorted(Comparator.comparing(Place::fullName)).toList(),
                parts.floor(),
                parts.room(),
                places.stream().anyMatch(place -> place.kind() == Place.Kind.SPOT) ? parts.bay() : "",
                named);
    }

    /** The place at a shared position; several if it could be any of them, none if nothing is near. */
    PlaceReading at(Position position) {
        List<Place> near = directory.nearest(position).stream()
                .filter(place -> place.kind() != Place.Kind.COMPOUND)
                .filter(place -> metres(place, position) <= NEAR_METRES)
                .limit(MOST_NEAR)
                .toList();
        if (near.isEmpty()) {
            return PlaceReading.NOWHERE;
        }
        boolean clear = metres(near.get(0), position) <= HERE_METRES
                && (near.size() == 1 || metres(near.get(1), position) > 2 * metres(near.get(0), position) + 20);
        return new PlaceReading(clear ? near.subList(0, 1) : near, "", "", "", true);
    }

    private static double metres(Place place, Position from) {
        Position position = place.position();
        return position == null ? Double.MAX_VALUE : position.metresTo(from);
    }
}
