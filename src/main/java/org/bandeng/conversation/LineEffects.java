package org.bandeng.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bandeng.community.Place;
import org.bandeng.dialog.Input;
import org.bandeng.occasion.Occasion;
import org.bandeng.occasion.OccasionDesk;
import org.bandeng.occasion.Occasions;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Carries out short lines, in the turn's transaction, and says what came of them in the words of {@code notices.yaml}. */
@Component
class LineEffects {

    private static final int SHOWN = 6;

    private final Occasions occasions;
    private final OccasionDesk desk;
    private final MeetingEffects meetings;
    private final AgreementEffects agreements;
    private final RosterEffects rosters;
    private final TalentEffects talents;
    private final WorksEffects works;
    private final CanvassEffects canvasses;
    private final CareEffects care;
    private final OccasionWords words;
    private final Clock clock;

    LineEffects(
            Occasions occasions,
            OccasionDesk desk,
            MeetingEffects meetings,
            AgreementEffects agreements,
            RosterEffects rosters,
            TalentEffects talents,
            WorksEffects works,
            CanvassEffects canvasses,
            CareEffects care,
            OccasionWords words,
            Clock clock) {
        this.occasions = occasions;
        this.desk = desk;
        this.meetings = meetings;
        this.agreements = agreements;
        this.rosters = rosters;
        this.talents = talents;
        this.works = works;
        this.canvasses = canvasses;
        this.care = care;
        this.words = words;
        this.clock = clock;
    }

    /** @param pictures our ids of what was shown with it, with commas between */
    Mono<Input.Outcome> carryOut(String said, String pictures, Visit visit) {
        return Mono.justOrEmpty(BenchLine.of(said, said))
                .flatMap(line -> {
                    if (line.deed().isConfidential()) {
                        return line.deed().compareTo(BenchLine.Deed.CARE) >= 0
                                ? care.carryOut(line, visit)
                                : agreements.carryOut(line, visit);
                    }
                    return line.deed().isForStaff()
                            ? meetings.carryOut(line, visit)
                            : byResident(line, pictures, visit);
                })
                .defaultIfEmpty(LineAnswer.of("line-no-such-occasion"))
                .map(answer -> Input.Outcome.of(Map.of(
                        "bench.result",
                        "ok",
                        "bench.reply",
                        visit.edition().notices().say(answer.notice(), answer.facts()))));
    }

    private Mono<LineAnswer> byResident(BenchLine line, String pictures, Visit visit) {
        return switch (line.deed()) {
            case OCCASIONS -> list(visit, "line-occasions");
            case SIGN_UP ->
                line.number() == 0 ? signUpForTheOnly(line, visit) : signUp(line.number(), line.words(), visit);
            case SIGN_OFF, STAY_AWAY -> signOff(line, visit);
            case SKILL, NO_SKILL, CALL_YES, CALL_NO, CALL_DONE -> talents.carryOut(line, visit);
            case TURNS, NO_TURNS, DUTIES, SWAP, TAKE -> rosters.carryOut(line, visit);
            case CHECK_IN -> checkIn(line, visit);
            case WORKS, WATCH, UNWATCH, GOOD, BAD -> works.carryOut(line, pictures, visit);
            case WHOSE -> Mono.just(whose(line, visit));
            case CANVASS -> canvasses.carryOut(line, visit);
            default ->
                desk.rate(line.number(), visit.resident().id(), Integer.parseInt(line.words()))
                        .map(rated -> LineAnswer.of("line-rated", Map.of("number", line.words())))
                        .defaultIfEmpty(LineAnswer.of("line-not-there"));
        };
    }

    private static LineAnswer whose(BenchLine line, Visit visit) {
        return visit.edition()
                .forums()
                .responsibleFor(line.words())
                .map(found -> LineAnswer.of("line-whose", Map.of("text", found.matter(), "name", found.who())))
                .orElseGet(() -> LineAnswer.of("line-no-such-occasion"));
    }

    private Mono<List<Occasion>> toCome(Visit visit) {
        return occasions.toCome(visit.around(), Instant.now(clock), SHOWN).collectList();
    }

    private Mono<LineAnswer> list(Visit visit, String notice) {
        return toCome(visit).map(all -> all.isEmpty() ? LineAnswer.of("line-no-occasions") : listed(notice, all));
    }

    private LineAnswer listed(String notice, List<Occasion> all) {
        Map<String, String> facts = words.facts(all.get(0));
        facts.put("list", words.listed(all));
        return LineAnswer.of(notice, facts);
    }

    private Mono<LineAnswer> signUpForTheOnly(BenchLine line, Visit visit) {
        return toCome(visit).flatMap(all -> switch (all.size()) {
            case 0 -> Mono.just(LineAnswer.of("line-no-occasions"));
            case 1 -> signUp(all.get(0).number(), line.words(), visit);
            default -> Mono.just(listed("line-which-occasion", all));
        });
    }

    private Mono<LineAnswer> signUp(long number, String said, Visit visit) {
        return occasions
                .numbered(number)
                .filter(occasion -> isOpenTo(occasion, visit))
                .flatMap(occasion -> {
                    int slot = slot(occasion, said);
                    return desk.signUp(number, visit.resident().id(), slot, slot == 0 ? said : "")
                            .map(signUp -> {
                                Map<String, String> facts = words.facts(signUp.occasion(), signUp.slot());
                                facts.put("list", OccasionWords.slots(signUp.occasion()));
                                facts.put("count", String.valueOf(signUp.ahead() + 1));
                                return LineAnswer.of(
                                        switch (signUp.signedUp()) {
                                            case YES -> "line-signed-up";
                                            case WAITING -> "line-waiting";
                                            case ALREADY -> "line-already";
                                            case WHICH -> "line-which";
                                            case OVER -> "line-sign-up-over";
                                        },
                                        facts);
                            });
                });
    }

    /** Whether somebody who lives there may come: who is on duty, or visited, or elsewhere, is nobody else's business. */
    private static boolean isOpenTo(Occasion occasion, Visit visit) {
        Home home = visit.ears().home();
        Place at = home == null ? null : home.place();
        boolean here = occasion.place() == null
                || at != null
                        && visit.directory()
                                .place(occasion.place())
                                .filter(place -> visit.directory().isWithin(at, place))
                                .isPresent();
        return here && occasion.kind() != Occasion.Kind.DUTY && occasion.kind() != Occasion.Kind.VISIT;
    }

    /** By its number, or by its name; 0: neither. */
    private static int slot(Occasion occasion, String said) {
        if (said.matches("第?[1-9][项个号]?")) {
            return Integer.parseInt(said.replaceAll("[^0-9]", ""));
        }
        for (int slot = 1; slot <= occasion.slots().size(); slot++) {
            String name = occasion.slots().get(slot - 1).name();
            if (said.length() > 1 && (name.contains(said) || said.contains(name))) {
                return slot;
            }
        }
        return 0;
    }

    private Mono<LineAnswer> signOff(BenchLine line, Visit visit) {
        Mono<Long> number = line.number() > 0
                ? Mono.just(line.number())
                : occasions
                        .comingTo(visit.resident().id())
                        .collectList()
                        .filter(all -> all.size() == 1)
                        .map(all -> all.get(0).number());
        return number.flatMap(each -> desk.cancel(each, visit.resident().id()))
                .map(left -> LineAnswer.of("line-signed-off", words.facts(left)))
                .defaultIfEmpty(LineAnswer.of("line-not-signed-up"));
    }

    private Mono<LineAnswer> checkIn(BenchLine line, Visit visit) {
        return (line.words().isEmpty()
                        ? occasions.expecting(visit.resident().id(), Instant.now(clock))
                        : occasions.coded(line.words()))
                .flatMap(occasion -> desk.checkIn(
                                occasion.number(), visit.resident().id(), true)
                        .flatMap(done -> occasions.present(done).map(present -> {
                            Map<String, String> facts = words.facts(done);
                            facts.put("count", String.valueOf(present));
                            return LineAnswer.of("line-checked-in", facts);
                        }))
                        .defaultIfEmpty(LineAnswer.of("line-too-early", words.facts(occasion))))
                .defaultIfEmpty(LineAnswer.of("line-no-code"));
    }
}
