package org.bandeng.dialog;

import java.util.List;

/**
 * A place as heard in a resident's words.
 *
 * @param places none: no known place was named; one: this place; several: it could be any of them
 * @param complete whether the one place is as fine as its kind goes, so that nobody needs to ask which unit
 * @param named whether some place was named at all, known or not
 * @param wide whether it is a whole compound or street, where nobody finds anything by its name
 */
public record HeardPlace(List<Candidate> places, boolean complete, boolean named, boolean wide) {

    /** No place was named. */
    public static final HeardPlace NOWHERE = new HeardPlace(List.of(), false, false);

    public HeardPlace {
        places = List.copyOf(places);
    }

    /** A building or what is in it, or a spot. */
    public HeardPlace(List<Candidate> places, boolean complete, boolean named) {
        this(places, complete, named, false);
    }

    boolean isOne() {
        return places.size() == 1;
    }

    boolean isAmbiguous() {
        return places.size() > 1;
    }

    /** Whether it is clear which place is meant, down to the unit. */
    boolean isClear() {
        return isOne() && complete;
    }

    Candidate one() {
        return places.get(0);
    }
}
