package org.bandeng.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Result;
import org.bandeng.dialog.Step;
import org.bandeng.dialog.TalkState;
import org.bandeng.dialog.json.DialogJson;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** What the engine was given and what it made of it, turn by turn: for replay, for pictures of dialogs and for their authors. */
@Repository
class TurnLog {

    private final DatabaseClient database;
    private final Clock clock;

    TurnLog(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One turn.
     *
     * @param inputs what the engine was given, with the outcomes of its effects
     * @param done the effects, in order
     * @param ran the steps, as {@code dialog:index}
     * @param after where the conversation stands
     */
    record Turn(
            List<Input> inputs,
            Facts facts,
            List<Effect> done,
            List<String> replies,
            List<Result.Note> notes,
            List<String> ran,
            TalkState after) {}

    Mono<Void> write(Visit visit, Turn turn) {
        DialogState top = turn.after().top();
        String dialog = top == null ? lastOf(turn) : top.dialog();
        DialogState before = visit.talk().top();
        String revision = top == null ? "" : top.revision();
        return database.sql("""
                        insert into dialog_turn (resident_id, message_id, at, first, inputs, dialog, revision, step,
                            dialog_before, step_before, ending, deeds, trace, state)
                        values (:resident, nullif(:message, 0), :at, :first, :inputs::jsonb, :dialog, :revision, :step,
                            :dialog_before, :step_before, :ending, :deeds, :trace::jsonb, :state::jsonb)""")
                .bind("resident", visit.resident().id().value())
                .bind("message", visit.messageId())
                .bind("at", Instant.now(clock))
                .bind("first", visit.talk().stack().isEmpty())
                .bind("inputs", DialogJson.write(new DialogJson.Played(turn.inputs(), turn.facts())))
                .bind("dialog", dialog)
                .bind("revision", revision)
                .bind("step", waiting(visit, top))
                .bind("dialog_before", before == null ? "" : before.dialog())
                .bind("step_before", waiting(visit, before))
                .bind("ending", ending(visit, turn))
                .bind(
                        "deeds",
                        turn.done().stream()
                                .map(each -> each.getClass().getSimpleName())
                                .toArray(String[]::new))
                .bind("trace", DialogJson.write(turn.notes()))
                .bind("state", DialogJson.write(turn.after()))
                .then();
    }

    private static String waiting(Visit visit, @Nullable DialogState top) {
        return top == null
                ? ""
                : visit.edition()
                        .scripts()
                        .of(top)
                        .map(script -> script.nameOf(top.at()))
                        .orElse("");
    }

    private static String lastOf(Turn turn) {
        return turn.ran().isEmpty() ? "" : dialogOf(turn.ran().get(turn.ran().size() - 1));
    }

    private static String dialogOf(String step) {
        return step.substring(0, step.indexOf(':'));
    }

    private static String ending(Visit visit, Turn turn) {
        if (turn.done().stream().anyMatch(Effect.HandOver.class::isInstance)) {
            return "person";
        }
        if (visit.isInDialog() && turn.ran().stream().anyMatch(step -> isCancel(visit, step))) {
            return "cancelled";
        }
        boolean putBy = turn.after().drafts().size() > visit.talk().drafts().size();
        if (putBy && turn.after().top() == null) {
            return "put-by";
        }
        return turn.after().top() == null ? "done" : "";
    }

    private static boolean isCancel(Visit visit, String ran) {
        int at = Integer.parseInt(ran.substring(ran.indexOf(':') + 1));
        return visit.edition()
                .scripts()
                .named(dialogOf(ran))
                .filter(script -> at < script.steps().size())
                .map(script -> script.steps().get(at))
                .filter(Step.Cancel.class::isInstance)
                .isPresent();
    }
}
