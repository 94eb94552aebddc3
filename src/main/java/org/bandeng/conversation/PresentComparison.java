package org.bandeng.conversation;

import org.bandeng.dialog.Script;
import org.bandeng.issue.Comparison;
import org.bandeng.understanding.Likeness;
import org.springframework.stereotype.Component;

/** Tickets are compared as the dialogs of the moment have it. */
@Component
class PresentComparison implements Comparison {

    private final Dialogs dialogs;

    PresentComparison(Dialogs dialogs) {
        this.dialogs = dialogs;
    }

    @Override
    public Likeness likeness() {
        return dialogs.edition().understanding().likeness();
    }

    @Override
    public boolean spreads(String category) {
        return dialogs.scripts()
                .named(category)
                .map(Script::head)
                .filter(Script.Head::spreads)
                .isPresent();
    }
}
