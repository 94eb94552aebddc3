package org.bandeng.conversation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bandeng.occasion.Occasion;
import org.springframework.stereotype.Component;

/** Occasions as residents read them. */
@Component
class OccasionWords {

    private final TicketWords words;

    OccasionWords(TicketWords words) {
        this.words = words;
    }

    /** What notices may say of an occasion. */
    Map<String, String> facts(Occasion occasion) {
        Map<String, String> facts = new HashMap<>();
        facts.put("occasion.number", String.valueOf(occasion.number()));
        facts.put("occasion.title", occasion.title());
        facts.put("occasion.when", words.appointment(occasion.startsAt()));
        facts.put("occasion.where", occasion.venue());
        facts.put("occasion.code", occasion.code());
        facts.put("slot", "");
        return facts;
    }

    /** With the slot that somebody chose. */
    Map<String, String> facts(Occasion occasion, int slot) {
        Map<String, String> facts = facts(occasion);
        boolean known = slot >= 1 && slot <= occasion.slots().size();
        facts.put("slot", known ? "（" + occasion.slots().get(slot - 1).name() + "）" : "");
        return facts;
    }

    /** 1. 家电维修（10 个名额） */
    static String slots(Occasion occasion) {
        return IntStream.range(0, occasion.slots().size())
                .mapToObj(i -> "%d. %s（%d 个名额）"
                        .formatted(
                                i + 1,
                                occasion.slots().get(i).name(),
                                occasion.slots().get(i).capacity()))
                .collect(Collectors.joining("\n"));
    }

    /** A line each. */
    String listed(List<Occasion> occasions) {
        return occasions.stream()
                .map(each -> "活动 %d %s，%s，%s"
                        .formatted(each.number(), each.title(), words.appointment(each.startsAt()), each.venue()))
                .collect(Collectors.joining("\n"));
    }
}
