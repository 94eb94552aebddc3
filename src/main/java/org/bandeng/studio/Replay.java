package org.bandeng.studio;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bandeng.community.Directory;
import org.bandeng.community.PlaceId;
import org.bandeng.conversation.Ears;
import org.bandeng.conversation.Edition;
import org.bandeng.conversation.Home;
import org.bandeng.conversation.Recordings;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Engine;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Result;
import org.bandeng.dialog.TalkState;
import org.jspecify.annotations.Nullable;

/**
 * Runs a draft over real conversations: the same words at the same moments, with the same outcomes of what was done outside, once
 * with what is published and once with the draft.
 */
final class Replay {

    /** Telephones, rooms, documents, tickets: nothing with three digits or more is needed to judge a script. */
    private static final Pattern NUMBER = Pattern.compile("[0-9０-９](?:[ -]?[0-9０-９]){2,}");

    private static final Pattern NAME = Pattern.compile("(我叫|我姓|姓名|联系人)[是:：]?\\s*\\p{IsHan}{1,4}");

    private final Edition present;
    private final Edition draft;
    private final Directory directory;

    Replay(Edition present, Edition draft, Directory directory) {
        this.present = present;
        this.draft = draft;
        this.directory = directory;
    }

    /** One turn, as it goes now and as it would go. Personal details are taken out. */
    record Line(String said, String now, String then, boolean differs) {
        static Line of(String said, String now, String then) {
            return new Line(anonymous(said), anonymous(now), anonymous(then), !now.equals(then));
        }
    }

    /** A conversation that would go differently. */
    record Difference(List<Line> lines) {}

    /**
     * What would go differently.
     *
     * @param conversations how many were run
     * @param differences those that differ, the latest first
     */
    record Outcome(int conversations, List<Difference> differences) {}

    /** @param turns each resident's together and in order */
    Outcome run(List<Recordings.Turn> turns) {
        List<Difference> differences = new ArrayList<>();
        List<List<Recordings.Turn>> conversations = conversations(turns);
        for (List<Recordings.Turn> conversation : conversations) {
            List<Line> lines;
            try {
                lines = play(conversation);
            } catch (IllegalStateException broken) {
                lines = List.of(new Line("", "", String.valueOf(broken.getMessage()), true));
            }
            if (lines.stream().anyMatch(Line::differs)) {
                differences.add(new Difference(lines));
            }
        }
        return new Outcome(conversations.size(), differences);
    }

    private static List<List<Recordings.Turn>> conversations(List<Recordings.Turn> turns) {
        Map<String, List<Recordings.Turn>> conversations = new LinkedHashMap<>();
        int number = 0;
        for (Recordings.Turn turn : turns) {
            number += turn.first() ? 1 : 0;
            conversations
                    .computeIfAbsent(turn.resident() + "/" + number, key -> new ArrayList<>())
                    .add(turn);
        }
        // One that began before the time looked at cannot be played from its middle.
        return conversations.values().stream()
                .filter(each -> each.get(0).first())
                .toList();
    }

    private List<Line> play(List<Recordings.Turn> conversation) {
        Player now = new Player(present);
        Player then = new Player(draft);
        List<Line> lines = new ArrayList<>();
        for (Recordings.Turn turn : conversation) {
            lines.add(Line.of(said(turn.played().inputs().get(0)), now.play(turn), then.play(turn)));
        }
        return lines;
    }

    private static String said(Input input) {
        if (input instanceof Input.Words words) {
            return words.text();
        }
        if (input instanceof Input.Event event) {
            return event.words().text().isBlank()
                    ? "（" + event.name() + "）"
                    : event.words().text();
        }
        if (input instanceof Input.Silence silence) {
            return silence.last() ? "（一直没回）" : "（半小时没回）";
        }
        return input instanceof Input.Picture ? "（照片）" : "（位置）";
    }

    /** Without what could tell who it was. */
    static String anonymous(String text) {
        return NAME.matcher(NUMBER.matcher(text).replaceAll("***")).replaceAll("$1***");
    }

    private final class Player {
        private final Edition edition;
        private TalkState state = TalkState.EMPTY;

        Player(Edition edition) {
            this.edition = edition;
        }

        /** What is said and done in a turn. */
        String play(Recordings.Turn turn) {
            Map<String, List<Input.Outcome>> outcomes = outcomes(turn);
            List<String> told = new ArrayList<>();
            Facts facts = turn.played().facts();
            Input next = heard(turn.played().inputs().get(0), facts);
            for (int run = 0; next != null && run < 30; run++) {
                Result result = Engine.turn(edition.scripts(), state, next, facts);
                state = result.state();
                told.addAll(result.replies());
                Effect effect = result.effect();
                if (effect instanceof Effect.OpenTicket open) {
                    told.add("［工单 %s：%s］"
                            .formatted(open.category(), open.summary().strip()));
                } else if (effect instanceof Effect.HandOver) {
                    told.add("［转人工］");
                }
                next = effect == null ? null : outcome(effect, outcomes);
            }
            return String.join("\n", told);
        }

        /** The words as this edition would understand them. */
        private Input heard(Input input, Facts facts) {
            if (!(input instanceof Input.Words words)) {
                return input;
            }
            return new Ears(
                            edition,
                            directory,
                            home(facts),
                            LocalDateTime.parse(facts.values().get("now")))
                    .hear(words.text(), words.tapped(), state);
        }
    }

    private @Nullable Home home(Facts facts) {
        return facts.home() == null
                ? null
                : Home.at(new PlaceId(Long.parseLong(facts.home().value())), "", directory)
                        .orElse(null);
    }

    private static Map<String, List<Input.Outcome>> outcomes(Recordings.Turn turn) {
        Map<String, List<Input.Outcome>> outcomes = new HashMap<>();
        List<Input> inputs = turn.played().inputs();
        for (int i = 0; i < turn.deeds().size() && i + 1 < inputs.size(); i++) {
            if (inputs.get(i + 1) instanceof Input.Outcome outcome) {
                outcomes.computeIfAbsent(turn.deeds().get(i), key -> new ArrayList<>())
                        .add(outcome);
            }
        }
        return outcomes;
    }

    /** What really came of it; where it was not done then, what usually comes of it. */
    private static Input.Outcome outcome(Effect effect, Map<String, List<Input.Outcome>> outcomes) {
        List<Input.Outcome> real = outcomes.getOrDefault(effect.getClass().getSimpleName(), List.of());
        if (!real.isEmpty()) {
            return real.remove(0);
        }
        return Input.Outcome.of(
                effect instanceof Effect.OpenTicket
                        ? Map.of("ticket.number", Rehearsal.NUMBER, "ticket.office", "社区服务中心", "ticket.due", "明天12:00")
                        : Map.of());
    }
}
