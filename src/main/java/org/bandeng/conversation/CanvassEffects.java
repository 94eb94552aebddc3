package org.bandeng.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.canvass.Canvass;
import org.bandeng.canvass.CanvassDesk;
import org.bandeng.canvass.Canvasses;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What residents answer to a canvass: 问卷 101 2 门口最好. */
@Component
class CanvassEffects {

    private static final Pattern ANSWER = Pattern.compile("(?:选|第)?([1-9])(?:号|项|个)?(?:[\\s,，:：]+(.{0,100}))?");
    private static final int SHOWN = 4;
    private static final int LONGEST_OPTION = 12;

    private final Canvasses canvasses;
    private final CanvassDesk desk;
    private final CanvassWords words;
    private final Transcript transcript;
    private final Clock clock;

    CanvassEffects(Canvasses canvasses, CanvassDesk desk, CanvassWords words, Transcript transcript, Clock clock) {
        this.canvasses = canvasses;
        this.desk = desk;
        this.words = words;
        this.transcript = transcript;
        this.clock = clock;
    }

    /** A bare number, or the words of an option, right after the question; empty: they are about something else. */
    Mono<BenchLine> answered(String said, Visit visit) {
        String words = said.strip().replaceAll("[。.!！]$", "");
        return words.isEmpty() || words.length() > LONGEST_OPTION
                ? Mono.empty()
                : transcript
                        .askedLast(visit.resident().id())
                        .flatMap(canvasses::numbered)
                        .filter(Canvass::open)
                        .flatMap(canvass -> {
                            int named = canvass.options().indexOf(words) + 1;
                            int option = words.matches("[1-9]") ? Integer.parseInt(words) : named;
                            return option >= 1 && option <= canvass.options().size()
                                    ? Mono.just(new BenchLine(
                                            BenchLine.Deed.CANVASS, canvass.number(), String.valueOf(option)))
                                    : Mono.empty();
                        });
    }

    Mono<LineAnswer> carryOut(BenchLine line, Visit visit) {
        if (line.number() == 0) {
            return list(visit);
        }
        Matcher said = ANSWER.matcher(line.words());
        int option = said.matches() ? Integer.parseInt(said.group(1)) : 0;
        String more = said.matches() && said.group(2) != null ? said.group(2) : "";
        return desk.answer(line.number(), visit.resident(), option, more)
                .map(answer -> {
                    Map<String, String> facts = words.facts(answer.canvass());
                    if (answer.taken() == CanvassDesk.Taken.YES || answer.taken() == CanvassDesk.Taken.HOME_CHANGED) {
                        facts.put("text", answer.canvass().options().get(option - 1));
                    }
                    return LineAnswer.of(
                            switch (answer.taken()) {
                                case YES -> "line-canvass-answered";
                                case HOME_CHANGED -> "line-canvass-home";
                                case ROOMLESS -> "line-canvass-roomless";
                                case NOT_ASKED -> "line-canvass-not-asked";
                                case WHICH -> "line-canvass-which";
                                case CLOSED -> "line-canvass-closed";
                            },
                            facts);
                })
                .defaultIfEmpty(LineAnswer.of("line-no-canvass"));
    }

    private Mono<LineAnswer> list(Visit visit) {
        return canvasses
                .asking(visit.around(), Instant.now(clock), SHOWN)
                .collectList()
                .map(all -> all.isEmpty()
                        ? LineAnswer.of("line-no-canvass")
                        : LineAnswer.of(
                                "line-canvasses",
                                Map.of(
                                        "list",
                                        words.listed(all),
                                        "canvass.number",
                                        String.valueOf(all.get(0).number()))));
    }
}
