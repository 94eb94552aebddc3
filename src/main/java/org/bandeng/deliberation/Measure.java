package org.bandeng.deliberation;

import java.time.LocalDate;
import java.util.Locale;
import org.bandeng.ticket.TicketNumber;

/**
 * 举措: something that was decided to be done, which a ticket carries out.
 *
 * @param topic the number of the topic that it was decided in
 * @param position counts the measures of a topic, from 1 on
 * @param what word for word as it was decided
 * @param who said that they would do it, as they are known
 * @param dueOn the day by whose end it is to be done
 * @param struck why it is not done any more; empty: it is to be done
 */
public record Measure(
        long id,
        long topic,
        int position,
        String what,
        String who,
        LocalDate dueOn,
        TicketNumber ticket,
        State state,
        String struck) {

    /** How far it is. */
    public enum State {
        OPEN,
        /** Open, and its day is over. */
        LATE,
        DONE,
        /** It could not be done; the ticket says why. */
        EXPLAINED,
        /** It is not to be done any more, for a reason that everybody may read. */
        STRUCK;

        /** The name in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether somebody still has to do something. */
        public boolean isOpen() {
            return this == OPEN || this == LATE;
        }
    }
}
