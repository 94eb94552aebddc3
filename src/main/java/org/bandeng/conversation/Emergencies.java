package org.bandeng.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Script;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Dangers that were reported a short while ago, and whether somebody takes one back. */
@Component
class Emergencies {

    private static final String EVENT = "emergency";
    private static final String TICKET = "ticket.number";

    /** Who says 没事了 a day later speaks of something else. */
    private static final Duration RECENT = Duration.ofHours(3);

    private final Matters matters;
    private final Effects effects;
    private final Clock clock;

    Emergencies(Matters matters, Effects effects, Clock clock) {
        this.matters = matters;
        this.effects = effects;
        this.clock = clock;
    }

    /** That the danger which the resident reported is over, or was none; empty: the words do not say so, or nothing was reported. */
    Mono<Input.Event> calledOff(Visit visit, Input.Words words) {
        Optional<Script> script = visit.edition().scripts().all().stream()
                .filter(each -> each.head().events().contains(EVENT))
                .findFirst();
        if (script.isEmpty() || !words.reading().alarm().isEmpty()) {
            return Mono.empty();
        }
        Optional<String> asked = asked(visit, script.get());
        boolean over = !visit.isInDialog() && visit.resident().withStaffSince() != null;
        // Hearing takes milliseconds: only of those whom it can concern.
        if ((asked.isEmpty() && !over) || !visit.edition().understanding().callsOff(words.text())) {
            return Mono.empty();
        }
        return Mono.justOrEmpty(asked)
                .switchIfEmpty(Mono.defer(() -> reported(visit, script.get())))
                .flatMap(number -> effects.own(number, visit))
                .map(ticket -> {
                    Map<String, String> known = new HashMap<>(effects.facts(ticket, visit));
                    known.put("asking", String.valueOf(asked.isPresent()));
                    return new Input.Event("called-off", words, known, List.of());
                });
    }

    /** The ticket of the dialog that waits for an answer. */
    private static Optional<String> asked(Visit visit, Script script) {
        DialogState top = visit.talk().top();
        return Optional.ofNullable(top)
                .filter(state -> state.dialog().equals(script.name()))
                .flatMap(state -> Optional.ofNullable(state.answers().get(TICKET)))
                .map(answer -> answer.value())
                .filter(number -> !number.isEmpty());
    }

    /** The ticket of a dialog that is over, whose resident is with the staff. */
    private Mono<String> reported(Visit visit, Script script) {
        return matters.of(visit.resident().id(), visit.edition().scripts())
                .flatMapIterable(all -> all)
                .filter(matter -> matter.isOpen()
                        && matter.title().equals(script.title())
                        && matter.toldAt().isAfter(Instant.now(clock).minus(RECENT)))
                .next()
                .map(matter -> matter.number().toString());
    }
}
