package org.bandeng.conversation;

import java.util.Map;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.deliberation.Ballots;
import org.bandeng.deliberation.Topic;
import org.bandeng.outbox.Outbox;
import org.bandeng.outbox.OutgoingMessage;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells whoever voted for a home that somebody else of it has changed that vote, or that paper or a raised hand did. */
@Component
public class BallotNews {

    private final Residents residents;
    private final Outbox outbox;
    private final Dialogs dialogs;
    private final TopicWords words;

    BallotNews(Residents residents, Outbox outbox, Dialogs dialogs, TopicWords words) {
        this.residents = residents;
        this.outbox = outbox;
        this.dialogs = dialogs;
        this.words = words;
    }

    /** Tells it, if there is anything to tell. */
    public Mono<Void> replaced(Topic topic, Ballots.Cast cast) {
        ResidentId earlier = cast.earlier();
        if (cast.taken() != Ballots.Taken.CHANGED || earlier == null) {
            return Mono.empty();
        }
        Map<String, String> facts = words.facts(topic);
        return residents
                .find(earlier)
                .filter(known -> !known.isErased() && !known.openId().isCaller())
                .flatMap(known -> outbox.put(OutgoingMessage.ofTopic(
                        known.id(),
                        "ballot-replaced",
                        facts,
                        dialogs.notices().say("ballot-replaced", facts),
                        Map.of())))
                .then();
    }
}
