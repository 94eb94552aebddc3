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
    /** 等待中: for the resident, for parts, for another office. */
    WAITING,
    /** 已办结, not yet confirmed by who reported it. */
    RESOLVED,
    /** The end of a ticket that was dealt with; {@link Outcome} says how. */
    CLOSED,
    /** The end of a ticket that was taken back. */
    WITHDRAWN,
    /** 已合并: another ticket goes on for both. */
    MERGED;

    /** Whether somebody still has to do something. */
    public boolean isOpen() {
        return TicketAction.WITHDRAW.isPossibleFrom(this);
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
