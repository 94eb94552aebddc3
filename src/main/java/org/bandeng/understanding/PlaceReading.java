package org.bandeng.understanding;

import java.util.List;
import org.bandeng.community.Place;

/**
 * The place in a message.
 *
 * @param places none: no known place; one: this; several: any of these
 * @param floor the floor said along with it, -1 the first below ground; empty if none was
 * @param room a room number said along with it; empty if none was
 * @param bay a part of a garage or square: B区, B12; empty if none was
 * @param named whether a place was named at all, known or not (99号楼)
 */
public record PlaceReading(List<Place> places, String floor, String room, String bay, boolean named) {

    /** No place was named. */
    public static final PlaceReading NOWHERE = new PlaceReading(List.of(), "", "", "", false);

    public PlaceReading {
        places = List.copyOf(places);
    }

    /** What was said of where in the place it is, as people write it after the place's name. */
    public String detail() {
        if (!room.isEmpty()) {
            return room;
        }
        String level = floor.isEmpty() ? "" : floor.startsWith("-") ? "负" + floor.substring(1) + "层" : floor + "层";
        return level + bay;
    }
}
