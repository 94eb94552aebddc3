package org.bandeng.survey;

import java.time.Instant;
import org.bandeng.ticket.TicketNumber;
import org.jspecify.annotations.Nullable;

/**
 * One question for satisfaction.
 *
 * @param score 1 to 5; null: not answered
 * @param comment the resident's free words; null: none
 */
public record Survey(
        long id,
        TicketNumber ticket,
        Instant askedAt,
        @Nullable Integer score,
        @Nullable String comment) {}
