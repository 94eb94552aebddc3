package org.bandeng.conversation;

import java.util.List;
import java.util.regex.Pattern;
import org.bandeng.community.Place;
import org.bandeng.dialog.HeardPlace;
import org.bandeng.understanding.PlaceReading;
import org.jspecify.annotations.Nullable;

/**
 * Where a resident lives.
 *
 * @param name with the room, if it is known
 */
record Home(Place place, String name, Visit visit) {

    private static final Pattern AT_HOME = Pattern.compile("我家|我们家|咱家|家里|家门口|我们楼|我们单元|我住的");

    /** The home of who writes; null: it is not known, or no longer in the directory. */
    static @Nullable Home of(Visit visit) {
        if (visit.resident().home() == null) {
            return null;
        }
        return visit.directory()
                .place(visit.resident().home())
                .map(place ->
                        new Home(place, place.fullName() + visit.resident().homeRoom(), visit))
                .orElse(null);
    }

    /** The place in words said in the middle of a dialog: 我家, for who has told where that is. */
    static HeardPlace heard(String words, PlaceReading reading, Visit visit) {
        Home home = of(visit);
        return home != null && AT_HOME.matcher(words).find() ? home.in(reading) : DialogRunner.heard(reading);
    }

    /** A place as the resident said it, made complete by where they live: no place, or one that their home is in, is their home. */
    HeardPlace in(PlaceReading reading) {
        boolean nothing = reading.places().isEmpty() && !reading.named();
        List<Place> around = reading.places().stream()
                .filter(each -> visit.directory().isWithin(place, each))
                .toList();
        boolean half = reading.places().size() > 1
                || (reading.places().size() == 1 && reading.places().get(0).kind() == Place.Kind.BUILDING);
        if (!nothing && !(half && !around.isEmpty())) {
            return DialogRunner.heard(reading);
        }
        String said = nothing || reading.room().isEmpty() ? name : place.fullName() + reading.room();
        return new HeardPlace(
                List.of(new HeardPlace.Candidate(String.valueOf(place.id().value()), said)), true, true);
    }
}
