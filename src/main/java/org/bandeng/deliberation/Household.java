package org.bandeng.deliberation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Resident;

/**
 * A home: the door and the room, however that is written.
 *
 * @param key the same for all who live there
 */
public record Household(String key) {

    /** 501室, 5-01 and ５０１ are one room. */
    private static final Pattern NO_PART_OF_A_ROOM = Pattern.compile("[\\s\\-—－_.·]|室|号|房间?|户");

    public static Household of(PlaceId door, String room) {
        String plain = NO_PART_OF_A_ROOM
                .matcher(Normalizer.normalize(room, Normalizer.Form.NFKC))
                .replaceAll("");
        return new Household("%d:%s".formatted(door.value(), plain.toUpperCase(Locale.ROOT)));
    }

    /** Whether it is known in which room somebody lives, so that no home counts twice. */
    public static boolean isKnown(Resident resident, Directory directory) {
        return resident.home() != null
                && !resident.homeRoom().isBlank()
                && directory
                        .place(resident.home())
                        .filter(home -> isDoor(home, directory))
                        .isPresent();
    }

    /** A unit, or a building that has none. */
    public static boolean isDoor(Place place, Directory directory) {
        return place.kind() == Place.Kind.UNIT
                || place.kind() == Place.Kind.BUILDING
                        && directory.inside(place).stream().noneMatch(each -> each.kind() == Place.Kind.UNIT);
    }
}
