package org.bandeng.dialog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read out of a resident's words before a dialog hears them. Reading needs the directory and the clock, so it
 * happens outside.
 *
 * @param place the place named
 * @param time the time named; null: none
 * @param matter the script that deals with what the words are about; empty: not sure, or about nothing
 * @param alarm the danger that they speak of; empty: none
 * @param likely the scripts of which one probably deals with it, best first, if that is not sure; empty: there is no telling
 * @param further other requests in the same words, to be taken one after the other
 */
public record Reading(
        HeardPlace place,
        @Nullable HeardTime time,
        String matter,
        String alarm,
        List<String> likely,
        List<Input.Words> further) {

    /** Nothing could be read out of them. */
    public static final Reading NOTHING = new Reading(HeardPlace.NOWHERE, null, "", "");

    public Reading {
        // Conversations from before an update have neither.
        likely = likely == null ? List.of() : List.copyOf(likely);
        further = further == null ? List.of() : List.copyOf(further);
    }

    /** One request at most, and no doubt about it. */
    public Reading(HeardPlace place, @Nullable HeardTime time, String matter, String alarm) {
        this(place, time, matter, alarm, List.of(), List.of());
    }

    /** Only a place was named. */
    public static Reading of(HeardPlace place) {
        return new Reading(place, null, "", "");
    }

    /** The same, with another opinion about the place. */
    public Reading at(HeardPlace other) {
        return new Reading(other, time, matter, alarm, likely, further);
    }

    /** The same, with other requests beside it. */
    public Reading and(List<Input.Words> others) {
        return new Reading(place, time, matter, alarm, likely, others);
    }
}
