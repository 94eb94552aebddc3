package org.bandeng.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bandeng.community.CommunityProperties;
import org.bandeng.community.Place;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Engine;
import org.bandeng.dialog.HeardPlace;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Notices;
import org.bandeng.dialog.Result;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.understanding.PlaceReading;
import org.bandeng.understanding.Understanding;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Runs dialogs until they wait or end, and has their effects carried out on the way. */
@Component
class DialogRunner {

    private final Scripts scripts;
    private final Understanding understanding;
    private final Effects effects;
    private final Notices notices;
    private final Map<String, String> house;

    DialogRunner(
            Scripts scripts,
            Understanding understanding,
            Effects effects,
            Notices notices,
            CommunityProperties community) {
        this.notices = notices;
        this.scripts = scripts;
        this.understanding = understanding;
        this.effects = effects;
        this.house = Map.of("community.name", community.name());
    }

    /** Runs the script for an event. */
    Mono<Visit.Outcome> on(String event, Visit visit) {
        return start(scripts.on(event).orElseThrow(), visit, Input.Words.of(""), Map.of());
    }

    /**
     * What is under the dialog that runs, to be taken up after it.
     *
     * @param next the dialog that it broke into; null: none
     * @param last the dialog that that one in turn broke into; null: none
     */
    private record Under(
            @Nullable DialogState next, @Nullable DialogState last) {
        static final Under NOTHING = new Under(null, null);
    }

    /** Runs a script from its beginning; the dialog that was under way is taken up again after it. */
    Mono<Visit.Outcome> start(Script script, Visit visit, Input.Words opening, Map<String, String> known) {
        Map<String, String> all = new HashMap<>(house);
        all.putAll(known);
        Under under = new Under(visit.dialog(), visit.before().interrupted());
        return run(visit, script, Engine.start(script, opening, all), under, new ArrayList<>());
    }

    /** Runs the script for a new matter: where no place was named, it is at the resident's home. */
    Mono<Visit.Outcome> startMatter(Script script, Visit visit, String words, PlaceReading place) {
        List<String> said = new ArrayList<>();
        Input.Words opening = opening(words, place, visit, script, said);
        Under under = new Under(visit.dialog(), visit.before().interrupted());
        return run(visit, script, Engine.start(script, opening, house), under, said);
    }

    private Input.Words opening(String words, PlaceReading place, Visit visit, Script script, List<String> said) {
        Home home = Home.of(visit);
        if (home == null || !script.asksForPlace()) {
            return new Input.Words(words, heard(place));
        }
        if (place.places().isEmpty() && !place.named()) {
            said.add(notices.say("home-used", Map.of("ticket.place", home.name())));
        }
        return new Input.Words(words, home.in(place));
    }

    /** Goes on with the dialog that waits. */
    Mono<Visit.Outcome> resume(Script script, Visit visit, DialogState dialog, Input input) {
        Under under = new Under(visit.before().interrupted(), null);
        return run(visit, script, Engine.resume(script, dialog, input), under, new ArrayList<>());
    }

    /** Runs a dialog until it waits or ends. */
    private Mono<Visit.Outcome> run(Visit visit, Script script, Result result, Under under, List<String> said) {
        said.addAll(result.replies());
        Effect effect = result.effect();
        DialogState state = result.state();
        if (effect == null || state == null) {
            return Mono.just(finish(visit, state, under, said));
        }
        if (effect instanceof Effect.GoTo goTo) {
            Script next = scripts.named(goTo.dialog()).orElseThrow();
            String opening = Engine.opening(state);
            PlaceReading place =
                    understanding.understand(opening, visit.directory(), null).place();
            return run(visit, next, Engine.start(next, opening(opening, place, visit, next, said), house), under, said);
        }
        boolean endsOther = effect instanceof Effect.CancelOther || effect instanceof Effect.HandOver;
        return effects.carryOut(effect, visit, under.next())
                .flatMap(values -> run(
                        visit,
                        script,
                        Engine.resume(script, state, new Input.Outcome(values)),
                        endsOther ? Under.NOTHING : under,
                        said));
    }

    /** After an interruption the interrupted question is asked once more. */
    private Visit.Outcome finish(Visit visit, @Nullable DialogState state, Under under, List<String> said) {
        DialogState next = under.next();
        if (state != null) {
            return new Visit.Outcome(said, visit.before().in(state, next == null ? under.last() : next));
        }
        Optional<Script> script = next == null ? Optional.empty() : scripts.named(next.dialog());
        // What was not understood once need not be asked again after something that was.
        if (next == null || script.isEmpty() || script.get().isFallback()) {
            return new Visit.Outcome(said, visit.before().in(null, under.last()));
        }
        Result repeated = Engine.repeat(script.get(), next);
        said.addAll(repeated.replies());
        return new Visit.Outcome(said, visit.before().in(repeated.state(), under.last()));
    }

    /** The places of a reading in the words of dialogs. */
    static HeardPlace heard(PlaceReading reading) {
        List<HeardPlace.Candidate> candidates = reading.places().stream()
                .map(place ->
                        new HeardPlace.Candidate(String.valueOf(place.id().value()), place.fullName() + reading.room()))
                .toList();
        boolean complete =
                reading.places().size() == 1 && reading.places().get(0).kind() != Place.Kind.BUILDING;
        return new HeardPlace(candidates, complete, reading.named());
    }
}
