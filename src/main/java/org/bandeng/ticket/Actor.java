package org.bandeng.ticket;

import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * Who did something to a ticket.
 *
 * @param staff set for staff only
 */
public record Actor(Kind kind, @Nullable StaffId staff) {

    /** The resident who reported it. */
    public static final Actor RESIDENT = new Actor(Kind.RESIDENT, null);

    /** A neighbour of theirs who follows it. */
    public static final Actor NEIGHBOUR = new Actor(Kind.NEIGHBOUR, null);

    /** A rule of the program. */
    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null);

    public static Actor staff(StaffId id) {
        return new Actor(Kind.STAFF, id);
    }

    /** The kinds of actor. */
    public enum Kind {
        RESIDENT,
        NEIGHBOUR,
        STAFF,
        SYSTEM
    }
}
