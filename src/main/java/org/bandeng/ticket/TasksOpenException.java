package org.bandeng.ticket;

/** A ticket cannot be resolved before all parties have done their part. */
public final class TasksOpenException extends RuntimeException {
    TasksOpenException(TicketNumber number, long open) {
        super("Ticket %s has %d tasks that are not done".formatted(number, open));
    }
}
