package org.bandeng.ticket;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.bandeng.community.OfficeCalendar;
import org.bandeng.community.WorkingTime;
import org.bandeng.ticket.Routing.Limits;

/**
 * By when things must be done: in the office's working time, and by the clock for what is urgent.
 *
 * @param zone where the office is
 */
record Deadlines(Routing routing, OfficeCalendar calendar, ZoneId zone) {

    private static final int ALL = 100;

    /** Somebody is asked: from now on both limits of their level run. */
    Promise asked(Promise who, Limits limits, boolean urgent, Instant now) {
        Instant accept = by(limits.accept(), urgent, now);
        return who.due(between(now, accept, urgent), accept, by(limits.resolve(), urgent, now));
    }

    /** Somebody else of the same level is asked: they have their own time to accept, the time for the whole goes on. */
    Promise askedToo(Promise who, Limits limits, boolean urgent, Instant now) {
        Promise asked = asked(who, limits, urgent, now);
        Instant whole = who.resolveBy();
        Instant accept = asked.dueAt();
        if (whole == null || accept == null || !whole.isAfter(now)) {
            return asked;
        }
        return accept.isBefore(whole)
                ? asked.due(asked.remindAt(), accept, whole)
                : asked.due(between(now, whole, urgent), whole, whole);
    }

    /** Somebody has accepted: the time to resolve it is what counts now. */
    Promise accepted(Promise promise, boolean urgent, Instant now) {
        Instant resolve = promise.resolveBy();
        return resolve == null ? promise : promise.due(between(now, resolve, urgent), resolve, resolve);
    }

    /** It waits until then. */
    Promise waits(Promise promise, Waiting.For what, Instant until, Instant now) {
        Instant resolve = promise.resolveBy();
        Instant told = instant(local(until));
        Instant due = what.stopsTheClock() || resolve == null || told.isBefore(resolve) ? told : resolve;
        return promise.due(between(now, due, true), due, resolve);
    }

    /** The waiting is over; what of it does not count is added to the time there is. */
    Promise resumed(Promise promise, Waiting waiting, boolean urgent, Instant now) {
        Instant resolve = promise.resolveBy();
        if (resolve == null || !waiting.what().stopsTheClock()) {
            return accepted(promise, urgent, now);
        }
        Duration left = time(urgent).between(local(waiting.since()), local(resolve));
        Instant later = by(left, urgent, now);
        return promise.due(between(now, later, urgent), later, later);
    }

    /** It is resolved; who reported it is asked, asked once more, and then asked no longer. */
    Promise resolved(Promise promise, Instant now) {
        Routing.After after = routing.after();
        return promise.due(now.plus(after.remind()), now.plus(after.unconfirmed()), null);
    }

    /** It has ended. */
    Promise closed(Promise promise, boolean checkAgain, Instant now) {
        Duration check = routing.after().check();
        return promise.due(checkAgain && !check.isZero() ? now.plus(check) : null, null, null);
    }

    /** It is overdue where nobody is above: they have the same time again. */
    Promise again(Promise promise, TicketStatus status, Limits limits, boolean urgent, Instant now) {
        Instant resolve = by(limits.resolve(), urgent, now);
        Instant due = status == TicketStatus.OPENED || status == TicketStatus.DISPATCHED
                ? by(limits.accept(), urgent, now)
                : resolve;
        return promise.due(between(now, due, urgent), due, resolve);
    }

    private Instant by(Duration limit, boolean urgent, Instant now) {
        return instant(time(urgent).deadline(local(now), limit));
    }

    /** When so much of the time between is used up that somebody must be reminded. */
    private Instant between(Instant now, Instant due, boolean urgent) {
        WorkingTime time = time(urgent);
        Duration whole = time.between(local(now), local(due));
        return instant(time.deadline(
                local(now), whole.multipliedBy(routing.remindPercent()).dividedBy(ALL)));
    }

    /** An office that is never open would keep nothing: then the clock counts. */
    private WorkingTime time(boolean urgent) {
        return new WorkingTime(urgent || !calendar.hasHours() ? OfficeCalendar.always() : calendar);
    }

    private LocalDateTime local(Instant instant) {
        return instant.atZone(zone).toLocalDateTime();
    }

    /** To the whole minute, in favour of who must keep it: that is how it is told. */
    private Instant instant(LocalDateTime local) {
        LocalDateTime minute = local.truncatedTo(ChronoUnit.MINUTES);
        return (minute.equals(local) ? local : minute.plusMinutes(1))
                .atZone(zone)
                .toInstant();
    }
}
