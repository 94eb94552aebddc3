package org.bandeng.issue;

import java.time.Instant;
import java.util.List;
import org.bandeng.ticket.Ticket;

/**
 * A problem that several people reported.
 *
 * @param tickets the reports, oldest first; of very many the latest
 * @param count how many there are
 * @param people who reported or follow one of them
 * @param open how many are not done yet
 * @param heat how much it moves people now: each counts 1 on the day of the report, half a week later, a quarter after two weeks
 */
public record Issue(
        long id, List<Ticket> tickets, long count, long people, long open, Instant from, Instant to, double heat) {

    public Issue {
        tickets = List.copyOf(tickets);
    }

    /** The latest report. */
    public Ticket latest() {
        return tickets.get(tickets.size() - 1);
    }
}
