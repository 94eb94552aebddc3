package org.bandeng.conversation;

import java.util.Optional;
import org.bandeng.deliberation.Topic;

/** Where everybody finds the page of a topic; whoever shows such pages implements it. */
public interface TopicLinks {

    /** Empty if the program does not know its public address. */
    Optional<String> pageOf(Topic topic);
}
