package org.bandeng.conversation;

import java.time.Instant;
import java.util.List;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.TicketStatus;
import org.jspecify.annotations.Nullable;

/**
 * A ticket that concerns a resident, with what they were last told about it.
 *
 * @param title of the category
 * @param place of a neighbour's matter without the room, or empty: the door is not told
 * @param own whether they reported it themselves
 * @param about words by which residents speak of such a matter later: 灯, 照明
 * @param toldAt when they were last told or asked something about it, or it was opened; never null
 * @param surveyAt when they were asked to rate it and have not yet; null: they were not, or have
 */
public record Matter(
        TicketNumber number,
        String title,
        List<String> about,
        String place,
        boolean own,
        TicketStatus status,
        Instant toldAt,
        @Nullable Instant surveyAt) {

    public Matter {
        about = List.copyOf(about);
    }

    boolean isOpen() {
        return status.isOpen();
    }
}
