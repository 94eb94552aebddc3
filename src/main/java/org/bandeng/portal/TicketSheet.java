package org.bandeng.portal;

import java.util.List;
import org.bandeng.conversation.Transcript.Medium;
import org.bandeng.ticket.Ticket;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as its resident sees it.
 *
 * @param status in the same words as in the chat
 * @param steps what happened, latest first
 * @param rating whether a mark is asked for
 * @param mark the last mark given; null: none
 * @param withdrawable whether it can still be taken back
 */
record TicketSheet(
        Ticket ticket,
        String status,
        String who,
        String opened,
        List<Step> steps,
        List<Medium> media,
        boolean rating,
        @Nullable Integer mark,
        boolean withdrawable) {

    /** @param note in words that a resident may read; empty: none */
    record Step(String time, String what, String note) {}
}
