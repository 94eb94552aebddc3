package org.bandeng.inbox;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.WebSession;

/**
 * What somebody typed into a form that was refused: it stands there again when the page says why.
 *
 * @param action the form
 */
record Typed(String number, String action, String note) implements Serializable {

    private static final String ATTRIBUTE = "typed";

    /** Keeps it for the next page. */
    void keep(WebSession session) {
        session.getAttributes().put(ATTRIBUTE, this);
    }

    /** What is kept for a ticket's page, once; null: nothing. */
    static @Nullable Typed taken(WebSession session, String number) {
        return session.getAttributes().remove(ATTRIBUTE) instanceof Typed typed && typed.number.equals(number)
                ? typed
                : null;
    }
}
