package org.bandeng.studio;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bandeng.community.Directory;
import org.bandeng.community.PlaceId;
import org.bandeng.conversation.Ears;
import org.bandeng.conversation.Edition;
import org.bandeng.conversation.Home;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Engine;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Result;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.TalkState;
import org.bandeng.dialog.json.DialogJson;
import org.jspecify.annotations.Nullable;

/** Plays stories. Between any two turns the state is written out and read back, as it is between two messages. */
public final class StoryPlayer {

    private static final String COMMUNITY = "幸福里社区";
    private static final String NUMBER = "1013";

    /** How long a resident may think before the bot reminds them, and then puts the draft by. */
    private static final Duration REMINDER = Duration.ofMinutes(30);

    private static final Duration PUT_BY = Duration.ofHours(12);

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
        private final @Nullable Home home;
        private final List<Mismatch> mismatches = new ArrayList<>();
        private final List<String> replies = new ArrayList<>();
        private final List<String> deeds = new ArrayList<>();
        private LocalDateTime now;
        private TalkState state = TalkState.EMPTY;
        private boolean begun;
        private boolean reminded;
        private Effect.@Nullable OpenTicket opened;

        Play(Story story) {
            this.story = story;
            this.now = story.now();
            this.home = story.home().isEmpty() ? null : home(story.home());
        }

        private @Nullable Home home(String words) {
            Input.Words heard = new Ears(edition, directory, null, now).hear(words, "", TalkState.EMPTY);
            List<Candidate> places = heard.reading().place().places();
            return places.size() == 1
                    ? Home.at(new PlaceId(Long.parseLong(places.get(0).value())), "", directory)
                            .orElse(null)
                    : null;
        }

        List<Mismatch> run() {
            beginInTheMiddle();
            for (Story.Turn turn : story.turns()) {
                replies.clear();
                deeds.clear();
                opened = null;
                inputs(turn).forEach(this::take);
                compare(turn);
            }
            return mismatches;
        }

        private void beginInTheMiddle() {
            if (!story.known().isEmpty()) {
                Map<String, String> all = new HashMap<>(story.given());
                all.putAll(story.known());
                begun = true;
                take(new Input.Event("#" + story.dialog(), Input.Words.of(""), all, offered()));
            }
        }

        private List<Input> inputs(Story.Turn turn) {
            if (turn.after() != null) {
                return silence(turn.after());
            }
            reminded = false;
            if (turn.picture() && (begun || !isEvent())) {
                begun = true;
                return List.of(new Input.Picture("7"));
            }
            Ears ears = ears();
            if (turn.position() != null) {
                return List.of(ears.position(turn.position(), "112.9388,28.2282"));
            }
            Input.Words words = ears.hear(turn.words() == null ? "" : turn.words(), "", state);
            if (!begun && isEvent()) {
                begun = true;
                return List.of(new Input.Event(event(), words, story.given(), offered()));
            }
            begun = true;
            return List.of(words);
        }

        private boolean isEvent() {
            return !event().isEmpty();
        }

        private String event() {
            if (!story.event().isEmpty()) {
                return story.event();
            }
            Optional<Script> script = edition.scripts().named(story.dialog());
            return script.filter(each -> each.head().starts().isEmpty()
                            && each.head().examples().isEmpty())
                    .flatMap(each -> each.head().events().stream().sorted().findFirst())
                    .orElse("");
        }

        private List<Candidate> offered() {
            return story.offered().entrySet().stream()
                    .map(each -> new Candidate(each.getKey(), each.getValue()))
                    .toList();
        }

        private List<Input> silence(Duration after) {
            now = now.plus(after);
            List<Input> inputs = new ArrayList<>();
            if (after.compareTo(REMINDER) >= 0 && !reminded) {
                inputs.add(new Input.Silence(false));
            }
            reminded = true;
            if (after.compareTo(PUT_BY) >= 0) {
                inputs.add(new Input.Silence(true));
            }
            return inputs;
        }

        private Ears ears() {
            return new Ears(edition, directory, home, now);
        }

        private void take(Input input) {
            Facts facts = edition.facts(COMMUNITY, home == null ? null : candidate(home), now);
            Input next = input;
            while (next != null) {
                Result result = Engine.turn(edition.scripts(), state, next, facts);
                coverage.saw(result.steps());
                state = DialogJson.state(DialogJson.write(result.state()));
                replies.addAll(result.replies());
                Effect effect = result.effect();
                next = effect == null ? null : outcome(effect);
            }
        }

        private Candidate candidate(Home at) {
            return new Candidate(String.valueOf(at.place().id().value()), at.name());
        }

        private Input.Outcome outcome(Effect effect) {
            if (effect instanceof Effect.OpenTicket open) {
                opened = open;
                return Input.Outcome.of(ticket(office(open)));
            }
            if (!QUERIES.contains(effect.getClass())) {
                deeds.add(name(effect));
            }
            Map<String, String> values = new HashMap<>();
            if (effect instanceof Effect.FindSimilar || effect instanceof Effect.FindAnswer) {
                values.putAll(Map.of("similar.number", "", "similar.line", "", "answer", "", "answer.source", ""));
            }
            if (effect instanceof Effect.FindAnswer find) {
                edition.faq()
                        .find(find.question())
                        .ifPresent(entry ->
                                values.putAll(Map.of("answer", entry.answer(), "answer.source", entry.source())));
            }
            if (effect instanceof Effect.Join || effect instanceof Effect.FindTicket) {
                values.putAll(ticket("幸福里物业服务中心"));
            }
            values.putAll(story.outcome());
            return new Input.Outcome(values, effect instanceof Effect.FindTickets ? offered() : List.of());
        }

        private Map<String, String> ticket(String office) {
            return Map.of(
                    "ticket.number",
                    NUMBER,
                    "ticket.office",
                    office,
                    "ticket.title",
                    edition.scripts().named(story.dialog()).map(Script::title).orElse(""),
                    "ticket.status",
                    "dispatched",
                    "ticket.line",
                    "编号 " + NUMBER);
        }

        private String office(Effect.OpenTicket open) {
            return open.place().isEmpty()
                    ? "社区服务中心"
                    : directory
                            .place(new PlaceId(Long.parseLong(open.place())))
                            .map(place -> place.office())
                            .orElse("");
        }

        private void compare(Story.Turn turn) {
            found.add(new Story.Turn(
                    turn.line(),
                    turn.words(),
                    turn.picture(),
                    turn.position(),
                    turn.after(),
                    replies.stream().map(String::strip).toList(),
                    List.copyOf(deeds),
                    ticketAsMap()));
            if (!fits(turn.bot())) {
                differs(turn, "bot", String.valueOf(turn.bot()), String.valueOf(replies));
            }
            if (!deeds.equals(turn.does())) {
                differs(turn, "does", String.valueOf(turn.does()), String.valueOf(deeds));
            }
            Map<String, String> ticket = ticketAsMap();
            Map<String, String> wanted = turn.opens();
            if (wanted == null
                    ? ticket != null
                    : ticket == null || !ticket.entrySet().containsAll(wanted.entrySet())) {
                differs(turn, "opens", String.valueOf(wanted), String.valueOf(ticket));
            }
        }

        private boolean fits(List<String> expected) {
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

        private @Nullable Map<String, String> ticketAsMap() {
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

        private void differs(Story.Turn turn, String what, String expected, String found) {
            mismatches.add(new Mismatch(story.file(), turn.line(), story.title(), what, expected, found));
        }
    }

    private static final Set<Class<? extends Effect>> QUERIES = Set.of(
            Effect.FindTickets.class, Effect.FindTicket.class, Effect.FindSimilar.class, Effect.FindAnswer.class);

    private static String name(Effect effect) {
        String name = effect.getClass().getSimpleName();
        if (effect instanceof Effect.Rate rate) {
            return name + " " + rate.score();
        }
        if (effect instanceof Effect.Remark remark) {
            return (name + " " + remark.words()).strip();
        }
        return name;
    }
}
