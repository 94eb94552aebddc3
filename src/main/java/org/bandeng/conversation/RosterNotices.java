package org.bandeng.conversation;

import java.util.List;
import java.util.Map;
import org.bandeng.community.ResidentId;
import org.bandeng.occasion.Occasion;
import org.bandeng.occasion.RosterListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells those who take turns what they must know of a duty. */
@Component
class RosterNotices implements RosterListener {

    private final Messenger messenger;
    private final OccasionWords words;

    RosterNotices(Messenger messenger, OccasionWords words) {
        this.messenger = messenger;
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
        return messenger.tell(resident, notice, words.facts(duty), choices);
    }

    @Override
    public Mono<Void> planned(ResidentId resident, List<Occasion> duties) {
        Map<String, String> facts = words.facts(duties.get(0));
        facts.put("list", words.listed(duties));
        return messenger.tell(resident, "duty-yours", facts, Map.of());
    }
}
