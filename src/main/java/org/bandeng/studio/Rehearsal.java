package org.bandeng.studio;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/**
 * A conversation without a server: real scripts, real understanding, real places, and made-up outcomes of what is done outside.
 * Between any two turns the state is written out and read back, as it is between two messages.
 */
final class Rehearsal {

    /** The number of every ticket here. */
    static final String NUMBER = "1013";

    private static final String DUE = "明天12:00";

    private static final String COMMUNITY = "幸福里社区";

    /** How long a resident may think before the bot reminds them, and then puts the draft by. */
    private static final Duration REMINDER = Duration.ofMinutes(30);

    private static final Duration PUT_BY = Duration.ofHours(12);

    private static final Set<Class<? extends Effect>> QUERIES = Set.of(
            Effect.FindTickets.class, Effect.FindTicket.class, Effect.FindSimilar.class, Effect.FindAnswer.class);

    private final Edition edition;
    private final Directory directory;
    private final Coverage coverage;
    private final String dialog;
    private final @Nullable Home home;
    private final Map<String, String> outcome;
    private final List<Candidate> offered;
    private LocalDateTime now;
    private TalkState state = TalkState.EMPTY;
    private boolean reminded;

    /**
     * @param dialog the script that it is about
     * @param home where the resident lives, as they would say it; empty: not known
     * @param outcome what comes of what is done outside, by name, where it is to differ
     * @param offered the tickets that the resident has
     */
    Rehearsal(
            Edition edition,
            Directory directory,
            Coverage coverage,
            String dialog,
            String home,
            Map<String, String> outcome,
            List<Candidate> offered,
            LocalDateTime now) {
        this.edition = edition;
        this.directory = directory;
        this.coverage = coverage;
        this.dialog = dialog;
        this.outcome = Map.copyOf(outcome);
        this.offered = List.copyOf(offered);
        this.now = now;
        this.home = home.isEmpty() ? null : home(home);
    }

    /**
     * What came of a turn.
     *
     * @param deeds what was done outside, looking things up left out
     * @param opened the ticket that was opened; null: none
     */
    record Turned(List<String> replies, List<String> deeds, Effect.@Nullable OpenTicket opened) {}

    private @Nullable Home home(String words) {
        Input.Words heard = new Ears(edition, directory, null, now).hear(words, "", TalkState.EMPTY);
        List<Candidate> places = heard.reading().place().places();
        return places.size() == 1
                ? Home.at(new PlaceId(Long.parseLong(places.get(0).value())), "", directory)
                        .orElse(null)
                : null;
    }

    TalkState state() {
        return state;
    }

    /** Goes back to an earlier state. */
    void setState(TalkState earlier) {
        state = earlier;
    }

    List<Candidate> offered() {
        return offered;
    }

    Ears ears() {
        return new Ears(edition, directory, home, now);
    }

    /** The resident says something. */
    Turned say(String words) {
        return take(List.of(ears().hear(words, "", state)));
    }

    /** Nobody says anything for a while. */
    Turned silence(Duration after) {
        now = now.plus(after);
        List<Input> inputs = new ArrayList<>();
        if (after.compareTo(REMINDER) >= 0 && !reminded) {
            inputs.add(new Input.Silence(false));
        }
        boolean before = reminded;
        if (after.compareTo(PUT_BY) >= 0) {
            inputs.add(new Input.Silence(true));
        }
        Turned turned = take(inputs);
        reminded = before || after.compareTo(REMINDER) >= 0;
        return turned;
    }

    Turned take(Input input) {
        return take(List.of(input));
    }

    private Turned take(List<Input> inputs) {
        reminded = false;
        List<String> replies = new ArrayList<>();
        List<String> deeds = new ArrayList<>();
        Effect.OpenTicket opened = null;
        for (Input input : inputs) {
            Facts facts = facts();
            Input next = input;
            while (next != null) {
                Result result = Engine.turn(edition.scripts(), state, next, facts);
                coverage.saw(result.steps());
                state = DialogJson.state(DialogJson.write(result.state()));
                replies.addAll(result.replies());
                Effect effect = result.effect();
                if (effect instanceof Effect.OpenTicket open) {
                    opened = open;
                } else if (effect != null && !QUERIES.contains(effect.getClass())) {
                    deeds.add(name(effect));
                }
                next = effect == null ? null : outcome(effect);
            }
        }
        return new Turned(replies, deeds, opened);
    }

    private Facts facts() {
        return edition.facts(COMMUNITY, home == null ? null : candidate(home), now);
    }

    private static Candidate candidate(Home at) {
        return new Candidate(String.valueOf(at.place().id().value()), at.name());
    }

    private Input.Outcome outcome(Effect effect) {
        if (effect instanceof Effect.OpenTicket open) {
            return Input.Outcome.of(ticket(office(open)));
        }
        Map<String, String> values = new HashMap<>();
        if (effect instanceof Effect.FindSimilar || effect instanceof Effect.FindAnswer) {
            values.putAll(Map.of("similar.number", "", "similar.line", "", "answer", "", "answer.source", ""));
        }
        if (effect instanceof Effect.FindAnswer find) {
            edition.answer(find.question(), facts())
                    .ifPresent(
                            entry -> values.putAll(Map.of("answer", entry.answer(), "answer.source", entry.source())));
        }
        if (effect instanceof Effect.Work) {
            values.putAll(Map.of("done", "true", "lacks", ""));
        }
        if (effect instanceof Effect.Bench bench) {
            values.putAll(topic(bench));
        }
        if (effect instanceof Effect.Join || effect instanceof Effect.FindTicket || effect instanceof Effect.Work) {
            values.putAll(ticket("幸福里物业服务中心"));
        }
        values.putAll(outcome);
        return new Input.Outcome(values, isList(effect) ? offered : List.of());
    }

    private static Map<String, String> topic(Effect.Bench bench) {
        Map<String, String> values = new HashMap<>(Map.of(
                "ballot.options", "1. 改",
                "ballot.how", "点一个",
                "ballot.until", "明天18:00",
                "ballot.kind", "一户一票，不记名",
                "ballot.choice", bench.words(),
                "ballot.receipt", "K7FM9Q"));
        values.putAll(Map.of(
                "bench.result", "ok",
                "topic.number", bench.topic().isEmpty() ? "12" : bench.topic(),
                "topic.title", bench.words(),
                "topic.forum", "邻里议事会",
                "topic.line", "议题 12",
                "topic.supports", "1",
                "topic.missing", "9",
                "topics", "",
                "topics.count", "0"));
        return values;
    }

    private static boolean isList(Effect effect) {
        return effect instanceof Effect.FindTickets
                || effect instanceof Effect.Bench
                || effect instanceof Effect.Work work && work.deed().equals("list");
    }

    private Map<String, String> ticket(String office) {
        return Map.of(
                "ticket.number",
                NUMBER,
                "ticket.office",
                office,
                "ticket.title",
                edition.scripts().named(dialog).map(Script::title).orElse(""),
                "ticket.status",
                "dispatched",
                "ticket.due",
                DUE,
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

    private static String name(Effect effect) {
        String name = effect.getClass().getSimpleName();
        if (effect instanceof Effect.Rate rate) {
            return name + " " + rate.score();
        }
        if (effect instanceof Effect.Work work) {
            return "%s %s %s".formatted(name, work.deed(), work.note()).strip();
        }
        if (effect instanceof Effect.Bench bench) {
            return "%s %s %s".formatted(name, bench.deed(), bench.words()).strip();
        }
        if (effect instanceof Effect.Remark remark) {
            return (name + " " + remark.words()).strip();
        }
        return name;
    }
}
