package org.bandeng.understanding;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.jspecify.annotations.Nullable;

/** Finds the place in a message: 3号楼2单元501, 三栋二单元, 3-2-501, 东门口, and 2单元 when the building is known. */
final class PlaceReader {

    /** 3号楼, 3栋, 3幢, 3座, 3号 before a unit; not 3楼, which is a floor, unless a unit follows. */
    private static final Pattern BUILDING = Pattern.compile(
            "(?<![0-9-])([0-9]{1,3}|[a-z])\\s*(?:号楼|栋楼?|幢楼?|座|#楼?|号院|号(?=\\s*[0-9]{1,2}\\s*(?:单元|门))|楼(?=\\s*[0-9]{1,2}\\s*(?:单元|门)))");

    private static final Pattern UNIT = Pattern.compile("(?<![0-9])([0-9]{1,2})\\s*(?:单元|门栋|门(?!口|卫|前|外|岗|禁|面))");

    /** 3-2 or 3-2-501, not a date such as 2026-3-2 or a phone number. */
    private static final Pattern DASHED =
            Pattern.compile("(?<![0-9-])([0-9]{1,3})\\s*-\\s*([0-9]{1,2})(?:\\s*-\\s*([0-9]{3,4}))?(?![0-9-])");

    private static final Pattern ROOM = Pattern.compile("(?:单元\\s*|(?<![0-9]))([0-9]{3,4})\\s*(室|房|户|号房)?");

    /** A bare number, as an answer to 几单元. */
    private static final Pattern BARE = Pattern.compile("\\s*第?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})\\s*(?:个|号|单元|门)?\\s*");

    private static final Pattern LEADING_NUMBER = Pattern.compile("([0-9]+|[a-z]).*");

    private final Directory directory;

    PlaceReader(Directory directory) {
        this.directory = directory;
    }

    PlaceReading read(String words, @Nullable Place within) {
        String text = ChineseNumbers.toDigits(words);
        Matcher dashed = DASHED.matcher(text);
        if (dashed.find()) {
            String room = dashed.group(3) == null ? "" : dashed.group(3);
            return numbered(text, within, dashed.group(1), dashed.group(2), room);
        }
        Matcher building = BUILDING.matcher(text);
        Matcher unit = UNIT.matcher(text);
        String unitNumber = unit.find() ? unit.group(1) : "";
        if (building.find()) {
            return numbered(text, within, building.group(1), unitNumber, room(text, building.end()));
        }
        if (within != null && within.kind() == Place.Kind.BUILDING) {
            Matcher bare = BARE.matcher(text);
            String number = unitNumber.isEmpty() && bare.matches() ? ChineseNumbers.digits(bare.group(1)) : unitNumber;
            if (!number.isEmpty()) {
                return unitOf(within, number, room(text, 0));
            }
        }
        return spot(text, within, !unitNumber.isEmpty());
    }

    private PlaceReading numbered(String text, @Nullable Place within, String building, String unit, String room) {
        List<Place> buildings = inCompound(
                text,
                within,
                directory.ofKind(Place.Kind.BUILDING).stream()
                        .filter(place -> hasNumber(place, building))
                        .toList());
        if (unit.isEmpty()) {
            return new PlaceReading(buildings, room, true);
        }
        List<Place> units = buildings.stream()
                .flatMap(place -> directory.inside(place).stream())
                .filter(place -> place.kind() == Place.Kind.UNIT && hasNumber(place, unit))
                .toList();
        return new PlaceReading(units.isEmpty() ? buildings : units, room, true);
    }

    private PlaceReading unitOf(Place building, String number, String room) {
        Optional<Place> unit = directory.inside(building).stream()
                .filter(place -> place.kind() == Place.Kind.UNIT && hasNumber(place, number))
                .findFirst();
        return new PlaceReading(unit.stream().toList(), room, true);
    }

    /** The spot with the longest name or alias in the text; else the compound, if one is named. */
    private PlaceReading spot(String text, @Nullable Place within, boolean named) {
        List<Place> spots = inCompound(text, within, mentioned(text, Place.Kind.SPOT));
        if (!spots.isEmpty()) {
            return new PlaceReading(spots, "", true);
        }
        return named ? new PlaceReading(List.of(), "", true) : PlaceReading.NOWHERE;
    }

    private List<Place> mentioned(String text, Place.Kind kind) {
        List<Place> places = directory.ofKind(kind);
        int longest = places.stream()
                .flatMapToInt(place -> names(place).filter(text::contains).mapToInt(String::length))
                .max()
                .orElse(0);
        return longest == 0
                ? List.of()
                : places.stream()
                        .filter(place -> names(place).anyMatch(name -> name.length() == longest && text.contains(name)))
                        .toList();
    }

    /** Keeps the places of the compound that is named or known already; all of them if that leaves none. */
    private List<Place> inCompound(String text, @Nullable Place within, List<Place> places) {
        List<Place> compounds = mentioned(text, Place.Kind.COMPOUND);
        Predicate<Place> fits = place -> !compounds.isEmpty()
                ? compounds.stream().anyMatch(compound -> directory.isWithin(place, compound))
                : within == null || directory.isWithin(place, within);
        List<Place> fitting = places.stream().filter(fits).toList();
        return (fitting.isEmpty() ? places : fitting)
                .stream().sorted(Comparator.comparing(Place::fullName)).toList();
    }

    private static Stream<String> names(Place place) {
        return Stream.concat(Stream.of(place.name()), place.aliases().stream()).map(ChineseNumbers::toDigits);
    }

    private static boolean hasNumber(Place place, String number) {
        return names(place).anyMatch(name -> {
            Matcher leading = LEADING_NUMBER.matcher(name);
            return leading.matches() && sameNumber(leading.group(1), number);
        });
    }

    /** 03 is 3. */
    private static boolean sameNumber(String a, String b) {
        return a.replaceFirst("^0+(?=.)", "").equals(b.replaceFirst("^0+(?=.)", ""));
    }

    /** 501 right after the unit, or 501室 anywhere after the building. */
    private static String room(String text, int from) {
        Matcher room = ROOM.matcher(text).region(from, text.length());
        while (room.find()) {
            boolean afterUnit = text.startsWith("单元", room.start()) || text.startsWith("单元", room.start() - 2);
            if (room.group(2) != null || afterUnit) {
                return room.group(1);
            }
        }
        return "";
    }
}
