package org.bandeng.understanding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bandeng.chinese.Sounds;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;

/** The directory as residents speak of it: by numbers, by names, and by what sounds like a name. */
final class PlaceNames {

    private static final Pattern LEADING_NUMBER = Pattern.compile("([0-9]+|[a-z]).*");
    private static final Pattern PHASE = Pattern.compile("[0-9]期$");

    /** Who calls a place 滑梯那里 may as well say 滑梯那边; 滑梯 alone may be any thing of the kind. */
    private static final Pattern THERE = Pattern.compile("(?<=..)那里$");

    private static final List<String> BESIDE = List.of("那边", "旁边", "边上", "附近", "那儿", "对面", "门口");

    /** Words of numbered places are nothing misheard: 2栋门口 is not 东门口. */
    private static final String NUMBERING = "栋幢号楼单期层";

    /** A shorter name is part of too many words. */
    private static final int SHORTEST_BASE = 3;

    /** 这一期, 每1期: no phase of building. */
    private static final String NO_PHASE_BEFORE = "这那每上下首分几第";

    private final Map<String, List<Place>> names = new LinkedHashMap<>();
    private final Map<String, List<Place>> bases = new LinkedHashMap<>();
    private final Map<String, List<Place>> buildings = new HashMap<>();
    private final Map<Place, List<Place>> inside = new HashMap<>();

    PlaceNames(Directory directory) {
        for (Place place : directory.places()) {
            directory
                    .place(place.parent() == null ? place.id() : place.parent())
                    .ifPresent(parent -> inside.computeIfAbsent(parent, key -> new ArrayList<>())
                            .add(place));
            switch (place.kind()) {
                case COMPOUND, SPOT -> name(place);
                case BUILDING -> {
                    numbers(place).forEach(number -> buildings
                            .computeIfAbsent(number, key -> new ArrayList<>())
                            .add(place));
                    nickname(place);
                }
                case UNIT -> nickname(place);
            }
        }
    }

    private void name(Place place) {
        spoken(place).distinct().forEach(name -> names.computeIfAbsent(name, key -> new ArrayList<>())
                .add(place));
        String base = PHASE.matcher(ChineseNumbers.toDigits(place.name())).replaceAll("");
        boolean phased = place.kind() == Place.Kind.COMPOUND && !base.equals(ChineseNumbers.toDigits(place.name()));
        if (phased && base.length() >= SHORTEST_BASE) {
            bases.computeIfAbsent(base, key -> new ArrayList<>()).add(place);
        }
    }

    /** 老锅炉房 for 5号楼: what has a number may have a name as well. */
    private void nickname(Place place) {
        place.aliases().stream()
                .map(ChineseNumbers::toDigits)
                .filter(name -> !LEADING_NUMBER.matcher(name).matches())
                .flatMap(PlaceNames::andThere)
                .distinct()
                .forEach(name ->
                        names.computeIfAbsent(name, key -> new ArrayList<>()).add(place));
    }

    private static Stream<String> spoken(Place place) {
        return Stream.concat(Stream.of(place.name()), place.aliases().stream())
                .map(ChineseNumbers::toDigits)
                .flatMap(PlaceNames::andThere);
    }

    private static Stream<String> andThere(String name) {
        Matcher there = THERE.matcher(name);
        return there.find()
                ? Stream.concat(Stream.of(name), BESIDE.stream().map(each -> name.substring(0, there.start()) + each))
                : Stream.of(name);
    }

    private static Stream<String> numbers(Place place) {
        return spoken(place)
                .map(LEADING_NUMBER::matcher)
                .filter(Matcher::matches)
                .map(leading -> number(leading.group(1)))
                .distinct();
    }

    /** 03 is 3. */
    private static String number(String written) {
        return written.replaceFirst("^0+(?=.)", "");
    }

    List<Place> buildings(String number) {
        return buildings.getOrDefault(number(number), List.of());
    }

    List<Place> units(Place building, String number) {
        return inside.getOrDefault(building, List.of()).stream()
                .filter(place -> place.kind() == Place.Kind.UNIT)
                .filter(place -> numbers(place).anyMatch(number(number)::equals))
                .toList();
    }

    /** A street is listed like a compound. */
    boolean hasNoBuildings(Place compound) {
        return inside.getOrDefault(compound, List.of()).stream()
                .noneMatch(place -> place.kind() == Place.Kind.BUILDING);
    }

    boolean hasPhases() {
        return !bases.isEmpty();
    }

    /**
     * Places named in a text.
     *
     * @param places all that go by the name
     * @param from where it begins
     * @param base whether it is only the first part of their names: 幸福里 of 幸福里一期 and 幸福里二期
     */
    record Named(List<Place> places, int from, int to, boolean base) {
        int length() {
            return to - from;
        }
    }

    /** All names in a text, the longest where several overlap, in their order. */
    List<Named> in(String text) {
        List<Named> found = new ArrayList<>();
        names.forEach((name, places) -> find(text, name, places, false, found));
        bases.forEach((name, places) -> find(text, name, places, true, found));
        found.sort(Comparator.comparingInt(Named::length).reversed().thenComparing(Named::base));
        List<Named> apart = new ArrayList<>();
        for (Named each : found) {
            if (apart.stream().noneMatch(other -> each.from() < other.to() && other.from() < each.to())) {
                apart.add(each);
            }
        }
        apart.sort(Comparator.comparingInt(Named::from));
        return apart;
    }

    private static void find(String text, String name, Collection<Place> places, boolean base, List<Named> found) {
        for (int at = 0; at + name.length() <= text.length(); at++) {
            int to = at + name.length();
            if (isSaid(text, at, name)
                    && !text.startsWith("舞", to)
                    && !text.startsWith("间", to)
                    && !isOtherPhase(text, at, name)) {
                found.add(new Named(List.copyOf(places), at, to, base));
            }
        }
    }

    private static boolean isOtherPhase(String text, int at, String name) {
        return PHASE.matcher(name).matches() && at > 0 && NO_PHASE_BEFORE.indexOf(text.charAt(at - 1)) >= 0;
    }

    /** Letter by letter or, as voice and haste have it, in part by the sound: 东们口, 阳关花园. One letter at least must be right. */
    private static boolean isSaid(String text, int at, String name) {
        boolean one = false;
        for (int i = 0; i < name.length(); i++) {
            char said = text.charAt(at + i);
            char meant = name.charAt(i);
            if (said == meant) {
                one = true;
            } else if (NUMBERING.indexOf(said) >= 0 || !isHan(said) || !isHan(meant) || !Sounds.areAlike(said, meant)) {
                return false;
            }
        }
        return one;
    }

    private static boolean isHan(char each) {
        return Character.UnicodeScript.of(each) == Character.UnicodeScript.HAN;
    }
}
