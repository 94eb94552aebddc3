package org.bandeng.ticket;

/** Our own id of a ticket; residents know its {@link TicketNumber}. */
public record TicketId(long value) {}
