package org.bandeng.ticket;

import org.bandeng.community.Scope;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody of the staff sees of all tickets: those of their part of the community, and those that they have themselves.
 *
 * @param staff null: nobody in particular
 */
public record Sight(@Nullable StaffId staff, Scope scope) {

    /** Every ticket. */
    public static final Sight ALL = new Sight(null, Scope.EVERYWHERE);

    /** Whether they see it. */
    public boolean covers(Ticket ticket) {
        return scope.contains(ticket.place()) || staff != null && staff.equals(ticket.assignee());
    }
}
