package org.bandeng.conversation;

import java.util.Map;
import org.bandeng.community.ResidentId;
import org.bandeng.deliberation.Ballots;
import org.bandeng.deliberation.Topic;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells whoever voted for a home that somebody else of it has changed that vote, or that paper or a raised hand did. */
@Component
public class BallotNews {

    private final Messenger messenger;
    private final TopicWords words;

    BallotNews(Messenger messenger, TopicWords words) {
        this.messenger = messenger;
        this.words = words;
    }

    /** Tells it, if there is anything to tell. */
    public Mono<Void> replaced(Topic topic, Ballots.Cast cast) {
        ResidentId earlier = cast.earlier();
        if (cast.taken() != Ballots.Taken.CHANGED || earlier == null) {
            return Mono.empty();
        }
        return messenger.tell(earlier, "ballot-replaced", words.facts(topic), Map.of());
    }
}
