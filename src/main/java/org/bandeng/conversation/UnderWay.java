package org.bandeng.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bandeng.community.OpenId;
import org.bandeng.dialog.Answer;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Question;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.TalkState;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the bot is talking about with a resident now: whoever takes over sees what was asked already, and what was answered. */
@Component
public class UnderWay {

    private final Turns turns;
    private final Dialogs dialogs;

    UnderWay(Turns turns, Dialogs dialogs) {
        this.turns = turns;
        this.dialogs = dialogs;
    }

    /**
     * A matter that the bot has not finished.
     *
     * @param title of the script
     * @param asked what it waits to be told; empty: nothing
     * @param waits whether it is the one that waits for the resident; else it waits for its turn, or was put by
     */
    public record Unfinished(String title, List<Known> known, String asked, boolean waits) {
        public Unfinished {
            known = List.copyOf(known);
        }
    }

    /** What was answered: the label of the question, and the answer for people. */
    public record Known(String label, String text) {}

    /** What is under way, the latest first. */
    public Mono<List<Unfinished>> of(OpenId resident) {
        return turns.look(resident).map(stored -> unfinished(stored.talk()));
    }

    private List<Unfinished> unfinished(TalkState talk) {
        List<Unfinished> all = new ArrayList<>();
        talk.stack()
                .forEach(state -> unfinished(state, state.equals(talk.top())).ifPresent(each -> all.add(0, each)));
        talk.drafts().forEach(draft -> unfinished(draft.stack().get(0), false).ifPresent(all::add));
        return all;
    }

    /** A script that there is no more tells nobody anything. */
    private Optional<Unfinished> unfinished(DialogState state, boolean waits) {
        return dialogs.scripts().named(state.dialog()).map(script -> {
            String step = waits && state.revision().equals(script.revision()) ? script.nameOf(state.at()) : "";
            return new Unfinished(script.title(), known(state, script), label(step, script), waits);
        });
    }

    private static List<Known> known(DialogState state, Script script) {
        return state.answers().entrySet().stream()
                .filter(each -> !each.getKey().startsWith("#"))
                .map(each -> known(label(each.getKey(), script), each.getValue()))
                .filter(each -> !each.label().isEmpty() && !each.text().isBlank())
                .toList();
    }

    private static Known known(String label, Answer answer) {
        return new Known(label, answer.text());
    }

    private static String label(String name, Script script) {
        return script.question(name).map(Question::label).orElse("");
    }
}
