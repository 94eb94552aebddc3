package org.bandeng.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bandeng.community.CommunityProperties;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Engine;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Result;
import org.bandeng.dialog.Script;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Runs the engine until the conversation waits, and has its effects carried out on the way. */
@Component
class DialogRunner {

    private final Effects effects;
    private final TurnLog log;
    private final CommunityProperties community;
    private final Clock clock;

    DialogRunner(Effects effects, TurnLog log, CommunityProperties community, Clock clock) {
        this.effects = effects;
        this.log = log;
        this.community = community;
        this.clock = clock;
    }

    /** Runs the script for an event. */
    Mono<Visit.Outcome> on(String event, Visit visit) {
        return take(visit, Input.Event.of(event));
    }

    /** Takes a turn. */
    Mono<Visit.Outcome> take(Visit visit, Input input) {
        Run run = new Run(visit, visit.facts(community.name()));
        return go(run, run.turn(input)).flatMap(last -> {
            Visit.Outcome outcome = run.outcome(last, Instant.now(clock));
            return run.isConfidential()
                    ? Mono.just(outcome)
                    : log.write(visit, run.record(last)).thenReturn(outcome);
        });
    }

    private Mono<Result> go(Run run, Result result) {
        Effect effect = result.effect();
        return effect == null
                ? Mono.just(result)
                : effects.carryOut(effect, run.visit).flatMap(outcome -> go(run, run.next(effect, outcome)));
    }

    /** What has come together in one turn. */
    private static final class Run {

        private final Visit visit;
        private final Facts facts;
        private final List<Input> inputs = new ArrayList<>();
        private final List<Effect> done = new ArrayList<>();
        private final List<String> replies = new ArrayList<>();
        private final List<Result.Note> notes = new ArrayList<>();
        private final Set<String> ran = new LinkedHashSet<>();
        private List<String> shown = List.of();
        private @Nullable Result latest;

        Run(Visit visit, Facts facts) {
            this.visit = visit;
            this.facts = facts;
        }

        Result turn(Input input) {
            inputs.add(input);
            Result before = latest;
            Result result = Engine.turn(
                    visit.edition().scripts(), before == null ? visit.talk() : before.state(), input, facts);
            latest = result;
            replies.addAll(result.replies());
            notes.addAll(result.notes());
            ran.addAll(result.steps());
            return result;
        }

        Result next(Effect effect, Input.Outcome outcome) {
            done.add(effect);
            if (effect instanceof Effect.FindTickets) {
                shown = outcome.offered().stream().map(Candidate::value).toList();
            }
            return turn(outcome);
        }

        Visit.Outcome outcome(Result last, Instant now) {
            List<String> said = new ArrayList<>(announcements());
            said.addAll(replies);
            StoredConversation after = visit.before().in(last.state(), waits(), now, shown);
            return new Visit.Outcome(said, last.choices(), after);
        }

        /** A reminder does not change which message the waiting question answered. */
        private long waits() {
            return visit.messageId() == 0 ? visit.before().waits() : visit.messageId();
        }

        /** What is to be said first to who begins something. */
        private List<String> announcements() {
            Set<String> before =
                    visit.talk().stack().stream().map(DialogState::dialog).collect(Collectors.toSet());
            return ran.stream()
                    .filter(step -> step.endsWith(":0"))
                    .map(step -> step.substring(0, step.length() - 2))
                    .filter(dialog -> !before.contains(dialog))
                    .flatMap(dialog -> visit.edition()
                            .announcements()
                            .on(
                                    dialog,
                                    visit.edition()
                                            .scripts()
                                            .named(dialog)
                                            .filter(Script::isMatter)
                                            .isPresent(),
                                    visit.ears().now()))
                    .distinct()
                    .toList();
        }

        /** What somebody votes or says in confidence is recorded nowhere. */
        boolean isConfidential() {
            return done.stream()
                    .filter(Effect.Bench.class::isInstance)
                    .map(Effect.Bench.class::cast)
                    .anyMatch(bench -> bench.deed().equals("vote")
                            || bench.deed().equals("line")
                                    && BenchLine.of(bench.words(), bench.words())
                                            .filter(line -> line.deed().isConfidential())
                                            .isPresent());
        }

        TurnLog.Turn record(Result last) {
            return new TurnLog.Turn(inputs, facts, done, replies, notes, List.copyOf(ran), last.state());
        }
    }
}
