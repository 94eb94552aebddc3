package org.bandeng.dialog.check;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.TalkState;

/** A house in which chance decides what comes of what is done outside. */
public final class RandomHouse {

    public static final Candidate HOME = new Candidate("7", "幸福里3号楼2单元501");

    /** What gets through most questions. */
    public static final List<Input> ANSWERS = List.of(
            Input.Words.of("1"),
            Input.Words.of("2"),
            Input.Words.of("3"),
            Input.Words.of("5"),
            Input.Words.of("是"),
            Input.Words.of("不是"),
            Input.Words.of("没有"),
            Input.Words.of("不知道"),
            Input.Words.of("13812345678"),
            Input.Words.of("三天"),
            new Input.Picture("7"));

    private static final List<String> EVENTS = List.of(
            "subscribe", "scanned", "voice", "unsupported", "survey", "follow-up", "which-ticket", "with-staff");

    private final Scripts scripts;
    private final World world;

    public RandomHouse(Scripts scripts) {
        this.scripts = scripts;
        this.world = new World(new Telling(scripts.all()));
    }

    /** A turn with its effects carried out. */
    public record Turned(TalkState state, List<String> replies) {}

    public Turned turn(TalkState state, Input input, Facts facts, SplittableRandom chance) {
        HouseRules.Turned turned = HouseRules.turn(scripts, state, input, facts, effect -> fate(effect, chance));
        return new Turned(turned.state(), turned.replies());
    }

    private Input.Outcome fate(Effect effect, SplittableRandom chance) {
        List<Input.Outcome> outcomes = world.outcomes(effect);
        return outcomes.get(chance.nextInt(outcomes.size()));
    }

    /** What is wrong with a turn; empty: nothing. */
    public static String brokenBy(Turned turned, Input input) {
        return HouseRules.brokenBy(new HouseRules.Turned(turned.state(), turned.replies(), List.of()), input);
    }

    /** What is wrong with a state in which the resident now is; empty: nothing. */
    public String brokenIn(TalkState state, Facts facts) {
        return HouseRules.brokenIn(
                scripts, state, facts, effect -> world.outcomes(effect).get(0));
    }

    /** Something that happens while somebody talks, or about nobody's words. */
    public static Input.Event event(SplittableRandom chance, Input.Words words) {
        String name = EVENTS.get(chance.nextInt(EVENTS.size()));
        Map<String, String> known =
                switch (name) {
                    case "survey" -> Map.of("ticket.number", "1010", "score", String.valueOf(1 + chance.nextInt(5)));
                    case "follow-up" -> Map.of("ticket.number", "1010", "ticket.status", "dispatched", "reply", "urge");
                    case "which-ticket" -> Map.of("reply", "done");
                    case "voice" -> Map.of("inside", String.valueOf(chance.nextBoolean()));
                    default -> Map.of();
                };
        List<Candidate> offered = name.equals("which-ticket")
                ? List.of(new Candidate("1010", "编号 1010 照明报修"), new Candidate("1029", "编号 1029 停车问题"))
                : List.of();
        return new Input.Event(name, words, known, offered);
    }
}
