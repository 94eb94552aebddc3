package org.bandeng.ticket;

/** A ticket of its category cannot be resolved without a picture of what was done. */
public final class PhotoMissingException extends RuntimeException {
    PhotoMissingException(TicketNumber number) {
        super("Ticket %s needs a picture of what was done".formatted(number));
    }
}
