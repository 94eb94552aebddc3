package org.bandeng.conversation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bandeng.community.ResidentId;
import org.bandeng.occasion.Roster;
import org.bandeng.occasion.Rosters;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What those who take turns do by short lines: join, see their duties, ask somebody to take one, take one. */
@Component
class RosterEffects {

    private final Rosters rosters;
    private final OccasionWords words;

    RosterEffects(Rosters rosters, OccasionWords words) {
        this.rosters = rosters;
        this.words = words;
    }

    Mono<LineAnswer> carryOut(BenchLine line, Visit visit) {
        ResidentId resident = visit.resident().id();
        return switch (line.deed()) {
            case TURNS -> join(line.words(), visit);
            case NO_TURNS ->
                rosters.leave(resident)
                        .map(duties -> LineAnswer.of("line-turns-left"))
                        .defaultIfEmpty(LineAnswer.of("line-no-duty"));
            case SWAP ->
                number(line, resident)
                        .flatMap(number -> rosters.askToSwap(number, resident))
                        .map(duty -> LineAnswer.of("line-swap-asked", words.facts(duty)))
                        .defaultIfEmpty(LineAnswer.of("line-no-duty"));
            case TAKE ->
                rosters.take(line.number(), resident)
                        .map(duty -> LineAnswer.of("line-duty-taken", words.facts(duty)))
                        .defaultIfEmpty(LineAnswer.of("line-duty-not-to-be-had"));
            default ->
                rosters.of(resident)
                        .collectList()
                        .map(duties -> duties.isEmpty()
                                ? LineAnswer.of("line-no-duty")
                                : LineAnswer.of("line-duties", Map.of("list", words.listed(duties))));
        };
    }

    /** The duty that they name, or the next that they have. */
    private Mono<Long> number(BenchLine line, ResidentId resident) {
        return line.number() > 0
                ? Mono.just(line.number())
                : rosters.of(resident).next().map(duty -> duty.number());
    }

    private Mono<LineAnswer> join(String said, Visit visit) {
        return rosters.around(visit.around())
                .filter(roster -> said.isEmpty() || roster.name().contains(said) || said.contains(roster.name()))
                .collectList()
                .flatMap(all -> all.size() == 1
                        ? rosters.join(all.get(0), visit.resident().id())
                                .map(joined -> LineAnswer.of(
                                        joined ? "line-turns-joined" : "line-turns-already", facts(all.get(0))))
                        : Mono.just(which(all)));
    }

    private static LineAnswer which(List<Roster> all) {
        return all.isEmpty()
                ? LineAnswer.of("line-no-turns")
                : LineAnswer.of(
                        "line-which-turns",
                        Map.of("list", all.stream().map(Roster::name).collect(Collectors.joining("、"))));
    }

    private static Map<String, String> facts(Roster roster) {
        return Map.of("name", roster.name(), "text", roster.tasks());
    }
}
