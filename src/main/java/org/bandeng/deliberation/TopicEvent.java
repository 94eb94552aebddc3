package org.bandeng.deliberation;

import java.time.Instant;
import org.bandeng.ticket.Actor;

/**
 * One line of a topic's history.
 *
 * @param id 0: not written down yet
 * @param topic as it was after it
 * @param note words that belong to it: a reason, a time and place, what was decided
 */
public record TopicEvent(long id, TopicAction action, Actor actor, Topic topic, String note, Instant at) {}
