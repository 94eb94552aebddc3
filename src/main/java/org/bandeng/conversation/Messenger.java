package org.bandeng.conversation;

import java.util.Map;
import org.bandeng.community.Resident;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.outbox.Outbox;
import org.bandeng.outbox.OutgoingMessage;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells one person one thing, in the words of {@code notices.yaml}; nobody who is forgotten, or never had WeChat. */
@Component
class Messenger {

    private final Residents residents;
    private final Outbox outbox;
    private final Dialogs dialogs;

    Messenger(Residents residents, Outbox outbox, Dialogs dialogs) {
        this.residents = residents;
        this.outbox = outbox;
        this.dialogs = dialogs;
    }

    /**
     * Tells it.
     *
     * @param facts what fills the blanks of the notice, and of a template message in its place
     * @param choices what can be tapped below it: ids with their captions; none: nothing
     */
    Mono<Void> tell(ResidentId resident, String notice, Map<String, String> facts, Map<String, String> choices) {
        return residents
                .find(resident)
                .filter(Messenger::isReachable)
                .flatMap(known -> outbox.put(OutgoingMessage.ofTopic(
                        known.id(), notice, facts, dialogs.notices().say(notice, facts), choices)))
                .then();
    }

    private static boolean isReachable(Resident resident) {
        return !resident.isErased() && !resident.openId().isCaller();
    }
}
