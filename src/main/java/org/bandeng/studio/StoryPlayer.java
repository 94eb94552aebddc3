package org.bandeng.studio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bandeng.community.Directory;
import org.bandeng.conversation.Edition;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Script;
import org.jspecify.annotations.Nullable;

/** Plays stories and compares what happens with what they say. */
public final class StoryPlayer {

    private final Edition edition;
    private final Directory directory;
    private final Coverage coverage;

    public StoryPlayer(Edition edition, Directory directory, Coverage coverage) {
        this.edition = edition;
        this.directory = directory;
        this.coverage = coverage;
    }

    /**
     * A turn that went otherwise than the story says.
     *
     * @param what bot, does or opens
     */
    public record Mismatch(String file, int line, String title, String what, String expected, String found) {
        @Override
        public String toString() {
            return "%s:%d: “%s”: %s%n  expected %s%n  found    %s".formatted(file, line, title, what, expected, found);
        }
    }

    /** Plays a story; returns what went otherwise. */
    List<Mismatch> play(Story story) {
        return new Play(story).run();
    }

    /** What really happened in each turn of a story. */
    List<Story.Turn> record(Story story) {
        Play play = new Play(story);
        play.run();
        return play.found;
    }

    private final class Play {

        private final List<Story.Turn> found = new ArrayList<>();
        private final Story story;
        private final Rehearsal rehearsal;
        private final List<Mismatch> mismatches = new ArrayList<>();
        private boolean begun;

        Play(Story story) {
            this.story = story;
            List<Candidate> offered = story.offered().entrySet().stream()
                    .map(each -> new Candidate(each.getKey(), each.getValue()))
                    .toList();
            this.rehearsal = new Rehearsal(
                    edition, directory, coverage, story.dialog(), story.home(), story.outcome(), offered, story.now());
        }

        List<Mismatch> run() {
            if (!story.known().isEmpty()) {
                beginInTheMiddle();
            }
            story.turns().forEach(turn -> compare(turn, take(turn)));
            return mismatches;
        }

        private void beginInTheMiddle() {
            Map<String, String> all = new HashMap<>(story.given());
            all.putAll(story.known());
            begun = true;
            rehearsal.take(new Input.Event("#" + story.dialog(), Input.Words.of(""), all, rehearsal.offered()));
        }

        private Rehearsal.Turned take(Story.Turn turn) {
            if (turn.after() != null) {
                return rehearsal.silence(turn.after());
            }
            boolean first = !begun && !event().isEmpty();
            begun = true;
            if (turn.picture() && !first) {
                return rehearsal.take(new Input.Picture("7"));
            }
            if (turn.position() != null) {
                return rehearsal.take(rehearsal.ears().position(turn.position(), "112.9388,28.2282"));
            }
            String said = turn.words() == null ? "" : turn.words();
            if (!first) {
                return rehearsal.say(said);
            }
            Input.Words words = rehearsal.ears().hear(said, "", rehearsal.state());
            return rehearsal.take(new Input.Event(event(), words, story.given(), rehearsal.offered()));
        }

        private String event() {
            if (!story.event().isEmpty()) {
                return story.event();
            }
            Optional<Script> script = edition.scripts().named(story.dialog());
            return script.filter(each -> each.head().starts().isEmpty()
                            && each.head().examples().isEmpty())
                    .flatMap(each -> each.head().events().stream().sorted().findFirst())
                    // What was doubtful in the words is offered along with it.
                    .filter(event -> !event.equals("unsure"))
                    .orElse("");
        }

        private void compare(Story.Turn turn, Rehearsal.Turned turned) {
            Map<String, String> ticket = ticketAsMap(turned.opened());
            found.add(new Story.Turn(
                    turn.line(),
                    turn.words(),
                    turn.picture(),
                    turn.position(),
                    turn.after(),
                    fits(turn.bot(), turned.replies())
                            ? turn.bot()
                            : turned.replies().stream().map(String::strip).toList(),
                    turned.deeds(),
                    ticket));
            if (!fits(turn.bot(), turned.replies())) {
                differs(turn, "bot", String.valueOf(turn.bot()), String.valueOf(turned.replies()));
            }
            if (!turned.deeds().equals(turn.does())) {
                differs(turn, "does", String.valueOf(turn.does()), String.valueOf(turned.deeds()));
            }
            Map<String, String> wanted = turn.opens();
            if (wanted == null
                    ? ticket != null
                    : ticket == null || !ticket.entrySet().containsAll(wanted.entrySet())) {
                differs(turn, "opens", String.valueOf(wanted), String.valueOf(ticket));
            }
        }

        private void differs(Story.Turn turn, String what, String expected, String found) {
            mismatches.add(new Mismatch(story.file(), turn.line(), story.title(), what, expected, found));
        }
    }

    private static boolean fits(List<String> expected, List<String> replies) {
        if (expected.size() != replies.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            String each = expected.get(i);
            boolean pattern = each.length() > 1 && each.startsWith("/") && each.endsWith("/");
            boolean fits = pattern
                    ? Pattern.compile(each.substring(1, each.length() - 1), Pattern.DOTALL)
                            .matcher(replies.get(i))
                            .find()
                    : each.equals(replies.get(i).strip());
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Map<String, String> ticketAsMap(Effect.@Nullable OpenTicket opened) {
        if (opened == null) {
            return null;
        }
        Map<String, String> ticket = new LinkedHashMap<>();
        ticket.put("category", opened.category());
        ticket.put("place", opened.placeText());
        ticket.put("summary", opened.summary().strip());
        if (opened.urgent()) {
            ticket.put("urgent", "true");
        }
        return ticket;
    }
}
