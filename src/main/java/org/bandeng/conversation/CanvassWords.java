package org.bandeng.conversation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bandeng.canvass.Canvass;
import org.bandeng.canvass.CanvassResult;
import org.springframework.stereotype.Component;

/** Canvasses as residents read them. */
@Component
class CanvassWords {

    private static final int PERCENT = 100;

    private final TicketWords words;

    CanvassWords(TicketWords words) {
        this.words = words;
    }

    /** What notices may say of a canvass. */
    Map<String, String> facts(Canvass canvass) {
        Map<String, String> facts = new HashMap<>();
        facts.put("canvass.number", String.valueOf(canvass.number()));
        facts.put("canvass.question", canvass.question());
        facts.put("canvass.until", words.appointment(canvass.until()));
        facts.put("list", numbered(canvass.options()));
        return facts;
    }

    private static String numbered(List<String> options) {
        return IntStream.range(0, options.size())
                .mapToObj(i -> "%d. %s".formatted(i + 1, options.get(i)))
                .collect(Collectors.joining("\n"));
    }

    /** 1. 要：23（64%） */
    static String counted(Canvass canvass, CanvassResult result) {
        return IntStream.range(0, canvass.options().size())
                .mapToObj(i -> "%d. %s：%d（%d%%）"
                        .formatted(
                                i + 1,
                                canvass.options().get(i),
                                result.totals().get(i),
                                result.answered() == 0
                                        ? 0
                                        : Math.round((double) result.totals().get(i) * PERCENT / result.answered())))
                .collect(Collectors.joining("\n"));
    }

    /** A line each. */
    String listed(List<Canvass> all) {
        return all.stream()
                .map(each -> "问卷 %d %s（%s截止）\n%s"
                        .formatted(
                                each.number(),
                                each.question(),
                                words.appointment(each.until()),
                                numbered(each.options())))
                .collect(Collectors.joining("\n"));
    }
}
