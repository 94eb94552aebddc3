package org.bandeng.conversation;

import java.util.List;
import java.util.Map;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.occasion.Occasion;
import org.bandeng.occasion.RosterListener;
import org.bandeng.outbox.Outbox;
import org.bandeng.outbox.OutgoingMessage;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells those who take turns what they must know of a duty. */
@Component
class RosterNotices implements RosterListener {

    private final Residents residents;
    private final Outbox outbox;
    private final Dialogs dialogs;
    private final OccasionWords words;

    RosterNotices(Residents residents, Outbox outbox, Dialogs dialogs, OccasionWords words) {
        this.residents = residents;
        this.outbox = outbox;
        this.dialogs = dialogs;
        this.words = words;
    }

    @Override
    public Mono<Void> news(Occasion duty, ResidentId resident, News what) {
        String notice =
                switch (what) {
                    case SWAP_ASKED -> "duty-swap-asked";
                    case TAKEN -> "duty-taken";
                    case MISSED -> "duty-missed";
                    case GAP -> "duty-gap";
                };
        boolean asks = what == News.SWAP_ASKED || what == News.GAP;
        Map<String, String> choices = asks ? Map.of("duty:take:" + duty.number(), "我来接") : Map.of();
        return tell(resident, notice, words.facts(duty), choices);
    }

    @Override
    public Mono<Void> planned(ResidentId resident, List<Occasion> duties) {
        Map<String, String> facts = words.facts(duties.get(0));
        facts.put("list", words.listed(duties));
        return tell(resident, "duty-yours", facts, Map.of());
    }

    private Mono<Void> tell(
            ResidentId resident, String notice, Map<String, String> facts, Map<String, String> choices) {
        return residents
                .find(resident)
                .filter(known -> !known.isErased() && !known.openId().isCaller())
                .flatMap(known -> outbox.put(OutgoingMessage.ofTopic(
                        known.id(), notice, facts, dialogs.notices().say(notice, facts), choices)))
                .then();
    }
}
