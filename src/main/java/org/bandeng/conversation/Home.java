package org.bandeng.conversation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.HeardPlace;
import org.bandeng.understanding.PlaceReading;
import org.jspecify.annotations.Nullable;

/**
 * Where a resident lives.
 *
 * @param name with the room, if it is known
 */
public record Home(Place place, String name, Directory directory) {

    private static final Pattern AT_HOME = Pattern.compile("我家|我们家|咱家|家里|家门口|我们楼|我们单元|我住的");

    /**
     * The home at a place, with its room.
     *
     * @param id null: not known
     * @return empty if it is not known, or no longer in the directory
     */
    public static Optional<Home> at(@Nullable PlaceId id, String room, Directory directory) {
        return id == null
                ? Optional.empty()
                : directory.place(id).map(place -> new Home(place, place.fullName() + room, directory));
    }

    Candidate candidate() {
        return new Candidate(String.valueOf(place.id().value()), name);
    }

    /**
     * The place in somebody's words, in the light of where they live: 我家, and a building or a door that could be several are
     * theirs if theirs is among them.
     */
    static HeardPlace heard(String words, PlaceReading reading, @Nullable Home home) {
        if (home == null) {
            return heard(reading);
        }
        return AT_HOME.matcher(words).find() || !reading.places().isEmpty() ? home.in(words, reading) : heard(reading);
    }

    private HeardPlace in(String words, PlaceReading reading) {
        boolean nothing = reading.places().isEmpty() && !reading.named();
        boolean half = reading.places().size() > 1
                || (reading.places().size() == 1 && reading.places().get(0).kind() == Place.Kind.BUILDING);
        boolean around = reading.places().stream().anyMatch(each -> directory.isWithin(place, each));
        boolean athome = nothing && AT_HOME.matcher(words).find();
        if (!athome && !(half && around)) {
            return heard(reading);
        }
        String said = nothing || reading.detail().isEmpty() ? name : place.fullName() + reading.detail();
        return new HeardPlace(List.of(new Candidate(String.valueOf(place.id().value()), said)), true, true);
    }

    /** The places of a reading in the words of dialogs. */
    static HeardPlace heard(PlaceReading reading) {
        List<Candidate> candidates = reading.places().stream()
                .map(place -> new Candidate(String.valueOf(place.id().value()), place.fullName() + reading.detail()))
                .toList();
        boolean wide = reading.places().stream().anyMatch(place -> place.kind() == Place.Kind.COMPOUND);
        boolean complete =
                reading.places().size() == 1 && !wide && reading.places().get(0).kind() != Place.Kind.BUILDING;
        return new HeardPlace(candidates, complete, reading.named(), wide);
    }
}
