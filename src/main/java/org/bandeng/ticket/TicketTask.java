package org.bandeng.ticket;

import java.time.Instant;
import java.util.Locale;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does for a ticket beside its assignee.
 *
 * @param office who answers for it
 * @param assignee who has it in person; null: nobody yet
 * @param notBy who must not do it; null: anybody may
 * @param doneAt null: it is still to be done
 */
public record TicketTask(
        long id,
        TicketId ticket,
        Kind kind,
        String title,
        String office,
        @Nullable StaffId assignee,
        @Nullable StaffId notBy,
        Instant dueAt,
        @Nullable Instant doneAt,
        @Nullable StaffId doneBy,
        String result) {

    /** Whether somebody still has to do it. */
    public boolean isOpen() {
        return doneAt == null;
    }

    /** The kinds of task. */
    public enum Kind {
        /** 分办: what one of several parties does; the ticket cannot be resolved before. */
        PART,
        /** 回访: another than the handler asks the resident how it was. */
        CALL_BACK;

        /** The name in the database and in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
