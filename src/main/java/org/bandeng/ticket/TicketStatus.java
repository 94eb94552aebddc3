package org.bandeng.ticket;

import java.util.Locale;

/** Where a ticket stands. */
public enum TicketStatus {
    /** Registered; nobody answers for it yet. */
    OPENED,
    /** 已派单: an office or a person answers for it. */
    DISPATCHED,
    /** 已接单: somebody has taken it. */
    ACCEPTED,
    /** 处理中. */
    IN_PROGRESS,
    /** 已办结, not yet rated by who reported it. */
    RESOLVED,
    /** Rated; only passed through on the way to {@link #CLOSED} or back. */
    RATED,
    /** The end of a ticket that was dealt with. */
    CLOSED,
    /** The end of a ticket that was taken back. */
    WITHDRAWN;

    /** Whether somebody still has to do something. */
    public boolean isOpen() {
        return this == OPENED || this == DISPATCHED || this == ACCEPTED || this == IN_PROGRESS;
    }

    /** The name in the database. */
    public String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name in URLs, notices and message keys. */
    public String code() {
        return stored().replace('_', '-');
    }

    static TicketStatus ofStored(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
