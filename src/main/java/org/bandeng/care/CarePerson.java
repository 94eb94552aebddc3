package org.bandeng.care;

import java.time.DayOfWeek;
import java.time.LocalTime;
import org.bandeng.community.StaffId;

/**
 * Somebody who is looked after. Only the steward and the coordinator ever see this.
 *
 * @param who kept encrypted
 * @param consent who agreed to what, when and how
 * @param steward goes there
 * @param coordinator rings up when nobody answers
 * @param day of the visit, every week
 * @param at when the steward is asked to go
 */
public record CarePerson(
        long id, Who who, String consent, StaffId steward, StaffId coordinator, DayOfWeek day, LocalTime at) {

    /**
     * Who it is.
     *
     * @param place where they live, to the room
     * @param phone theirs; empty: none
     * @param relative somebody to ring if they do not answer, with the number; empty: nobody
     * @param note what to look out for; empty: nothing
     */
    public record Who(String name, String place, String phone, String relative, String note) {}

    /** Whether somebody may know of them. */
    public boolean isKnownTo(StaffId staff) {
        return staff.equals(steward) || staff.equals(coordinator);
    }
}
