package org.bandeng.conversation;

import org.bandeng.deliberation.ForumRules;
import org.bandeng.deliberation.Forums;
import org.springframework.stereotype.Component;

/** The forums in the folder of the dialogs, as they are published now. */
@Component
class PresentForums implements ForumRules {

    private final Dialogs dialogs;

    PresentForums(Dialogs dialogs) {
        this.dialogs = dialogs;
    }

    @Override
    public Forums forums() {
        return dialogs.edition().forums();
    }
}
