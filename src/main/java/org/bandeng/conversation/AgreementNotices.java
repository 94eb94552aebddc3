package org.bandeng.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bandeng.agreement.Agreement;
import org.bandeng.agreement.AgreementListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells the parties of an agreement what they must know; whoever reads the conversation at a desk does not see it. */
@Component
class AgreementNotices implements AgreementListener {

    /** So much of the hash of the terms tells them from any other. */
    private static final int ENOUGH = 12;

    private final Messenger messenger;

    AgreementNotices(Messenger messenger) {
        this.messenger = messenger;
    }

    @Override
    public Mono<Void> news(Agreement agreement, Agreement.Party party, News what, String note) {
        String notice =
                switch (what) {
                    case WORD -> "agreement-word";
                    case OFFER -> "agreement-offer";
                    case FROZEN -> "agreement-frozen";
                    case REFUSED -> "agreement-refused";
                    case AGREED -> "agreement-agreed";
                    case FAILED -> "agreement-failed";
                    case FOLLOW_UP -> "agreement-follow-up";
                    case CLOSED -> "agreement-closed";
                };
        Map<String, String> facts = AgreementEffects.facts(agreement);
        facts.put("note", note);
        return Mono.justOrEmpty(party.resident())
                .flatMap(resident -> messenger.tell(resident, notice, facts, choices(agreement, what)));
    }

    private static Map<String, String> choices(Agreement agreement, News what) {
        Map<String, String> choices = new LinkedHashMap<>();
        if (what == News.FROZEN) {
            choices.put(
                    "agreement:confirm:%d:%s"
                            .formatted(agreement.number(), agreement.hash().substring(0, ENOUGH)),
                    "同意，确认");
            choices.put(
                    "agreement:refuse:%d:%s"
                            .formatted(agreement.number(), agreement.hash().substring(0, ENOUGH)),
                    "不同意");
        }
        if (what == News.FOLLOW_UP) {
            choices.put("agreement:kept:" + agreement.number(), "都做到了");
            choices.put("agreement:broken:" + agreement.number(), "还没有做到");
        }
        return choices;
    }
}
