package org.bandeng.conversation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bandeng.community.ResidentId;
import org.bandeng.talent.TalentListener;
import org.bandeng.ticket.Ticket;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks those who can do something, and thanks them. Where exactly it is stays with us until they say yes. */
@Component
class TalentNotices implements TalentListener {

    private final Messenger messenger;

    TalentNotices(Messenger messenger) {
        this.messenger = messenger;
    }

    @Override
    public Mono<Void> news(Ticket ticket, ResidentId resident, News what, String note) {
        Map<String, String> facts = new HashMap<>();
        facts.put("ticket.number", ticket.number().toString());
        facts.put("ticket.title", ticket.title());
        facts.put("note", note.isEmpty() || note.matches(".*[。！？!?.]") ? note : note + "。");
        String notice =
                switch (what) {
                    case ASKED -> "talent-asked";
                    case LATE -> "talent-late";
                    case THANKED -> "talent-thanked";
                };
        Map<String, String> choices = new LinkedHashMap<>();
        if (what == News.ASKED) {
            choices.put("talent:yes:" + ticket.number(), "我接");
            choices.put("talent:no:" + ticket.number(), "这次不接");
        }
        return messenger.tell(resident, notice, facts, choices);
    }
}
