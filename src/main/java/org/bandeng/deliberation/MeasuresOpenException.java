package org.bandeng.deliberation;

/** What was decided cannot be reported as done: something of it is still to do. */
public final class MeasuresOpenException extends RuntimeException {

    MeasuresOpenException(Topic topic) {
        super("Topic %d has measures that are neither done nor struck out".formatted(topic.number()));
    }
}
