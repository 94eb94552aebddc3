package org.bandeng.ticket;

import java.util.Locale;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.jspecify.annotations.Nullable;

/**
 * Who did something to a ticket.
 *
 * @param staff set for staff and stewards only
 */
public record Actor(Kind kind, @Nullable StaffId staff) {

    /** A resident who reported it. */
    public static final Actor RESIDENT = new Actor(Kind.RESIDENT, null);

    /** A neighbour of theirs who follows it. */
    public static final Actor NEIGHBOUR = new Actor(Kind.NEIGHBOUR, null);

    /** A rule of the program. */
    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null);

    /** Somebody at a desk, who sees all tickets. */
    public static Actor staff(StaffId id) {
        return new Actor(Kind.STAFF, id);
    }

    /** Somebody with WeChat only, who deals with what was given to them: a steward, a volunteer, a fitter. */
    public static Actor steward(StaffId id) {
        return new Actor(Kind.STEWARD, id);
    }

    /** Somebody who works here, with a desk or without. */
    public static Actor of(StaffMember member) {
        return member.role() == StaffMember.Role.STEWARD ? steward(member.id()) : staff(member.id());
    }

    /** The kinds of actor. */
    public enum Kind {
        RESIDENT,
        NEIGHBOUR,
        STEWARD,
        STAFF,
        SYSTEM;

        /** The name in the database and in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
