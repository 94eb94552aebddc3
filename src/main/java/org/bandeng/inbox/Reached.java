package org.bandeng.inbox;

import org.bandeng.community.Resident;
import org.bandeng.outbox.Reachability;

/**
 * How a resident can be reached now, for who is about to write.
 *
 * @param kind open, closed, unfollowed or erased; the words for it are in the messages
 * @param left messages that may still be sent
 * @param until when that ends; empty: it has
 * @param untilAt the same for a clock, ISO 8601
 */
record Reached(String kind, int left, String until, String untilAt) {

    static Reached of(Resident resident, Reachability reachability, Times times) {
        String until = reachability.serviceUntil() == null ? "" : times.show(reachability.serviceUntil());
        String at = String.valueOf(reachability.serviceUntil());
        if (resident.isErased()) {
            return new Reached("erased", 0, "", "");
        }
        if (!reachability.followed()) {
            return new Reached("unfollowed", 0, "", "");
        }
        if (reachability.takesText()) {
            return new Reached("open", reachability.serviceLeft(), until, at);
        }
        return new Reached(until.isEmpty() ? "closed" : "used-up", 0, until, "");
    }
}
