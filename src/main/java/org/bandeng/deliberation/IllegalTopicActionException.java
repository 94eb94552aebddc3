package org.bandeng.deliberation;

import org.bandeng.ticket.Actor;

/** It cannot be done to the topic as it stands, or not by who wants to. */
public final class IllegalTopicActionException extends RuntimeException {

    IllegalTopicActionException(Topic topic, TopicAction action, Actor actor) {
        super("Topic %d is %s; %s cannot %s it"
                .formatted(topic.number(), topic.status().code(), actor.kind().code(), action.code()));
    }
}
