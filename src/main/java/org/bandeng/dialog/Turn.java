package org.bandeng.dialog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run through one script, from one input until it waits again. */
final class Turn {

    /** More steps than any sensible script takes in one turn. */
    static final int MAX_STEPS = 500;

    /** A script that ends with this known hands the resident's half-finished matter back to them. */
    static final String RESUMES = "#resumes";

    private static final String CHANGING = "#changing";

    /** What is offered are places that were heard, not tickets that the script has at hand. */
    private static final String PLACES_OFFERED = "#places-offered";

    private static final Pattern TIME = Pattern.compile("[0-9]{4}-([0-9]{2})-([0-9]{2})T([0-9]{2}:[0-9]{2}).*");

    private static final int TRIES_OF_OPTIONAL = 2;
    private static final int TRIES_BEFORE_A_PERSON = 3;
    private static final int TRIES_AT_ALL = 5;
    private static final int SHOWN = 60;

    /** More cannot be chosen by one digit. */
    private static final int MOST_PLACES = 9;

    private final Talk talk;
    private final Script script;
    private DialogState state;
    private @Nullable Input input;
    private boolean quiet;
    private @Nullable Effect effect;
    private String target = "";
    private Map<String, String> choices = Map.of();

    /** @param quiet whether what was said once on the way to the waiting question is not said again */
    Turn(Talk talk, Script script, DialogState state, @Nullable Input input, boolean quiet) {
        this.talk = talk;
        this.script = script;
        this.state = state;
        this.input = input;
        this.quiet = quiet;
    }

    Step.Flow run() {
        Step.Flow flow = Step.Flow.CONTINUE;
        for (int step = 0; flow == Step.Flow.CONTINUE; step++) {
            if (step == MAX_STEPS) {
                throw new IllegalStateException(
                        "Script \"%s\" takes more than %d steps in one turn".formatted(script.name(), MAX_STEPS));
            }
            talk.reached(script, state.at());
            flow = state.at() < script.steps().size()
                    ? script.steps().get(state.at()).runIn(this)
                    : Step.Flow.END;
        }
        return flow;
    }

    DialogState state() {
        return state;
    }

    @Nullable Effect effect() {
        return effect;
    }

    String target() {
        return target;
    }

    Map<String, String> choices() {
        return choices;
    }

    // What the steps may know.

    boolean knows(String name) {
        return state.answers().containsKey(name);
    }

    Answer answer(String name) {
        Answer known = state.answers().get(name);
        if (known != null) {
            return known;
        }
        if (name.equals("request")) {
            return Answer.of(state.opening().text());
        }
        if (name.equals("located")) {
            return Answer.of(state.opening().reading().place().isClear());
        }
        String fact = talk.fact(name);
        return name.equals("now") ? new Answer(fact, spokenTime(fact)) : Answer.of(fact);
    }

    /** 2026-11-24T20:05 as 11月24日20:05. */
    private static String spokenTime(String time) {
        Matcher parts = TIME.matcher(time);
        return parts.matches()
                ? "%d月%d日%s"
                        .formatted(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), parts.group(3))
                : time;
    }

    /** The value of a name as expressions see it. */
    Object value(String name) {
        Type type = script.types().get(name);
        if (type == null) {
            type = Name.of(name).map(Name::type).orElse(Type.TEXT);
        }
        return type.of(answer(name).value());
    }

    int laps() {
        return state.laps();
    }

    boolean exists(String dialog) {
        return talk.exists(dialog);
    }

    Talk.Cancelled cancelOther() {
        return talk.cancelOther();
    }

    void handOver() {
        talk.putByOthers();
    }

    // What the steps may do.

    Step.Flow next() {
        return jump(state.at() + 1);
    }

    Step.Flow jump(int index) {
        state = state.at(index);
        return Step.Flow.CONTINUE;
    }

    void keep(String name, Answer answer) {
        state = state.with(name, answer);
    }

    void say(Prompt prompt) {
        if (!quiet) {
            talk.say(fill(prompt));
        }
    }

    Step.Flow effect(Effect wanted) {
        effect = wanted;
        state = state.at(state.at() + 1).done();
        return Step.Flow.EFFECT;
    }

    Step.Flow leaveFor(String dialog, Step.Flow flow) {
        target = dialog;
        return flow;
    }

    Step.Flow ask(Question question) {
        Input given = takeInput();
        if (given == null) {
            return beginAsking(question);
        }
        if (given instanceof Input.Picture picture && !(question.kind() instanceof ImageKind)) {
            return keepPicture(picture, question);
        }
        return answered(question, given, hear(question, given));
    }

    Step.Flow askAll(Step.AskAll all) {
        String done = "#asked-" + state.at();
        List<String> missing = all.slots().stream().filter(slot -> !knows(slot)).toList();
        if (missing.size() < 2 || knows(done)) {
            return next();
        }
        Input given = takeInput();
        if (given == null) {
            talk.say(fill(all.text()));
            return Step.Flow.WAIT;
        }
        keep(done, Answer.NOTHING);
        if (given instanceof Input.Words words) {
            state = talk.volunteer(script, state, words, "");
            Optional<Question> text = missing.stream()
                    .flatMap(slot -> script.question(slot).stream())
                    .filter(question -> question.kind() instanceof TextKind)
                    .findFirst();
            text.ifPresent(question -> keep(question.slot(), Answer.of(words.text())));
        } else if (given instanceof Input.Picture picture) {
            addPicture(picture);
        }
        return next();
    }

    Step.Flow confirm(Step.Confirm confirm) {
        Input given = takeInput();
        if (given == null) {
            state = state.without(CHANGING);
            choices = tappable("confirm", Map.of("true", "是", "false", "不对"));
            return waitAfter(fill(confirm.text()));
        }
        if (given instanceof Input.Picture picture) {
            addPicture(picture);
            return waitAfter(talk.phrase("picture-added", Map.of()) + "\n" + fill(confirm.text()));
        }
        if (!(given instanceof Input.Words words)) {
            return confirmMissed();
        }
        return knows(CHANGING) ? change(words) : judged(words);
    }

    private Step.Flow judged(Input.Words words) {
        String said = words.text();
        if (tapped(words, "confirm").equals("false") || Wording.isNo(said) || Wording.ordinal(said) == 2) {
            return askWhatToChange();
        }
        if (tapped(words, "confirm").equals("true") || Wording.isYes(said) || Wording.ordinal(said) == 1) {
            return next();
        }
        return corrected(words).orElseGet(this::confirmMissed);
    }

    private Step.Flow confirmMissed() {
        state = state.missed();
        if (state.tries() >= TRIES_AT_ALL) {
            return Step.Flow.GIVE_UP;
        }
        return waitAfter(withPerson(talk.phrase("confirm-again", Map.of())));
    }

    private Step.Flow askWhatToChange() {
        List<Candidate> known = script.questions()
                .filter(question -> knows(question.slot()))
                .map(question -> new Candidate(question.slot(), question.label()))
                .toList();
        if (known.isEmpty()) {
            return startOver();
        }
        state = state.with(CHANGING, Answer.NOTHING).offering(known);
        return waitAfter(talk.phrase("change-which", Map.of())
                + Wording.numbered(known.stream().map(Candidate::name).toList()));
    }

    private Step.Flow change(Input.Words words) {
        Optional<Candidate> one = Offers.chosen(words.text(), state.offered());
        if (one.isPresent()) {
            String slot = one.get().value();
            state = state.without(CHANGING, slot, coarse(slot))
                    .offering(List.of())
                    .at(script.indexOf(slot));
            return Step.Flow.CONTINUE;
        }
        if (Wording.isYes(words.text()) || Wording.isNothing(words.text())) {
            state = state.without(CHANGING).offering(List.of());
            return next();
        }
        return corrected(words).orElseGet(this::confirmMissed);
    }

    Step.Flow startOver() {
        talk.say(talk.phrase("start-over", Map.of()));
        state = state.forgotten();
        return Step.Flow.CONTINUE;
    }

    /** Takes over what is right out of words that take something back; empty if there is nothing to change in them. */
    private Optional<Step.Flow> corrected(Input.Words words) {
        Optional<DialogState> better = talk.corrected(script, state, words);
        better.ifPresent(right -> {
            boolean asksAgain = right.at() < state.at();
            state = right.without(CHANGING).offering(List.of());
            input = asksAgain && needsMore(right) ? words : null;
        });
        return better.map(right -> Step.Flow.CONTINUE);
    }

    private boolean needsMore(DialogState right) {
        return script.steps().get(right.at()) instanceof Step.Ask ask
                && !right.answers().containsKey(ask.question().slot());
    }

    // How a question is asked and heard.

    private Step.Flow beginAsking(Question question) {
        if (question.kind() instanceof PlaceKind && !knows(PLACES_OFFERED)) {
            state = state.offering(List.of());
        }
        if (question.kind() instanceof PlaceKind place
                && state.tries() == 0
                && state.offered().isEmpty()) {
            Optional<Step.Flow> known = knownPlace(question, place);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return waitAfter(question, fill(question.text()));
    }

    /** Half a place in the opening words (3号楼 without a unit) is taken up; where none was named, it is at home. */
    private Optional<Step.Flow> knownPlace(Question question, PlaceKind kind) {
        HeardPlace heard = state.opening().reading().place();
        if (!heard.places().isEmpty() && !knows(coarse(question.slot()))) {
            return Optional.of(answered(question, state.opening(), hear(question, state.opening())));
        }
        Candidate home = talk.home();
        if (kind.home() && home != null && !heard.named()) {
            if (!quiet) {
                talk.say(talk.phrase("home-used", Map.of("place", home.name())));
            }
            keep(question.slot(), home.answer());
            return Optional.of(next());
        }
        return Optional.empty();
    }

    private Heard hear(Question question, Input given) {
        Kind.Moment moment = moment(question);
        if (given instanceof Input.Words words) {
            String key = tapped(words, question.slot());
            String caption = question.kind().options(moment).get(key);
            if (caption != null) {
                return new Heard.Got(new Answer(key, caption), "点选");
            }
        }
        return question.kind().hear(given, moment);
    }

    /** What the waiting question would make of words. */
    Heard wouldHear(Question question, Input.Words words) {
        return hear(question, words);
    }

    private Kind.Moment moment(Question question) {
        Answer coarse = state.answers().getOrDefault(coarse(question.slot()), Answer.NOTHING);
        return new Kind.Moment(state.tries(), state.offered(), coarse, question.optional());
    }

    private Step.Flow answered(Question question, Input given, Heard heard) {
        if (heard instanceof Heard.Got got) {
            return learn(question, got, given);
        }
        if (heard instanceof Heard.Several several) {
            List<Candidate> shown =
                    several.candidates().stream().limit(MOST_PLACES).toList();
            state = state.offering(shown).with(PLACES_OFFERED, Answer.NOTHING);
            return waitAfter(question, talk.phrase("which-place", Map.of()) + offered());
        }
        if (heard instanceof Heard.Coarse coarse) {
            state = state.with(coarse(question.slot()), coarse.candidate().answer())
                    .missed();
            return waitAfter(
                    question,
                    talk.phrase(
                            coarse.wide() ? "which-building" : "which-unit",
                            Map.of("place", coarse.candidate().name())));
        }
        return heard instanceof Heard.Declined ? skip(question) : missed(question, given);
    }

    private Step.Flow learn(Question question, Heard.Got got, Input given) {
        talk.note(question.slot() + " = " + got.answer().value(), got.why());
        keep(question.slot(), got.answer());
        if (!got.note().isEmpty()) {
            String before = answer("note").text();
            keep("note", Answer.of(before.isEmpty() ? got.note() : before + "；" + got.note()));
        }
        if (given instanceof Input.Words words) {
            state = talk.volunteer(script, state, words, question.slot());
        }
        state = over();
        return next();
    }

    /** The question is done with, and what it offered with it. */
    private DialogState over() {
        return state.passed(state.at()).offering(List.of()).without(PLACES_OFFERED);
    }

    Step.Flow skip(Question question) {
        talk.note(question.slot() + " = ∅", "不答");
        keep(question.slot(), Answer.NOTHING);
        state = over();
        return next();
    }

    private Step.Flow missed(Question question, Input given) {
        if (state.tries() >= TRIES_BEFORE_A_PERSON
                && given instanceof Input.Words words
                && Wording.isYes(words.text())) {
            return Step.Flow.GIVE_UP;
        }
        if (given instanceof Input.Words words) {
            DialogState told = talk.volunteer(script, state, words, question.slot());
            if (told.answers().size() > state.answers().size()) {
                // No answer to this, but one to a question still to come: nobody is told that it was wrong.
                state = told;
                return waitAfter(question, fill(question.text()));
            }
        }
        state = state.missed();
        if (question.optional() && state.tries() > TRIES_OF_OPTIONAL) {
            return skip(question);
        }
        if (state.tries() >= TRIES_AT_ALL) {
            return Step.Flow.GIVE_UP;
        }
        int time = state.tries() - 1;
        String again = question.again().isEmpty()
                ? talk.phrase(question.kind().again(), time, Map.of("label", question.label()))
                : fill(new Prompt(List.of(
                        question.again().get(Math.min(time, question.again().size() - 1)))));
        choices = tappable(question.slot(), question.kind().options(moment(question)));
        return waitAfter(withPerson(again));
    }

    private String withPerson(String said) {
        return state.tries() >= TRIES_BEFORE_A_PERSON ? said + "\n" + talk.phrase("offer-person", Map.of()) : said;
    }

    private Step.Flow waitAfter(Question question, String said) {
        Map<String, String> options = question.kind().options(moment(question));
        choices = tappable(question.slot(), options);
        boolean places = question.kind() instanceof PlaceKind;
        if (places && !state.offered().isEmpty() && !said.contains("\n1. ")) {
            return waitAfter(talk.phrase("which-place", Map.of()) + offered());
        }
        return waitAfter(question.kind().listed() ? said + Wording.numbered(List.copyOf(options.values())) : said);
    }

    private Step.Flow waitAfter(String said) {
        talk.say(said);
        return Step.Flow.WAIT;
    }

    private String offered() {
        return Wording.numbered(state.offered().stream().map(Candidate::name).toList());
    }

    private Step.Flow keepPicture(Input.Picture picture, Question question) {
        addPicture(picture);
        talk.say(talk.phrase("picture-added", Map.of()));
        return waitAfter(question, fill(question.text()));
    }

    /** Our ids of what has been shown in this script, with commas between. */
    String pictures() {
        return Stream.concat(
                        Stream.of("picture"),
                        script.questions()
                                .filter(question -> question.kind() instanceof ImageKind)
                                .map(Question::slot))
                .map(slot -> answer(slot).value())
                .filter(media -> !media.isEmpty())
                .collect(Collectors.joining(","));
    }

    private void addPicture(Input.Picture picture) {
        script.questions()
                .filter(question -> question.kind() instanceof ImageKind)
                .findFirst()
                .ifPresent(question ->
                        keep(question.slot(), ImageKind.more(answerOrNothing(question.slot()), picture.media())));
    }

    private Answer answerOrNothing(String slot) {
        return state.answers().getOrDefault(slot, Answer.NOTHING);
    }

    private Map<String, String> tappable(String slot, Map<String, String> options) {
        Map<String, String> ids = new LinkedHashMap<>();
        options.forEach((key, caption) -> ids.put("answer:" + slot + ":" + key, caption));
        return ids;
    }

    private static String tapped(Input.Words words, String slot) {
        String prefix = "answer:" + slot + ":";
        return words.tapped().startsWith(prefix) ? words.tapped().substring(prefix.length()) : "";
    }

    private @Nullable Input takeInput() {
        Input taken = input;
        input = null;
        return taken;
    }

    private String fill(Prompt prompt) {
        return prompt.at(talk.turns()).fill(this::shown);
    }

    /** What was chosen first in this script, as it is called there; empty: nothing was. */
    String firstChoice() {
        return script.questions()
                .filter(question -> question.kind() instanceof ChoiceKind && knows(question.slot()))
                .map(question -> answer(question.slot()).text())
                .findFirst()
                .orElse("");
    }

    /** As tickets want it: nothing is cut off. */
    String fillWhole(Template template) {
        return template.fill(name -> answer(name).text()).strip();
    }

    /** What residents said is read back in short; what the house knows is given whole. */
    private String shown(String name) {
        String text = answer(name).text();
        boolean said = name.equals("request") || name.equals("note");
        int longest = script.question(name)
                .map(question -> question.kind().longest())
                .orElse(said ? SHOWN : Integer.MAX_VALUE);
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    static String coarse(String slot) {
        return "#coarse-" + slot;
    }
}
