package org.bandeng.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.canvass.CanvassDesk;
import org.bandeng.canvass.Canvasses;
import org.bandeng.community.Place;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What residents answer to a canvass: 问卷 101 2 门口最好. */
@Component
class CanvassEffects {

    private static final Pattern ANSWER = Pattern.compile("(?:选|第)?([1-9])(?:号|项|个)?(?:[\\s,，:：]+(.{0,100}))?");
    private static final int SHOWN = 4;

    private final Canvasses canvasses;
    private final CanvassDesk desk;
    private final CanvassWords words;
    private final Clock clock;

    CanvassEffects(Canvasses canvasses, CanvassDesk desk, CanvassWords words, Clock clock) {
        this.canvasses = canvasses;
        this.desk = desk;
        this.words = words;
        this.clock = clock;
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
                    if (answer.taken() == CanvassDesk.Taken.YES) {
                        facts.put("text", answer.canvass().options().get(option - 1));
                    }
                    return LineAnswer.of(
                            switch (answer.taken()) {
                                case YES -> "line-canvass-answered";
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
        Home home = visit.ears().home();
        Place place = home == null ? null : home.place();
        Long[] around = place == null
                ? new Long[0]
                : visit.directory().around(place).stream()
                        .map(each -> each.id().value())
                        .toArray(Long[]::new);
        return canvasses
                .asking(around, Instant.now(clock), SHOWN)
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
