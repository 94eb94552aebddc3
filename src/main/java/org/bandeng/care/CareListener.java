package org.bandeng.care;

import org.bandeng.community.StaffId;
import reactor.core.publisher.Mono;

/** Whoever tells the steward and the coordinator; called in the transaction that brings it about. */
public interface CareListener {

    Mono<Void> news(CareVisit visit, StaffId who, News what);

    /** What they must know. */
    enum News {
        /** To the steward: today is the day. */
        VISIT,
        /** To the steward: please go once more. */
        AGAIN,
        /** To the coordinator: nobody answered twice; please ring up within the hour. */
        CALL,
        /** To the coordinator: the steward has not said anything; please ring up within the hour. */
        SILENT,
        /** To both: the hour is over and nobody has said anything. */
        OVERDUE,
        /** To both: nobody answers the telephone; somebody must go there now. */
        ALARM,
        /** To the other one: all is well. */
        WELL
    }
}
