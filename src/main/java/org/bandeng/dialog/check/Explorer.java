package org.bandeng.dialog.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Engine;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Result;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.Step;
import org.bandeng.dialog.TalkState;
import org.bandeng.yaml.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Walks one script through every state that its conversations can be in, with the engine itself: at each question it tries what
 * residents could do, at each effect what could come of it. Answers that no condition reads are all taken for the same.
 */
final class Explorer {

    /** WeChat's limit for one message, in bytes of UTF-8 (practice; the documents give none). */
    static final int MAX_BYTES = 2048;

    /** An announcement may be said first to who begins a matter: two hundred signs, and a line's end. */
    private static final int ANNOUNCEMENT = 601;

    /** As many matters are asked about at once. */
    private static final int MOST_LIKELY = 3;

    private static final int MAX_STATES = 4_000;
    private static final int MAX_TURNS = 800_000;
    private static final int MAX_EFFECTS = 30;

    /** No way back from an interruption takes more answers than that. */
    private static final int PATIENCE = 60;

    /** What gets through almost any question. */
    private static final List<String> EASY = List.of("没有", "1", "是", "13812345678", "不是", Probes.NONSENSE);

    private final Scripts scripts;
    private final Script script;
    private final World world;
    private final Probes probes;
    private final Sameness sameness;
    private final Consumer<Problem> problems;

    private final Map<Place, Node> nodes = new LinkedHashMap<>();
    private final Deque<Node> open = new ArrayDeque<>();
    private final Map<Integer, Node> waits = new LinkedHashMap<>();
    private final Set<String> steps = new HashSet<>();
    private final Set<String> moves = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private int turns;
    private int longest;
    private boolean whole = true;

    /** @param scripts in their longest wordings */
    Explorer(Scripts scripts, Script script, Consumer<Problem> problems) {
        this.scripts = scripts;
        this.script = script;
        Telling telling = new Telling(script, scripts);
        this.sameness = new Sameness(scripts, telling);
        this.world = new World(telling);
        this.probes = new Probes(telling);
        this.problems = problems;
    }

    /** A state of a conversation in one of the worlds that were tried. */
    private record Place(TalkState state, Facts facts) {}

    /** A state with the way to it. */
    private static final class Node {
        private final Place place;
        private final @Nullable Node from;
        private final Input by;
        private final Set<Node> before = new HashSet<>();
        private boolean ends;

        Node(Place place, @Nullable Node from, Input by) {
            this.place = place;
            this.from = from;
            this.by = by;
        }
    }

    /** One turn while its effects are being carried out. */
    private record Run(
            @Nullable Node from, Input first, Facts facts, List<String> said, List<String> ran, int effects) {
        Run and(Result result) {
            List<String> more = new ArrayList<>(said);
            more.addAll(result.replies());
            List<String> longer = new ArrayList<>(ran);
            longer.addAll(result.steps());
            return new Run(from, first, facts, more, longer, effects + 1);
        }
    }

    /** Walks it all. */
    Report.Explored explore() {
        for (Facts facts : world.facts()) {
            for (Map<String, String> known : world.known(script)) {
                for (Input.Words opening : probes.openings(script)) {
                    List<Candidate> offered = offered();
                    begin(new Input.Event("#" + script.name(), opening, known, offered), facts);
                }
            }
        }
        while (!open.isEmpty()) {
            if (nodes.size() > MAX_STATES || turns > MAX_TURNS) {
                whole = false;
                break;
            }
            expand(open.poll());
        }
        whole &= world.isComplete();
        interruptions();
        deadEnds();
        return new Report.Explored(script.name(), nodes.size(), turns, longest, whole);
    }

    private List<Candidate> offered() {
        if (script.head().events().contains("unsure")) {
            return scripts.all().stream()
                    .filter(Script::isMatter)
                    .map(each -> new Candidate(each.name(), each.title()))
                    .limit(MOST_LIKELY)
                    .toList();
        }
        return script.head().events().contains("which-ticket")
                        || script.head().events().contains("work")
                ? world.offered()
                : List.of();
    }

    boolean isWhole() {
        return whole;
    }

    /** The steps that ran, as {@code dialog:index}. */
    Set<String> steps() {
        return steps;
    }

    /** Which step followed which, as {@code dialog:index>dialog:index}. */
    Set<String> moves() {
        return moves;
    }

    /** By itself and, if it may, in the middle of a matter and of something that registers nothing. */
    private void begin(Input.Event event, Facts facts) {
        run(TalkState.EMPTY, event, new Run(null, event, facts, List.of(), List.of(), 0));
        if (script.head().interrupts()) {
            within(Script::isMatter, event, facts);
            within(other -> !other.isMatter(), event, facts);
        }
    }

    /** In the middle of the first other script of that sort that asks something short. */
    private void within(Predicate<Script> sort, Input.Event event, Facts facts) {
        scripts.all().stream()
                .filter(other -> sort.test(other) && !other.name().equals(script.name()))
                .map(other -> through(TalkState.EMPTY, Input.Event.of("#" + other.name()), facts, new ArrayList<>()))
                .filter(state -> Engine.waiting(scripts, state)
                        .filter(question -> !question.kind().listed())
                        .isPresent())
                .findFirst()
                .ifPresent(state -> run(state, event, new Run(null, event, facts, List.of(), List.of(), 0)));
    }

    private void expand(Node node) {
        DialogState top = node.place.state().top();
        Script asking = top == null ? null : scripts.named(top.dialog()).orElse(null);
        if (top == null || asking == null || top.at() >= asking.steps().size()) {
            return;
        }
        for (Input input : probes.at(asking.steps().get(top.at()), top)) {
            run(node.place.state(), input, new Run(node, input, node.place.facts(), List.of(), List.of(), 0));
        }
    }

    private void run(TalkState state, Input input, Run run) {
        turns++;
        Result result;
        try {
            result = Engine.turn(scripts, state, input, run.facts());
        } catch (IllegalStateException e) {
            cannot(e, state, run);
            return;
        }
        saw(result.steps());
        Run more = run.and(result);
        if (result.effect() == null) {
            arrive(result.state(), more);
        } else if (more.effects() > MAX_EFFECTS) {
            whole = false;
        } else {
            TalkState waiting = sameness.of(result.state());
            for (Input.Outcome outcome : world.outcomes(result.effect())) {
                run(waiting, outcome, more);
            }
        }
    }

    private void arrive(TalkState state, Run run) {
        judge(run);
        boolean ours = state.stack().stream().anyMatch(each -> each.dialog().equals(script.name()));
        if (!ours) {
            if (run.from() != null) {
                run.from().ends = true;
            }
            return;
        }
        Place place = new Place(sameness.of(state), run.facts());
        Node node = nodes.get(place);
        if (node == null) {
            node = new Node(place, run.from(), run.first());
            nodes.put(place, node);
            open.add(node);
            DialogState top = place.state().top();
            if (top != null && top.dialog().equals(script.name())) {
                waits.putIfAbsent(top.at(), node);
            }
        }
        if (run.from() != null) {
            node.before.add(run.from());
        }
    }

    /** What a turn said must fit into one message, and must not be nothing. */
    private void judge(Run run) {
        int bytes = String.join("\n", run.said()).getBytes(StandardCharsets.UTF_8).length;
        longest = Math.max(longest, bytes);
        int room = script.isMatter() && run.from() == null ? MAX_BYTES - ANNOUNCEMENT : MAX_BYTES;
        if (bytes > room) {
            problem(
                    lastSpoken(run),
                    "the answer here can be %d bytes long, and WeChat takes %d here (a Chinese character is three); shorten it, or ask something in between"
                            .formatted(bytes, room),
                    run);
        }
        if (run.said().isEmpty() && !(run.first() instanceof Input.Silence)) {
            problem(last(run), "the resident gets no answer here; say something before the script ends", run);
        }
    }

    private void cannot(IllegalStateException e, TalkState state, Run run) {
        DialogState top = state.top();
        int at = top == null ? 0 : top.at();
        String message = String.valueOf(e.getMessage());
        for (int i = 0; i < script.steps().size(); i++) {
            Step step = script.steps().get(i);
            boolean read = step instanceof Step.Branch branch
                            && message.contains(branch.condition().source())
                    || step instanceof Step.Set set && message.contains(set.to().source());
            if (read) {
                at = i;
            }
        }
        problem(Math.min(at, script.steps().size() - 1), message + "; use a condition that always has a value", run);
    }

    private void saw(List<String> ran) {
        steps.addAll(ran);
        for (int i = 0; i + 1 < ran.size(); i++) {
            moves.add(ran.get(i) + ">" + ran.get(i + 1));
        }
    }

    private int last(Run run) {
        return ownSteps(run).stream().reduce((one, later) -> later).orElse(0);
    }

    private int lastSpoken(Run run) {
        return ownSteps(run).stream()
                .filter(at -> script.steps().get(at) instanceof Step.Say
                        || script.steps().get(at) instanceof Step.Ask
                        || script.steps().get(at) instanceof Step.Confirm)
                .reduce((one, later) -> later)
                .orElse(0);
    }

    private List<Integer> ownSteps(Run run) {
        String prefix = script.name() + ":";
        return run.ran().stream()
                .filter(step -> step.startsWith(prefix))
                .map(step -> Integer.parseInt(step.substring(prefix.length())))
                .filter(at -> at < script.steps().size())
                .toList();
    }

    /** From every question each interruption must be heard, and lead back or out. */
    private void interruptions() {
        List<Input.Words> interruptions = new ArrayList<>();
        for (String event : List.of("person", "cancel", "help", "progress")) {
            scripts.on(event)
                    .flatMap(each -> each.head().starts().stream().sorted().findFirst())
                    .ifPresent(word -> interruptions.add(Input.Words.of(word)));
        }
        for (Node node : waits.values()) {
            for (Input.Words words : interruptions) {
                comesBack(node, words);
            }
        }
    }

    private void comesBack(Node node, Input.Words words) {
        int at = node.place.state().top() == null ? 0 : node.place.state().top().at();
        TalkState state = node.place.state();
        Input next = words;
        for (int answer = 0; answer < PATIENCE; answer++) {
            List<String> said = new ArrayList<>();
            state = through(state, next, node.place.facts(), said);
            if (answer == 0 && said.isEmpty()) {
                Run run = new Run(node, words, node.place.facts(), List.of(), List.of(), 0);
                problem(at, "the resident gets no answer to “%s” here".formatted(words.text()), run);
            }
            DialogState top = state.top();
            if (top == null || top.dialog().equals(script.name())) {
                return;
            }
            next = Input.Words.of(EASY.get(answer % EASY.size()));
        }
        Run run = new Run(node, words, node.place.facts(), List.of(), List.of(), 0);
        problem(at, "after “%s” the conversation does not come back to this question".formatted(words.text()), run);
    }

    /** One turn with the first of what may come of each effect. */
    private TalkState through(TalkState from, Input input, Facts facts, List<String> said) {
        TalkState state = from;
        Input next = input;
        for (int effects = 0; next != null && effects < MAX_EFFECTS; effects++) {
            turns++;
            Result result = Engine.turn(scripts, state, next, facts);
            said.addAll(result.replies());
            state = result.state();
            next = result.effect() == null
                    ? null
                    : world.outcomes(result.effect()).get(0);
        }
        return state;
    }

    /** A state from which no way leads out would hold a resident for ever. */
    private void deadEnds() {
        if (!whole) {
            return;
        }
        Set<Node> out = new HashSet<>();
        Deque<Node> fresh = new ArrayDeque<>();
        nodes.values().stream().filter(node -> node.ends).forEach(fresh::add);
        while (!fresh.isEmpty()) {
            Node node = fresh.poll();
            if (out.add(node)) {
                fresh.addAll(node.before);
            }
        }
        nodes.values().stream().filter(node -> !out.contains(node)).findFirst().ifPresent(node -> {
            DialogState top = node.place.state().top();
            Run run = new Run(node, node.by, node.place.facts(), List.of(), List.of(), 0);
            problem(
                    top == null ? 0 : Math.min(top.at(), script.steps().size() - 1),
                    "no end can be reached from here",
                    run);
        });
    }

    private void problem(int at, String message, Run run) {
        if (told.add(at + message.replaceAll("[0-9]+", "#"))) {
            Script.Line line = script.lines().get(at);
            problems.accept(new Problem(
                    script.head().file(),
                    line.line(),
                    line.column(),
                    message + " (for instance after " + way(run) + ")"));
        }
    }

    /** What residents said on the way, first to last. */
    private static String way(Run run) {
        Deque<String> way = new ArrayDeque<>();
        way.add(Probes.told(run.first()));
        for (Node node = run.from(); node != null; node = node.from) {
            way.addFirst(Probes.told(node.by));
        }
        return String.join("，", way);
    }
}
