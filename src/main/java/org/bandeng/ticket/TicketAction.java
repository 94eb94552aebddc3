package org.bandeng.ticket;

import static org.bandeng.ticket.Actor.Kind.NEIGHBOUR;
import static org.bandeng.ticket.Actor.Kind.RESIDENT;
import static org.bandeng.ticket.Actor.Kind.STAFF;
import static org.bandeng.ticket.Actor.Kind.STEWARD;
import static org.bandeng.ticket.Actor.Kind.SYSTEM;
import static org.bandeng.ticket.TicketStatus.ACCEPTED;
import static org.bandeng.ticket.TicketStatus.CLOSED;
import static org.bandeng.ticket.TicketStatus.DISPATCHED;
import static org.bandeng.ticket.TicketStatus.IN_PROGRESS;
import static org.bandeng.ticket.TicketStatus.MERGED;
import static org.bandeng.ticket.TicketStatus.OPENED;
import static org.bandeng.ticket.TicketStatus.RESOLVED;
import static org.bandeng.ticket.TicketStatus.WAITING;
import static org.bandeng.ticket.TicketStatus.WITHDRAWN;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to a ticket: the table of its state machine. Each line says from where, to where and by whom; whatever is in
 * no line is refused. {@code docs/tickets.md} shows it as a picture.
 */
public enum TicketAction {
    /** 点单: somebody reports it. A dispatcher has it until it is dispatched. */
    OPEN(Set.of(), OPENED, by(RESIDENT, STEWARD, STAFF, SYSTEM)),
    /** 派单: gives it to an office or a person, by a rule or by hand. */
    DISPATCH(Sets.OPEN, DISPATCHED, by(STEWARD, STAFF, SYSTEM)),
    /** 接单: takes it. */
    ACCEPT(from(OPENED, DISPATCHED), ACCEPTED, by(STEWARD, STAFF)),
    /** 退回: whoever was asked or has it cannot do it; the next in line is asked. */
    DECLINE(from(DISPATCHED, ACCEPTED, IN_PROGRESS), DISPATCHED, by(STEWARD, STAFF, SYSTEM)),
    /** Begins the work. */
    START(from(ACCEPTED), IN_PROGRESS, by(STEWARD, STAFF)),
    /** 等待: for the resident, for parts, for another office. */
    WAIT(from(ACCEPTED, IN_PROGRESS), WAITING, by(STEWARD, STAFF)),
    /** The waiting is over. */
    RESUME(from(WAITING), IN_PROGRESS, by(STEWARD, STAFF, SYSTEM)),
    /** 上报: the next level has it, because it stalled or because somebody says that it must. */
    ESCALATE(Sets.OPEN, DISPATCHED, by(STEWARD, STAFF, SYSTEM)),
    /** 办结: says what was done, or why it cannot be done. */
    RESOLVE(from(ACCEPTED, IN_PROGRESS, WAITING), RESOLVED, by(STEWARD, STAFF)),
    /** Ends it, because the residents confirm it or have not answered. */
    CLOSE(from(RESOLVED), CLOSED, by(SYSTEM)),
    /** Takes it up again. */
    REOPEN(from(RESOLVED, CLOSED), DISPATCHED, by(RESIDENT, NEIGHBOUR, STAFF, SYSTEM)),
    /** 撤回: the matter is off. */
    WITHDRAW(Sets.OPEN, WITHDRAWN, by(RESIDENT, STAFF)),
    /** 合并: another ticket goes on for both; who reported this one follows that. */
    MERGE(Sets.OPEN, MERGED, by(STAFF)),

    /** 进展: a word on how it goes. */
    NOTE(Sets.ALIVE, null, by(STEWARD, STAFF, SYSTEM)),
    /** 补充: a resident adds words or a picture. */
    ADD(Sets.ALIVE, null, by(RESIDENT, NEIGHBOUR)),
    /** 催办: a resident asks when it will be done. */
    URGE(Sets.OPEN, null, by(RESIDENT, NEIGHBOUR)),
    /** 关注: a neighbour reports the same thing. */
    JOIN(Sets.OPEN, null, by(NEIGHBOUR)),
    /** 评单: the mark of one who reported it; of somebody without WeChat staff write it down. */
    RATE(from(RESOLVED, CLOSED), null, by(RESIDENT, NEIGHBOUR, STAFF)),
    /** 提醒: it will soon be due. */
    REMIND(Sets.ALIVE, null, by(SYSTEM)),
    /** 超时: it is overdue and there is no higher level; it is told again and again. */
    OVERDUE(Sets.OPEN, null, by(SYSTEM)),
    /** 分办: another party has to do something for it, too. */
    ADD_TASK(Sets.OPEN, null, by(STEWARD, STAFF)),
    /** Another party has done its part. */
    FINISH_TASK(Sets.ALIVE, null, by(STEWARD, STAFF)),
    /** 回访: another than the handler has asked the resident how it was. */
    CALL_BACK(Sets.ALIVE, null, by(STAFF)),
    /** 关联: it belongs together with another. */
    LINK(Sets.ALIVE, null, by(STAFF)),
    /** 标签: other words to find it by. */
    TAG(Sets.ALIVE, null, by(STAFF)),
    /** 优先级: it comes earlier or later than others. */
    PRIORITIZE(Sets.OPEN, null, by(STAFF)),
    /** 改类别: it is about something else than was understood. */
    RECATEGORIZE(Sets.ALIVE, null, by(STAFF)),
    /** 改地点: it is somewhere else than was understood. */
    RELOCATE(Sets.OPEN, null, by(RESIDENT, NEIGHBOUR, STAFF));

    private final Set<TicketStatus> from;
    private final @Nullable TicketStatus to;
    private final Set<Actor.Kind> by;

    TicketAction(Set<TicketStatus> from, @Nullable TicketStatus to, Set<Actor.Kind> by) {
        this.from = from;
        this.to = to;
        this.by = by;
    }

    private static final class Sets {
        private static final Set<TicketStatus> OPEN = EnumSet.of(OPENED, DISPATCHED, ACCEPTED, IN_PROGRESS, WAITING);
        private static final Set<TicketStatus> ALIVE =
                EnumSet.of(OPENED, DISPATCHED, ACCEPTED, IN_PROGRESS, WAITING, RESOLVED, CLOSED);
    }

    private static Set<TicketStatus> from(TicketStatus first, TicketStatus... more) {
        return EnumSet.of(first, more);
    }

    private static Set<Actor.Kind> by(Actor.Kind first, Actor.Kind... more) {
        return EnumSet.of(first, more);
    }

    /** Where a ticket that stands at {@code status} stands after it. */
    public TicketStatus leadsTo(TicketStatus status) {
        return to == null ? status : to;
    }

    /** Whether it moves the ticket; else it is noted in its history. */
    public boolean moves() {
        return to != null;
    }

    public boolean isPossibleFrom(TicketStatus status) {
        return from.contains(status);
    }

    public boolean isPossibleBy(Actor.Kind actor) {
        return by.contains(actor);
    }

    /** The name in the database, in URLs and message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TicketAction ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
