package org.bandeng.conversation;

import org.bandeng.community.OfficeCalendar;
import org.bandeng.ticket.Routing;
import org.bandeng.ticket.RoutingRules;
import org.springframework.stereotype.Component;

/** The rules in the folder of the dialogs, as they are published now. */
@Component
class PresentRouting implements RoutingRules {

    private final Dialogs dialogs;

    PresentRouting(Dialogs dialogs) {
        this.dialogs = dialogs;
    }

    @Override
    public Routing routing() {
        return dialogs.edition().routing();
    }

    @Override
    public OfficeCalendar calendar() {
        return dialogs.edition().calendar();
    }
}
