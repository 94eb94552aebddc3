package org.bandeng.conversation;

import org.bandeng.dialog.Notices;
import org.bandeng.dialog.Scripts;
import org.springframework.stereotype.Component;

/** The dialogs that residents meet now; a new edition takes the place of the old one as a whole. */
@Component
public class Dialogs {

    private volatile Edition present;

    Dialogs(DialogProperties properties) {
        present = Edition.read(properties.path().toAbsolutePath().normalize());
    }

    /** The edition of this moment; take it once a turn, so that a turn has only one. */
    public Edition edition() {
        return present;
    }

    public Scripts scripts() {
        return edition().scripts();
    }

    public Notices notices() {
        return edition().notices();
    }

    void publish(Edition next) {
        present = next;
    }
}
