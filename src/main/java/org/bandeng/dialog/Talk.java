package org.bandeng.dialog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One turn of a conversation: which of the scripts under way hears the input, and which goes on when one ends. */
final class Talk {

    /** Scripts that lead to each other more often than this in one turn go round in circles. */
    private static final int MAX_SCRIPTS = 50;

    private static final int MAX_DRAFTS = 3;
    private static final int MAX_ASIDES = 3;
    private static final int MAX_DEPTH = 6;

    /** How people begin to speak of something else. */
    private static final List<String> LOW_MARKS = List.of("1", "2");

    private static final Pattern BY_THE_WAY =
            Pattern.compile("对了|还有(?!没)|另外|顺便|顺带|再(?:报|说|反映|问)一|还要(?:报|反映|说)|还想(?:报|反映|问)|也(?:被|坏|不|没|在|漏|堵|停|掉|断)");

    /** Who begins like that does not answer, even if a word of it could be an answer. */
    private static final Pattern ELSE = Pattern.compile("^(对了|还有件|还有一|另外|顺便|顺带)");

    private final Scripts scripts;
    private final Facts facts;
    private final int turns;
    private final List<DialogState> stack;
    private final List<Input.Words> asides;
    private final List<TalkState.Draft> drafts;
    private final List<String> replies = new ArrayList<>();
    private final List<Result.Note> notes = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private Map<String, String> choices = Map.of();
    private @Nullable Effect effect;

    Talk(Scripts scripts, TalkState state, Facts facts, boolean newTurn) {
        this.scripts = scripts;
        this.facts = facts;
        this.turns = newTurn ? state.turns() + 1 : state.turns();
        this.stack = new ArrayList<>(state.stack());
        this.asides = new ArrayList<>(state.asides());
        this.drafts = new ArrayList<>(state.drafts());
    }

    Result result() {
        return new Result(new TalkState(stack, asides, drafts, turns), replies, choices, effect, notes, steps);
    }

    // The inputs.

    void hear(Input input) {
        if (input instanceof Input.Words words) {
            hearWords(words);
        } else if (input instanceof Input.Event event) {
            interrupt(event);
        } else if (input instanceof Input.Outcome outcome) {
            outcome(outcome);
        } else if (input instanceof Input.Silence silence) {
            silence(silence.last());
        } else if (stack.isEmpty()) {
            interrupt(Input.Event.of(input instanceof Input.Picture ? "stray-picture" : "unsupported"));
        } else {
            goOn(input);
        }
    }

    private void interrupt(Input.Event event) {
        Optional<Script> answering =
                event.name().startsWith("#") ? scripts.named(event.name().substring(1)) : scripts.on(event.name());
        answering.ifPresent(script -> {
            DialogState begun = begin(script, false, event.words(), event.known());
            stack.add(event.offered().isEmpty() ? begun : begun.offering(event.offered()));
            goOn(null);
        });
    }

    private void outcome(Input.Outcome outcome) {
        DialogState top = top();
        if (top != null) {
            Map<String, Answer> values = new HashMap<>();
            outcome.values().forEach((name, value) -> values.put(name, Answer.of(value)));
            DialogState known = top.with(values);
            put(outcome.offered().isEmpty() ? known : known.offering(outcome.offered()));
            goOn(null);
        }
    }

    /** A conversation whose script is no more, or whose revision nobody has any more, goes on with what there is now. */
    private void renew() {
        dropOldRevisions();
        DialogState top = top();
        if (top != null && !scripts.has(top)) {
            scripts.of(top).ifPresent(script -> put(top.movedTo(script)));
        }
    }

    private void hearWords(Input.Words words) {
        renew();
        Optional<Script> command = scripts.startedBy(words.text());
        if (isAlarm(words)) {
            interrupt(new Input.Event(
                    "emergency", words, Map.of("alarm", words.reading().alarm()), List.of()));
        } else if (command.isPresent() && (command.get().head().interrupts() || stack.isEmpty())) {
            note("→ " + command.get().name(), "“" + words.text() + "”");
            start(command.get(), words);
        } else if (!steered(words)) {
            DialogState top = top();
            Script script = top == null ? null : scripts.of(top).orElse(null);
            if (top == null || script == null) {
                newMatter(words);
            } else if (script.isFallback()
                    && (command.isPresent() || matter(words).isPresent())
                    && (!waitsFor(top, words) || scripts.areAskedFor(words.reading()))) {
                stack.remove(stack.size() - 1);
                start(command.or(() -> matter(words)).orElseThrow(), words);
            } else if (script.isFallback()
                    && !waitsFor(top, words)
                    && !words.reading().likely().isEmpty()) {
                stack.remove(stack.size() - 1);
                newMatter(words);
            } else {
                hearInside(words, script, top);
            }
        }
    }

    private boolean isAlarm(Input.Words words) {
        return !words.reading().alarm().isEmpty()
                && scripts.on("emergency").isPresent()
                && stack.stream().noneMatch(state -> state.answers().containsKey("alarm"));
    }

    /** Give it up, back, from the top, go on with what was put by. */
    private boolean steered(Input.Words words) {
        DialogState top = top();
        if (scripts.phrases().means("cancel", words.text()) && !isNothingMore(top)) {
            interrupt(Input.Event.of("cancel"));
            return true;
        }
        if (scripts.phrases().means("resume", words.text()) && (top == null || !waitsFor(top, words))) {
            resume();
            return true;
        }
        if (top == null) {
            return false;
        }
        if (scripts.phrases().means("back", words.text())) {
            back(top);
            return true;
        }
        if (scripts.phrases().means("restart", words.text())) {
            restart(top);
            return true;
        }
        return false;
    }

    /** 算了 to a question that need not be answered means that one alone, and not all that was said before. */
    private boolean isNothingMore(@Nullable DialogState top) {
        Script script = top == null ? null : scripts.of(top).orElse(null);
        return top != null && script != null && top.at() < script.steps().size() && isOptional(script, top);
    }

    /** Whether the waiting question takes the words for its answer. */
    private boolean waitsFor(DialogState top, Input.Words words) {
        return heardBy(top, words) instanceof Heard.Got;
    }

    /** Whether the words are what the waiting question asks for, and not merely kept instead of it. */
    boolean isPlainAnswer(Input.Words words) {
        DialogState top = top();
        return top != null
                && heardBy(top, words) instanceof Heard.Got got
                && (!isWeak(got) || got.note().isEmpty());
    }

    private @Nullable Heard heardBy(DialogState top, Input.Words words) {
        Script script = scripts.of(top).orElse(null);
        if (script == null || top.at() >= script.steps().size()) {
            return null;
        }
        return script.steps().get(top.at()) instanceof Step.Ask ask
                ? new Turn(this, script, top, null, true).wouldHear(ask.question(), words)
                : null;
    }

    private void hearInside(Input.Words words, Script script, DialogState top) {
        Optional<String> right = Corrections.in(words.text());
        Heard heard = heardBy(top, words);
        boolean strong = heard instanceof Heard.Got got && !isWeak(got);
        boolean clear = right.isPresent() && namesAnswered(script, top, right.get());
        if (right.isPresent() && (clear || !strong) && heard != null) {
            if (takeBack(words, right.get(), script, top)) {
                return;
            }
            if (heardBy(top, words.with(right.get())) instanceof Heard.Got got && !isWeak(got)) {
                goOn(words.with(right.get()));
                return;
            }
        }
        Optional<Script> other = matter(words).filter(Script::isMatter).filter(matter -> isElse(matter, script));
        boolean byTheWay = BY_THE_WAY.matcher(words.text()).find();
        if (other.isPresent() && strong && ELSE.matcher(words.text()).find()) {
            putAside(words, other.get());
            return;
        }
        boolean elsewhere = other.isPresent() || isSomethingElsewhere(words, script);
        if (elsewhere && !strong && heard != null && isOptional(script, top)) {
            asides.add(0, words);
            put(skipped(script, top));
            goOn(null);
            return;
        }
        if (other.isPresent() && !strong && heard != null) {
            if (heard == Heard.MISS || byTheWay) {
                putAside(words, other.get());
                return;
            }
        }
        goOn(words);
    }

    /** Whether words are just the name of another option of a choice that was made before. */
    private static boolean namesAnswered(Script script, DialogState state, String words) {
        return script.questions()
                .filter(question -> state.answers().containsKey(question.slot()))
                .anyMatch(question -> question.kind() instanceof ChoiceKind choice && choice.names(words));
    }

    private static boolean isOptional(Script script, DialogState state) {
        return script.steps().get(state.at()) instanceof Step.Ask ask
                && ask.question().optional();
    }

    /** The waiting question left without an answer. */
    private static DialogState skipped(Script script, DialogState state) {
        return script.steps().get(state.at()) instanceof Step.Ask ask
                ? state.with(ask.question().slot(), Answer.NOTHING).passed(state.at())
                : state;
    }

    /** Whether the question takes any words, so that these may as well mean something else. */
    private static boolean isWeak(Heard.Got got) {
        return got.why().equals("原话") || !got.note().isEmpty();
    }

    /** Whether words name a place and one of several matters, none of them what is being spoken of. */
    private boolean isSomethingElsewhere(Input.Words words, Script present) {
        List<Script> likely = words.reading().likely().stream()
                .flatMap(name -> scripts.named(name).stream())
                .filter(Script::isMatter)
                .toList();
        return likely.size() > 1
                && words.reading().place().named()
                && likely.stream().allMatch(matter -> isElse(matter, present));
    }

    private boolean isElse(Script matter, Script present) {
        return !matter.name().equals(present.name())
                && stack.stream().noneMatch(state -> state.dialog().equals(matter.name()) || isComplaint(state));
    }

    /** Whether somebody is saying why they are not content with a ticket: 还是不亮 and 还有味道 are no new reports. */
    private static boolean isComplaint(DialogState state) {
        Answer low = state.answers().get("low");
        Answer mark = state.answers().get("bench.score");
        return low != null && low.value().equals("true") || mark != null && LOW_MARKS.contains(mark.value());
    }

    private void putAside(Input.Words words, Script other) {
        if (asides.size() < MAX_ASIDES) {
            asides.add(words);
        }
        note("另一件事：" + other.name(), "“" + words.text() + "”");
        say(phrase("aside-noted", Map.of("title", other.title(), "words", words.text())));
        goOn(null);
    }

    private boolean takeBack(Input.Words words, String right, Script script, DialogState top) {
        if (right.isEmpty()) {
            if (top.trail().isEmpty()) {
                return false;
            }
            back(top);
            return true;
        }
        Optional<DialogState> better = corrected(script, top, words.with(right));
        better.ifPresent(state -> {
            put(state);
            boolean open = state.at() > state.floor();
            goOn(open ? words : null, true);
        });
        return better.isPresent();
    }

    /**
     * The state with whatever the words change in it, ready to run from its top; if a place is only half said, ready to
     * hear the words at its question. Empty if they change nothing.
     */
    Optional<DialogState> corrected(Script script, DialogState state, Input.Words words) {
        Input.Words right = words.with(Corrections.in(words.text()).orElse(words.text()));
        DialogState changed = state;
        List<String> said = new ArrayList<>();
        for (Question question : script.questions().toList()) {
            Answer before = changed.answers().get(question.slot());
            if (before == null) {
                continue;
            }
            HeardPlace place = right.reading().place();
            if (question.kind() instanceof PlaceKind && !place.places().isEmpty() && !place.isClear()) {
                return Optional.of(state.without(question.slot(), Turn.coarse(question.slot()))
                        .at(script.indexOf(question.slot())));
            }
            Answer now = question.kind().volunteered(right).orElse(before);
            if (!now.value().equals(before.value()) || !now.text().equals(before.text())) {
                changed = changed.with(question.slot(), now);
                said.add(phrase("changed", Map.of("label", question.label(), "value", now.text())));
                note(question.slot() + " = " + now.value(), "更正");
            }
        }
        if (said.isEmpty()) {
            return Optional.empty();
        }
        say(String.join("", said));
        return Optional.of(changed.rewound());
    }

    private void newMatter(Input.Words words) {
        Optional<Script> matter = matter(words);
        matter.ifPresent(script -> note("→ " + script.name(), "“" + words.text() + "”"));
        if (matter.isEmpty() && doubted(words)) {
            return;
        }
        Optional<Script> script = matter.or(() -> scripts.on("not-understood"));
        script.ifPresent(each -> start(each, words));
    }

    /** Asks which of the likely matters it is; false if there are not two of them. */
    private boolean doubted(Input.Words words) {
        List<Candidate> likely = likely(words);
        Optional<Script> unsure = scripts.on("unsure").filter(script -> likely.size() > 1);
        unsure.ifPresent(script -> {
            note("→ " + script.name(), "“" + words.text() + "”");
            stack.add(begin(script, false, words, Map.of()).offering(likely));
            keepFurther(words);
            goOn(null);
        });
        return unsure.isPresent();
    }

    private List<Candidate> likely(Input.Words words) {
        return words.reading().likely().stream()
                .flatMap(name -> scripts.named(name).stream())
                .filter(Script::isMatter)
                .map(script -> new Candidate(script.name(), script.title()))
                .toList();
    }

    private Optional<Script> matter(Input.Words words) {
        return scripts.named(words.reading().matter());
    }

    /** Begins a script with the resident's words. */
    void start(Script script, Input.Words words) {
        if (stack.size() >= MAX_DEPTH) {
            stack.remove(stack.size() - 1);
        }
        boolean draft = script.isMatter()
                && drafts.stream().anyMatch(each -> each.dialog().equals(script.name()));
        if (draft) {
            say(phrase("draft-kept", Map.of("title", script.title())));
        }
        stack.add(begin(script, false, words, Map.of()));
        keepFurther(words);
        goOn(null);
    }

    /** Other requests in the same breath come after the first. */
    private void keepFurther(Input.Words words) {
        List<Input.Words> further = words.reading().further().stream()
                .filter(each -> matter(each).isPresent())
                .limit(Math.max(0, MAX_ASIDES - asides.size()))
                .toList();
        asides.addAll(further);
        if (!further.isEmpty()) {
            String titles = further.stream()
                    .flatMap(each -> matter(each).stream())
                    .map(Script::title)
                    .collect(Collectors.joining("、"));
            note("另外的事：" + titles, "“" + words.text() + "”");
            say(phrase("further-noted", Map.of("titles", titles)));
        }
    }

    private DialogState begin(Script script, boolean called, Input.Words words, Map<String, String> known) {
        Map<String, Answer> answers = new HashMap<>();
        known.forEach((name, value) -> answers.put(name, Answer.of(value)));
        return volunteer(script, DialogState.begin(script, called, words, answers), words, "");
    }

    /** What words tell by the way, for questions that are still to come. */
    DialogState volunteer(Script script, DialogState state, Input.Words words, String asked) {
        DialogState told = state;
        for (Question question : script.questions().toList()) {
            if (!question.slot().equals(asked) && !told.answers().containsKey(question.slot())) {
                Optional<Answer> answer = question.kind().volunteered(words);
                if (answer.isPresent()) {
                    told = told.with(question.slot(), answer.get());
                    note(question.slot() + " = " + answer.get().value(), "话里提到");
                }
            }
        }
        return told;
    }

    private void back(DialogState top) {
        if (top.trail().isEmpty()) {
            say(phrase(top.floor() == 0 ? "nothing-back" : "cannot-undo", Map.of()));
            goOn(null);
            return;
        }
        DialogState there = top.back();
        Script script = scripts.of(there).orElseThrow();
        Step step = script.steps().get(there.at());
        if (step instanceof Step.Ask ask) {
            say(phrase("once-more", Map.of("label", ask.question().label())));
            put(there.without(ask.question().slot(), Turn.coarse(ask.question().slot()), "#changing"));
        } else {
            put(there);
        }
        goOn(null);
    }

    private void restart(DialogState top) {
        if (top.floor() > 0) {
            say(phrase("cannot-undo", Map.of()));
        } else {
            say(phrase("start-over", Map.of()));
            put(top.forgotten());
        }
        goOn(null);
    }

    private void resume() {
        if (drafts.isEmpty()) {
            say(phrase("nothing-to-resume", Map.of()));
            goOn(null);
            return;
        }
        TalkState.Draft draft = drafts.remove(drafts.size() - 1);
        stack.addAll(draft.stack());
        String title = scripts.named(draft.dialog()).map(Script::title).orElse("");
        say(phrase("resumed", Map.of("title", title)));
        goOn(null);
    }

    private void silence(boolean last) {
        DialogState top = top();
        Script script = top == null ? null : scripts.of(top).orElse(null);
        if (top == null || script == null || top.at() >= script.steps().size()) {
            return;
        }
        Step step = script.steps().get(top.at());
        if (isOptional(script, top)) {
            put(skipped(script, top));
            goOn(null);
            // Nobody waits for a good-bye.
            if (stack.isEmpty() && effect == null) {
                replies.clear();
            }
        } else if (last && step instanceof Step.Confirm) {
            put(top.at(top.at() + 1));
            goOn(null);
        } else if (last) {
            putBy();
        } else if (stack.stream().anyMatch(this::isMatter)) {
            say(phrase("reminder", Map.of("title", titleOf(stack.get(0)))));
            goOn(null);
        }
    }

    // Running.

    private void goOn(@Nullable Input input) {
        goOn(input, false);
    }

    /** Runs the script on top until the conversation waits, for the resident or for an effect. */
    private void goOn(@Nullable Input input, boolean quiet) {
        Input next = input;
        boolean hushed = quiet;
        for (int run = 0; ; run++) {
            DialogState top = top();
            if (top == null) {
                if (!startAside()) {
                    return;
                }
                continue;
            }
            if (run == MAX_SCRIPTS) {
                throw new IllegalStateException("Script \"%s\" goes round in circles".formatted(top.dialog()));
            }
            Optional<Script> script = scripts.of(top);
            if (script.isEmpty()) {
                stack.remove(stack.size() - 1);
                say(phrase("forgotten", Map.of()));
                continue;
            }
            DialogState present = top.revision().equals(script.get().revision()) ? top : top.movedTo(script.get());
            Turn turn = new Turn(this, script.get(), present, next, hushed);
            next = null;
            hushed = false;
            if (waits(turn, turn.run())) {
                return;
            }
        }
    }

    /** Deals with the end of a run; true if the conversation now waits. */
    private boolean waits(Turn turn, Step.Flow flow) {
        put(turn.state());
        switch (flow) {
            case WAIT -> choices = turn.choices();
            case EFFECT -> effect = turn.effect();
            case GIVE_UP -> giveUp();
            case CALL -> call(turn);
            case GO_TO -> leave(turn);
            default -> end(turn);
        }
        return flow == Step.Flow.WAIT || flow == Step.Flow.EFFECT || flow == Step.Flow.GIVE_UP;
    }

    private void call(Turn turn) {
        Script script = scripts.target(turn.target()).orElseThrow();
        Map<String, Answer> known = new HashMap<>(turn.state().answers());
        known.keySet().removeIf(name -> name.startsWith("#"));
        stack.add(begin(script, true, turn.state().opening(), Map.of()).with(known));
    }

    private void leave(Turn turn) {
        Script script = scripts.target(turn.target()).orElseThrow();
        DialogState from = turn.state();
        Map<String, Answer> given = new HashMap<>(from.answers());
        given.keySet().removeIf(name -> Name.of(name).isEmpty());
        put(begin(script, from.called(), from.opening(), Map.of()).with(given).lap(from.laps() + 1));
    }

    private void end(Turn turn) {
        DialogState ended = stack.remove(stack.size() - 1);
        DialogState under = top();
        if (ended.called() && under != null) {
            Map<String, Answer> theirs = new HashMap<>(ended.answers());
            theirs.keySet().removeIf(name -> name.startsWith("#"));
            put(under.with(theirs));
        }
        // What was not understood once need not be asked again after something that was.
        if (under != null
                && !ended.called()
                && scripts.of(under).filter(Script::isFallback).isPresent()) {
            stack.remove(stack.size() - 1);
        }
        if (turn.knows(Turn.RESUMES) && stack.isEmpty() && !drafts.isEmpty()) {
            TalkState.Draft draft = drafts.remove(drafts.size() - 1);
            stack.addAll(draft.stack());
        }
    }

    private boolean startAside() {
        if (asides.isEmpty()) {
            return false;
        }
        Input.Words words = asides.remove(0);
        Optional<Script> script = matter(words);
        script.ifPresent(each -> {
            say(phrase("aside-next", Map.of("words", words.text(), "title", each.title())));
            stack.add(begin(each, false, words, Map.of()));
        });
        return script.isPresent() || startAside();
    }

    /** Nobody understands each other: a person takes over, and what was said is kept. */
    private void giveUp() {
        say(phrase("give-up", Map.of()));
        effect = new Effect.HandOver();
        putBy();
    }

    /** Puts everything under way by, and what was still to come with it. */
    private void putBy() {
        if (stack.stream().anyMatch(this::isMatter)) {
            drafts.add(new TalkState.Draft(stack));
        }
        for (Input.Words words : asides) {
            matter(words)
                    .ifPresent(script ->
                            drafts.add(0, new TalkState.Draft(List.of(begin(script, false, words, Map.of())))));
        }
        while (drafts.size() > MAX_DRAFTS) {
            drafts.remove(0);
        }
        asides.clear();
        stack.clear();
    }

    /** Puts by everything but the script that runs. */
    void putByOthers() {
        DialogState running = stack.remove(stack.size() - 1);
        putBy();
        stack.add(running);
    }

    /** Ends what the running script broke into; with nothing under way, forgets what was put by last. */
    Cancelled cancelOther() {
        DialogState running = stack.remove(stack.size() - 1);
        String title = "";
        boolean matter = false;
        while (!stack.isEmpty()) {
            DialogState ended = stack.remove(stack.size() - 1);
            title = titleOf(ended);
            matter |= isMatter(ended);
            if (!ended.called()) {
                break;
            }
        }
        if (title.isEmpty() && !drafts.isEmpty()) {
            title = titleOf(drafts.remove(drafts.size() - 1).stack().get(0));
            matter = true;
        }
        stack.add(running);
        return new Cancelled(title, matter);
    }

    /**
     * What was cancelled.
     *
     * @param title of the script; empty: nothing was under way
     * @param matter whether something would have been registered
     */
    record Cancelled(String title, boolean matter) {}

    private boolean isMatter(DialogState state) {
        return scripts.named(state.dialog()).filter(Script::isMatter).isPresent();
    }

    private String titleOf(DialogState state) {
        return scripts.named(state.dialog()).map(Script::title).orElse("");
    }

    /** Conversations in scripts that are no more. */
    private void dropOldRevisions() {
        while (!stack.isEmpty() && scripts.of(stack.get(stack.size() - 1)).isEmpty()) {
            stack.remove(stack.size() - 1);
        }
    }

    // For the turns of the scripts.

    int turns() {
        return turns - 1;
    }

    @Nullable Candidate home() {
        return facts.home();
    }

    String fact(String name) {
        return facts.values().getOrDefault(name, "");
    }

    boolean exists(String dialog) {
        return scripts.target(dialog).isPresent();
    }

    String phrase(String name, Map<String, String> values) {
        return scripts.phrases().say(name, values);
    }

    String phrase(String name, int time, Map<String, String> values) {
        return scripts.phrases().say(name, time, values);
    }

    void say(String text) {
        if (!text.isBlank()) {
            replies.add(text);
        }
    }

    void note(String what, String why) {
        notes.add(new Result.Note(what, why));
    }

    void reached(Script script, int step) {
        steps.add(script.name() + ":" + step);
    }

    private @Nullable DialogState top() {
        return stack.isEmpty() ? null : stack.get(stack.size() - 1);
    }

    private void put(DialogState state) {
        stack.set(stack.size() - 1, state);
    }
}
