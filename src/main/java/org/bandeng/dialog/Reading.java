package org.bandeng.dialog;

import org.jspecify.annotations.Nullable;

/**
 * What was read out of a resident's words before a dialog hears them. Reading needs the directory and the clock, so it
 * happens outside.
 *
 * @param place the place named
 * @param time the time named; null: none
 * @param matter the script that deals with what the words are about; empty: not sure, or about nothing
 * @param alarm the danger that they speak of; empty: none
 */
public record Reading(HeardPlace place, @Nullable HeardTime time, String matter, String alarm) {

    /** Nothing could be read out of them. */
    public static final Reading NOTHING = new Reading(HeardPlace.NOWHERE, null, "", "");

    /** Only a place was named. */
    public static Reading of(HeardPlace place) {
        return new Reading(place, null, "", "");
    }

    /** The same, with another opinion about the place. */
    public Reading at(HeardPlace other) {
        return new Reading(other, time, matter, alarm);
    }
}
