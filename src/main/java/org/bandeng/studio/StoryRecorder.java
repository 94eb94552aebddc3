package org.bandeng.studio;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bandeng.community.Directory;
import org.bandeng.conversation.Edition;
import org.bandeng.conversation.Recordings;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Input;
import org.jspecify.annotations.Nullable;

/** Makes a story of a conversation that was held, to be put into a {@code NAME.test.yaml}. */
final class StoryRecorder {

    private static final Duration REMINDER = Duration.ofMinutes(30);
    private static final Duration PUT_BY = Duration.ofHours(12);

    /** Outcomes that stories make up by themselves. */
    private static final List<String> MADE_UP =
            List.of("ticket.number", "ticket.office", "ticket.title", "ticket.line", "ticket.status", "ticket.due");

    private StoryRecorder() {}

    /**
     * The story.
     *
     * @param dialog the script whose stories it belongs to
     */
    record Recorded(String dialog, String yaml) {}

    static Recorded record(List<Recordings.Turn> turns, Edition edition, Directory directory) {
        Recordings.Turn first = turns.get(0);
        Facts facts = first.played().facts();
        String dialog = dialogOf(first);
        String event = "";
        Map<String, String> given = Map.of();
        Map<String, String> offered = new LinkedHashMap<>();
        Map<String, String> outcome = new LinkedHashMap<>();
        List<Story.Turn> told = new ArrayList<>();
        for (Recordings.Turn turn : turns) {
            Input input = turn.played().inputs().get(0);
            if (input instanceof Input.Event happened) {
                if (turn != first) {
                    // A story has one event, at its beginning; what came of another is a story of its own.
                    break;
                }
                event = happened.name();
                given = happened.known();
                happened.offered().forEach(each -> offered.put(each.value(), each.name()));
            }
            told.add(turn(input));
            learn(turn, outcome, offered);
        }
        Candidate home = facts.home();
        Story story = new Story(
                dialog + ".test.yaml",
                1,
                dialog,
                "照模拟手机上的对话",
                LocalDateTime.parse(facts.values().get("now")),
                home == null ? "" : home.name(),
                event,
                given,
                offered,
                Map.of(),
                outcome,
                told);
        List<Story.Turn> played = new StoryPlayer(edition, directory, new Coverage()).record(story);
        return new Recorded(dialog, StoryWriter.file(List.of(story), List.of(played)));
    }

    private static String dialogOf(Recordings.Turn turn) {
        List<DialogState> stack = turn.state().stack();
        return stack.isEmpty() ? turn.dialog() : stack.get(0).dialog();
    }

    private static Story.Turn turn(Input input) {
        if (input instanceof Input.Silence silence) {
            return turn(null, false, null, silence.last() ? PUT_BY : REMINDER);
        }
        if (input instanceof Input.Picture) {
            return turn(null, true, null, null);
        }
        if (input instanceof Input.Position position) {
            return turn(null, false, position.label(), null);
        }
        String words = input instanceof Input.Words said
                ? said.text()
                : input instanceof Input.Event event ? event.words().text() : "";
        return turn(words, false, null, null);
    }

    private static Story.Turn turn(
            @Nullable String words, boolean picture, @Nullable String position, @Nullable Duration after) {
        return new Story.Turn(0, words, picture, position, after, List.of(), List.of(), null);
    }

    private static void learn(Recordings.Turn turn, Map<String, String> outcome, Map<String, String> offered) {
        turn.played().inputs().stream()
                .filter(Input.Outcome.class::isInstance)
                .map(Input.Outcome.class::cast)
                .forEach(each -> {
                    each.values().forEach((name, value) -> {
                        boolean telling = !MADE_UP.contains(name) && !name.startsWith("answer") && !value.isEmpty();
                        if (telling && !(name.equals("reopened") && value.equals("false"))) {
                            outcome.put(name, value);
                        }
                    });
                    each.offered().forEach(ticket -> offered.put(ticket.value(), ticket.name()));
                });
    }
}
