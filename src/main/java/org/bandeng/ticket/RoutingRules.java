package org.bandeng.ticket;

import org.bandeng.community.OfficeCalendar;

/** The rules that hold now; whoever keeps the files implements it. */
public interface RoutingRules {

    Routing routing();

    OfficeCalendar calendar();
}
