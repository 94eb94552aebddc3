package org.bandeng.works;

import java.time.LocalDate;
import java.util.List;
import org.bandeng.community.ResidentId;
import org.bandeng.ticket.TicketNumber;
import org.jspecify.annotations.Nullable;

/**
 * Something that those who watch over works are asked to look at.
 *
 * @param position from 1 on
 * @param findings what they saw
 */
public record Check(int position, String what, LocalDate dueOn, List<Finding> findings) {

    public Check {
        findings = List.copyOf(findings);
    }

    /**
     * What somebody saw.
     *
     * @param medium a picture of it; null: none
     * @param ticket what was opened because it is not good; null: it is good
     */
    public record Finding(
            ResidentId resident,
            boolean good,
            String words,
            @Nullable Long medium,
            @Nullable TicketNumber ticket) {}
}
