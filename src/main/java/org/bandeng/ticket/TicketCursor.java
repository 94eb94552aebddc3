package org.bandeng.ticket;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a list goes on: after the last ticket that was shown.
 *
 * @param first whether that was one for which somebody must go at once
 * @param at its time in the order of the list: of the latest change, or when it was due
 */
public record TicketCursor(boolean first, Instant at, TicketId id) {

    private static final Pattern WRITTEN = Pattern.compile("([01])-([0-9]{1,18})-([0-9]{1,18})");
    private static final long MICROS = 1_000_000;
    private static final int NANOS = 1_000;

    static TicketCursor after(Ticket last, boolean byDeadline) {
        Instant due = last.dueAt();
        Instant at = byDeadline && due != null ? due : last.updatedAt();
        return new TicketCursor(last.urgent() && last.status().isOpen(), at, last.id());
    }

    /** As it stands in an address. */
    @Override
    public String toString() {
        long micros = at.getEpochSecond() * MICROS + at.getNano() / NANOS;
        return "%d-%d-%d".formatted(first ? 1 : 0, micros, id.value());
    }

    /** The cursor in an address; empty if it is none. */
    public static Optional<TicketCursor> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        long micros = Long.parseLong(written.group(2));
        return Optional.of(new TicketCursor(
                written.group(1).equals("1"),
                Instant.ofEpochSecond(micros / MICROS, micros % MICROS * NANOS),
                new TicketId(Long.parseLong(written.group(3)))));
    }
}
