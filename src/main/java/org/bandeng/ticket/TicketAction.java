package org.bandeng.ticket;

import static org.bandeng.ticket.TicketStatus.ACCEPTED;
import static org.bandeng.ticket.TicketStatus.CLOSED;
import static org.bandeng.ticket.TicketStatus.DISPATCHED;
import static org.bandeng.ticket.TicketStatus.IN_PROGRESS;
import static org.bandeng.ticket.TicketStatus.OPENED;
import static org.bandeng.ticket.TicketStatus.RATED;
import static org.bandeng.ticket.TicketStatus.RESOLVED;
import static org.bandeng.ticket.TicketStatus.WITHDRAWN;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be done to a ticket: the table of its state machine. */
public enum TicketAction {
    /** 派单: gives it to an office or a person. */
    DISPATCH(DISPATCHED, OPENED, DISPATCHED, ACCEPTED, IN_PROGRESS),
    /** 接单: takes it. */
    ACCEPT(ACCEPTED, OPENED, DISPATCHED),
    /** Begins the work. */
    START(IN_PROGRESS, ACCEPTED),
    /** 办结: says what was done. */
    RESOLVE(RESOLVED, ACCEPTED, IN_PROGRESS),
    /** 评单: the resident's mark. */
    RATE(RATED, RESOLVED),
    /** Ends it for good. */
    CLOSE(CLOSED, RESOLVED, RATED),
    /** Takes it up again. */
    REOPEN(DISPATCHED, RESOLVED, RATED, CLOSED),
    /** 撤回: the matter is off. */
    WITHDRAW(WITHDRAWN, OPENED, DISPATCHED, ACCEPTED, IN_PROGRESS),
    /** 补充: a resident adds words or a picture. */
    ADD(null, OPENED, DISPATCHED, ACCEPTED, IN_PROGRESS, RESOLVED, RATED, CLOSED),
    /** 催办: a resident asks when it will be done. */
    URGE(null, OPENED, DISPATCHED, ACCEPTED, IN_PROGRESS),
    /** 关注: a neighbour reports the same thing. */
    JOIN(null, OPENED, DISPATCHED, ACCEPTED, IN_PROGRESS),
    /** 改类别: it is about something else than was understood. */
    RECATEGORIZE(null, OPENED, DISPATCHED, ACCEPTED, IN_PROGRESS, RESOLVED, RATED, CLOSED),
    /** 改地点: it is somewhere else than was understood. */
    RELOCATE(null, OPENED, DISPATCHED, ACCEPTED, IN_PROGRESS);

    private final @Nullable TicketStatus to;
    private final Set<TicketStatus> from;

    TicketAction(@Nullable TicketStatus to, TicketStatus first, TicketStatus... more) {
        this.to = to;
        this.from = EnumSet.of(first, more);
    }

    /** Where a ticket that stands at {@code status} stands after it. */
    public TicketStatus from(TicketStatus status) {
        return to == null ? status : to;
    }

    /** Whether it moves the ticket in any case; else it is noted in its history. */
    public boolean moves() {
        return to != null;
    }

    public boolean isPossibleFrom(TicketStatus status) {
        return from.contains(status);
    }

    /** The name in URLs and message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
