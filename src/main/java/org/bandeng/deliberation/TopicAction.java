package org.bandeng.deliberation;

import static org.bandeng.deliberation.TopicStatus.CLOSED;
import static org.bandeng.deliberation.TopicStatus.COLLECTING;
import static org.bandeng.deliberation.TopicStatus.DECIDED;
import static org.bandeng.deliberation.TopicStatus.NOT_DECIDED;
import static org.bandeng.deliberation.TopicStatus.REFUSED;
import static org.bandeng.deliberation.TopicStatus.REPORTED;
import static org.bandeng.deliberation.TopicStatus.SCHEDULED;
import static org.bandeng.deliberation.TopicStatus.SUBMITTED;
import static org.bandeng.deliberation.TopicStatus.VOTING;
import static org.bandeng.deliberation.TopicStatus.WITHDRAWN;
import static org.bandeng.ticket.Actor.Kind.RESIDENT;
import static org.bandeng.ticket.Actor.Kind.STAFF;
import static org.bandeng.ticket.Actor.Kind.STEWARD;
import static org.bandeng.ticket.Actor.Kind.SYSTEM;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.bandeng.ticket.Actor;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to a topic: the table of its state machine. Each line says from where, to where and by whom; whatever is in no
 * line is refused.
 */
public enum TopicAction {
    /** 提议: somebody wants it deliberated. */
    RAISE(Set.of(), COLLECTING, by(RESIDENT, STEWARD, STAFF, SYSTEM)),
    /** 附议: another home wants it, too. */
    SUPPORT(from(COLLECTING, SUBMITTED, SCHEDULED), null, by(RESIDENT)),
    /** Enough want it, or somebody of the staff says that it need not wait for that. */
    SUBMIT(from(COLLECTING), SUBMITTED, by(STAFF, SYSTEM)),
    /** 不上会: with the reason. */
    REFUSE(from(COLLECTING, SUBMITTED), REFUSED, by(STAFF)),
    /** 排期: says when and where; again if that changes. */
    SCHEDULE(from(SUBMITTED, SCHEDULED), SCHEDULED, by(STAFF)),
    /** 表决: asks all who may for their vote. */
    BALLOT(from(SCHEDULED), VOTING, by(STAFF)),
    /** 提醒: asks those once more who have not voted. */
    REMIND(from(VOTING), null, by(SYSTEM)),
    /** 议定: says what was decided at the table. */
    DECIDE(from(SCHEDULED), DECIDED, by(STAFF)),
    /** 通过: the vote has decided it; nobody else does while it is open. */
    PASS(from(VOTING), DECIDED, by(SYSTEM)),
    /** 没议成: says why, and that it is over; a vote that fails goes back to the table. */
    LEAVE(from(SCHEDULED), NOT_DECIDED, by(STAFF)),
    /** 没通过: too few voted, or for nothing enough; what then, is for the table to say. */
    FAIL(from(VOTING), SCHEDULED, by(SYSTEM)),
    /** 进展: a word on how it goes. */
    PROGRESS(from(DECIDED), null, by(STAFF, SYSTEM)),
    /** 交办: what was decided is handed out, by whom and by when. */
    MEASURE(from(DECIDED), null, by(STEWARD, STAFF)),
    /** 反馈: what was decided is done. */
    REPORT(from(DECIDED), REPORTED, by(STAFF)),
    /** 评: what somebody thinks of the outcome. */
    RATE(from(REPORTED, CLOSED), null, by(RESIDENT)),
    /** Nobody is asked any more. */
    CLOSE(from(REPORTED), CLOSED, by(SYSTEM)),
    /** 撤回: whoever raised it takes it back. */
    WITHDRAW(from(COLLECTING, SUBMITTED), WITHDRAWN, by(RESIDENT, STAFF));

    private final Set<TopicStatus> from;
    private final @Nullable TopicStatus to;
    private final Set<Actor.Kind> by;

    TopicAction(Set<TopicStatus> from, @Nullable TopicStatus to, Set<Actor.Kind> by) {
        this.from = from;
        this.to = to;
        this.by = by;
    }

    private static Set<TopicStatus> from(TopicStatus first, TopicStatus... more) {
        return EnumSet.of(first, more);
    }

    private static Set<Actor.Kind> by(Actor.Kind first, Actor.Kind... more) {
        return EnumSet.of(first, more);
    }

    /** Where a topic that stands at {@code status} stands after it. */
    public TopicStatus leadsTo(TopicStatus status) {
        return to == null ? status : to;
    }

    /** Whether it can be done to a topic that stands there, by that kind of actor. */
    public boolean isPossible(TopicStatus status, Actor.Kind actor) {
        return from.contains(status) && by.contains(actor);
    }

    /** The name in the database, in URLs and message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TopicAction ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
