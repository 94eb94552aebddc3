package org.bandeng.deliberation;

/** Somebody else has changed the topic meanwhile. */
public final class TopicChangedException extends RuntimeException {

    TopicChangedException(long number) {
        super("Topic %d has changed meanwhile".formatted(number));
    }
}
