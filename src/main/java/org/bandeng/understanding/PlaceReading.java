package org.bandeng.understanding;

import java.util.List;
import org.bandeng.community.Place;

/**
 * The place in a message.
 *
 * @param places none: no known place; one: this; several: any of these
 * @param room a room number said along with it; empty if none was
 * @param named whether a place was named at all, known or not (99号楼)
 */
public record PlaceReading(List<Place> places, String room, boolean named) {

    /** No place was named. */
    public static final PlaceReading NOWHERE = new PlaceReading(List.of(), "", false);

    public PlaceReading {
        places = List.copyOf(places);
    }
}
