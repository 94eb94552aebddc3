package org.bandeng.dialog.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.dialog.ChoiceKind;
import org.bandeng.dialog.Expression;
import org.bandeng.dialog.Kind;
import org.bandeng.dialog.Name;
import org.bandeng.dialog.Prompt;
import org.bandeng.dialog.Question;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Step;
import org.bandeng.dialog.Template;
import org.bandeng.dialog.Type;
import org.bandeng.yaml.Nearest;
import org.bandeng.yaml.YamlMap;
import org.jspecify.annotations.Nullable;

/** Turns the steps of a script into a flat program: branches become jumps, so that one number says where a dialog is. */
final class StepCompiler {

    private static final String NAME = "[a-z][a-z0-9_]{0,30}";

    /** Events that come with a ticket. */
    private static final Set<String> ABOUT_A_TICKET =
            Set.of("follow-up", "survey", "ticket-number", "called-off", "work");

    /** A name beside the text that it is compared with, in either order. */
    private static final Pattern COMPARED = Pattern.compile(
            "([a-z][a-z0-9_.]*)\\s*[!=]=\\s*[\"']([^\"']*)[\"']|[\"']([^\"']*)[\"']\\s*[!=]=\\s*([a-z][a-z0-9_.]*)");

    private final String dialog;
    private final String title;
    private final @Nullable Set<String> events;
    private final Function<String, Map<String, Type>> slotsOf;
    private final List<Step> steps = new ArrayList<>();
    private final List<Script.Line> lines = new ArrayList<>();
    private final Map<String, Type> slots = new LinkedHashMap<>();
    private final Set<String> optionalSlots = new LinkedHashSet<>();
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Set<String> deeds = new LinkedHashSet<>();
    private String placeSlot = "place";

    /**
     * @param events what starts the script; null: nothing but other scripts, which give it what they know
     * @param slotsOf what another script finds out, for who calls it; empty: there is no such script
     */
    StepCompiler(
            String dialog, String title, @Nullable Set<String> events, Function<String, Map<String, Type>> slotsOf) {
        this.dialog = dialog;
        this.title = title;
        this.events = events;
        this.slotsOf = slotsOf;
    }

    List<Step> steps() {
        return steps;
    }

    List<Script.Line> lines() {
        return lines;
    }

    void add(List<YamlMap> maps) {
        maps.forEach(this::add);
    }

    private void add(YamlMap map) {
        String kind = map.firstKey();
        Optional<Grammar.Form> form = Grammar.form(kind);
        if (form.isEmpty()) {
            List<String> kinds = Grammar.STEPS.stream().map(Grammar.Form::name).toList();
            map.problem("there is no step \"%s\"; did you mean \"%s\"? (possible: %s)"
                    .formatted(kind, Nearest.to(kind, kinds), String.join(", ", kinds)));
            // It most likely was a question: what reads its answer further down is no second mistake.
            map.names().stream()
                    .findFirst()
                    .filter(name -> !map.isMap(name))
                    .map(map::words)
                    .filter(slot -> slot.matches(NAME))
                    .ifPresent(slot -> slots.putIfAbsent(slot, Type.TEXT));
            return;
        }
        map.allowOnly(form.get().names());
        for (Grammar.Key key : form.get().keys()) {
            if (key.required() && !map.has(key.name())) {
                map.problem("\"%s\" needs \"%s\"".formatted(kind, key.name()));
            }
            if (key.shape() == Grammar.Shape.WORD && map.has(key.name())) {
                oneOf(map, key);
            }
        }
        compile(kind, map);
    }

    private void compile(String kind, YamlMap map) {
        switch (kind) {
            case "say" -> step(map, new Step.Say(prompt(map, "say")));
            case "ask", "choose" -> ask(map);
            case "fill" -> fill(map);
            case "confirm" -> step(map, new Step.Confirm(prompt(map, "confirm")));
            case "when" -> when(map);
            case "set" -> set(map);
            case "ticket" -> ticket(map);
            case "work" -> work(map);
            case "bench" -> bench(map);
            case "offer to join" -> offerToJoin(map);
            case "look up" -> perform(map, Step.Action.FIND_ANSWER, slotOr(map, "question", "request"), "look up");
            case "hand over" -> perform(map, Step.Action.HAND_OVER, "", kind);
            case "hand back" -> perform(map, Step.Action.HAND_BACK, "", kind);
            case "cancel" -> {
                step(map, new Step.Cancel());
                deeds.add("cancel");
            }
            case "rate" -> {
                needsTicket(map, kind);
                performWith(map, Step.Action.RATE, kind, "rating");
                deeds.add("ticket: reopen");
            }
            case "remark" -> {
                needsTicket(map, kind);
                performWith(map, Step.Action.REMARK, kind, "text");
            }
            case "bind home" -> performWith(map, Step.Action.BIND_HOME, kind, "place");
            case "begin" -> {
                step(map, new Step.Begin(answerOf(map, kind, "matter")));
            }
            case "call" -> call(map);
            case "go to" -> step(map, new Step.GoTo(map.text("go to"), (int) map.number("at most", 0)));
            default -> step(map, new Step.End());
        }
    }

    private void step(YamlMap map, Step step) {
        steps.add(step);
        lines.add(new Script.Line(map.line(), map.column()));
    }

    private static void oneOf(YamlMap map, Grammar.Key key) {
        String word = map.text(key.name());
        if (!key.words().contains(word)) {
            map.problemAt(
                    key.name(),
                    "\"%s: %s\" is not possible; did you mean \"%s\"? (possible: %s)"
                            .formatted(
                                    key.name(), word, Nearest.to(word, key.words()), String.join(", ", key.words())));
        }
    }

    // Questions.

    private Question ask(YamlMap map) {
        boolean choose = map.firstKey().equals("choose");
        String slot = newSlot(map, map.firstKey());
        Kind kind = choose ? choice(map) : Kinds.of(map);
        if (!choose && kind.name().equals("place")) {
            placeSlot = slot;
        }
        if (kind.name().equals("rating") && map.flag("optional")) {
            map.problemAt("optional", "a mark cannot be optional; ask for it or leave the question out");
        }
        Prompt text = prompt(map, "text");
        List<Template> again = map.texts("again").stream()
                .map(each -> checked(map, "again", each))
                .toList();
        String label = map.optionalText("label").orElse(kind.label());
        Question question = new Question(slot, label, kind, text, again, map.flag("optional"));
        if (question.optional()) {
            optionalSlots.add(slot);
        }
        step(map, new Step.Ask(question));
        remember(map, slot, kind);
        return question;
    }

    /** The same name may be asked for on two ways, but for the same kind of answer. */
    private void remember(YamlMap map, String slot, Kind kind) {
        Kind before = kinds.put(slot, kind);
        if (before != null && !before.equals(kind)) {
            map.problemAt(
                    map.firstKey(),
                    "\"%s\" is asked for before, for another kind of answer; choose another name".formatted(slot));
        }
        slots.put(slot, kind.type());
    }

    private String newSlot(YamlMap map, String key) {
        String slot = map.text(key);
        if (!slot.isEmpty() && !slot.matches(NAME)) {
            map.problemAt(
                    key, "\"%s\" cannot be a name; use small letters, digits and _, such as \"lamp\"".formatted(slot));
        }
        if (Name.of(slot).isPresent()) {
            map.problemAt(key, "\"%s\" is a name of the house; choose another".formatted(slot));
        }
        return slot;
    }

    private static ChoiceKind choice(YamlMap map) {
        Map<String, ChoiceKind.Option> options = new LinkedHashMap<>();
        map.map("options").ifPresent(each -> each.names().forEach(key -> {
            if (!key.matches("[a-z][a-z0-9_-]{0,30}")) {
                each.problemAt(key, "\"%s\" cannot be a key; use small letters, digits and -".formatted(key));
            }
            options.put(key, option(each, key));
        }));
        if (options.size() < 2 || options.size() > 9) {
            map.problem("\"choose\" needs \"options\", 2 to 9 of them");
        }
        ChoiceKind kind = new ChoiceKind(options);
        map.map("options").ifPresent(each -> options.keySet().forEach(key -> canBeChosen(each, key, kind)));
        return kind;
    }

    /** Whoever says an option's label, or one of its words, must get that option. */
    private static void canBeChosen(YamlMap options, String key, ChoiceKind kind) {
        ChoiceKind.Option option = Objects.requireNonNull(kind.options().get(key));
        List<String> said = new ArrayList<>(option.words());
        said.add(0, option.label());
        for (String words : said) {
            Optional<String> chosen = kind.chosenBy(words);
            if (!words.isEmpty() && chosen.isEmpty()) {
                options.problemAt(
                        key,
                        "no answer can mean \"%s\": who says \"%s\" could mean another option as well, or none; use other words"
                                .formatted(key, words));
            } else if (!words.isEmpty() && !chosen.get().equals(key)) {
                options.problemAt(
                        key,
                        "\"%s\" is an answer for \"%s\", too; use words that only one option has"
                                .formatted(words, chosen.get()));
            }
        }
    }

    private static ChoiceKind.Option option(YamlMap options, String key) {
        if (!options.isMap(key)) {
            return new ChoiceKind.Option(options.text(key), List.of());
        }
        YamlMap option = options.map(key).orElseThrow();
        option.allowOnly(Grammar.names(Grammar.OPTION));
        return new ChoiceKind.Option(option.text("label"), option.texts("words"));
    }

    private void fill(YamlMap map) {
        Prompt text = prompt(map, "fill");
        int at = steps.size();
        step(map, new Step.End());
        List<String> asked = new ArrayList<>();
        for (YamlMap each : map.maps("questions")) {
            if (List.of("ask", "choose").contains(each.firstKey())) {
                add(each);
                asked.add(each.optionalText(each.firstKey()).orElse(""));
            } else {
                each.problem("under \"questions\" there are only \"ask\" and \"choose\"");
            }
        }
        if (asked.size() < 2) {
            map.problem("\"fill\" needs at least two \"questions\"; one alone is an \"ask\"");
        }
        steps.set(at, new Step.AskAll(text, asked));
    }

    // Branches.

    private void when(YamlMap map) {
        Optional<Expression> condition = expression(map, "when");
        condition
                .filter(each -> each.type() != Type.FLAG)
                .ifPresent(each -> map.problemAt(
                        "when",
                        "a condition must be true or false, such as lamp == \"street\"; this one is a "
                                + word(each.type())));
        int branch = steps.size();
        step(map, new Step.Jump(branch + 1));
        branch(map, "then");
        int jump = steps.size();
        int otherwise = jump;
        if (map.has("otherwise")) {
            step(map, new Step.Jump(jump + 1));
            otherwise = steps.size();
            branch(map, "otherwise");
            steps.set(jump, new Step.Jump(steps.size()));
        }
        if (condition.isPresent()) {
            steps.set(branch, new Step.Branch(condition.get(), otherwise));
        }
    }

    private void branch(YamlMap map, String key) {
        List<YamlMap> maps = map.maps(key);
        if (map.has(key) && maps.isEmpty()) {
            map.problemAt(key, "\"%s\" needs at least one step".formatted(key));
        }
        add(maps);
    }

    private static String word(Type type) {
        return type == Type.TEXT ? "text" : "number";
    }

    private void set(YamlMap map) {
        Optional<Expression> to = expression(map, "to");
        String slot = newSlot(map, "set");
        to.ifPresent(value -> {
            step(map, new Step.Set(slot, value));
            slots.put(slot, value.type());
        });
    }

    private Optional<Expression> expression(YamlMap map, String key) {
        String source = map.text(key);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        try {
            Expression expression = Expressions.compile(source, slots);
            expression.names().forEach(name -> checkName(map, key, name));
            checkCompared(map, key, source);
            return Optional.of(expression);
        } catch (Expressions.MistakeException e) {
            map.problemWithin(key, e.offset(), e.what());
            return Optional.empty();
        }
    }

    /** What is compared with a text that it can never be, never holds. */
    private void checkCompared(YamlMap map, String key, String source) {
        Matcher compared = COMPARED.matcher(source);
        while (compared.find()) {
            boolean nameFirst = compared.group(1) != null;
            String name = compared.group(nameFirst ? 1 : 4);
            String text = compared.group(nameFirst ? 2 : 3);
            Set<String> possible = valuesOf(name);
            if (!text.isEmpty() && !possible.isEmpty() && !possible.contains(text)) {
                map.problemWithin(
                        key,
                        compared.start(nameFirst ? 2 : 3),
                        "\"%s\" is never \"%s\"; did you mean \"%s\"? (possible: %s)"
                                .formatted(name, text, Nearest.to(text, possible), String.join(", ", possible)));
            }
        }
    }

    private Set<String> valuesOf(String name) {
        if (kinds.get(name) instanceof ChoiceKind choice) {
            return choice.options().keySet();
        }
        return Name.of(name)
                .map(each -> (Set<String>) new LinkedHashSet<>(each.values()))
                .orElse(Set.of());
    }

    // Deeds.

    private void ticket(YamlMap map) {
        String deed = map.text("ticket");
        if (deed.equals("open")) {
            step(map, new Step.OpenTicket(dialog, title, template(map, "summary"), placeSlot, map.flag("urgent")));
            deeds.add("ticket");
            return;
        }
        if (deed.equals("locate")) {
            locate(map);
            return;
        }
        if (map.has("summary")) {
            map.problemAt("summary", "only \"ticket: open\" has a \"summary\"; use \"note\"");
        }
        String slot = map.has("number") ? known(map, "number") : "";
        Step.Action action =
                switch (deed) {
                    case "urge" -> Step.Action.URGE;
                    case "reopen" -> Step.Action.REOPEN;
                    case "find" -> Step.Action.FIND_TICKETS;
                    default -> Step.Action.ADD_TO_TICKET;
                };
        if (slot.isEmpty() && action != Step.Action.FIND_TICKETS) {
            needsTicket(map, "ticket");
        }
        step(map, new Step.Perform(action, slot, noteOf(map)));
        deeds.add("ticket");
        deeds.add("ticket: " + deed);
    }

    private void work(YamlMap map) {
        String deed = map.text("work");
        String slot = map.has("number") ? known(map, "number") : "";
        if (slot.isEmpty() && !deed.equals("list")) {
            needsTicket(map, "work");
        }
        if (deed.equals("hand-over") != map.has("to")) {
            map.problemAt("work", "\"to\" says who is to have it, and belongs to \"work: hand-over\"");
        }
        if (Grammar.SAYING.contains(deed) && !map.has("note")) {
            map.problemAt("work", "\"work: %s\" needs a \"note\": somebody else gets to read why".formatted(deed));
        }
        Template to = map.has("to") ? template(map, "to") : new Template("");
        step(map, new Step.Work(deed, slot, noteOf(map), to, days(map, deed)));
        deeds.add("work");
        deeds.add(deed.equals("list") ? "ticket: find" : "ticket");
    }

    private void bench(YamlMap map) {
        String deed = map.text("bench");
        boolean one =
                List.of("find", "support", "vote", "withdraw", "rate", "remark").contains(deed);
        if (one != map.has("number")) {
            map.problemAt(
                    "bench",
                    "\"bench: find\", \"support\", \"vote\", \"withdraw\", \"rate\" and \"remark\" say which topic with \"number\"");
        }
        if (deed.equals("raise") && !(map.has("note") && map.has("choice"))) {
            map.problemAt(
                    "bench", "\"bench: raise\" needs a \"note\", what it is about, and a \"choice\", which forum");
        }
        if (List.of("vote", "remark", "line").contains(deed) && !map.has("note")) {
            map.problemAt("bench", "\"bench: %s\" needs a \"note\": what somebody says".formatted(deed));
        }
        String choice = "";
        if (deed.equals("raise") && map.has("choice")) {
            choice = answerOf(map, "choice", "forum");
        } else if (deed.equals("rate")) {
            choice = known(map, "choice");
        } else if (map.has("choice")) {
            map.problemAt("choice", "\"choice\" belongs to \"bench: raise\" and \"bench: rate\"");
        }
        String slot = map.has("number") ? known(map, "number") : "";
        step(map, new Step.Bench(deed, slot, choice, noteOf(map)));
        deeds.add("bench");
    }

    private String days(YamlMap map, String deed) {
        if (deed.startsWith("wait-") != map.has("days")) {
            map.problemAt("work", "\"days\" says how long it waits, and belongs to \"work: wait-…\"");
        }
        if (!map.has("days")) {
            return "";
        }
        String slot = answerOf(map, "days", "number");
        if (optionalSlots.contains(slot)) {
            map.problemAt("days", "\"%s\" is optional; how long it waits must be said".formatted(slot));
        }
        return slot;
    }

    private void needsTicket(YamlMap map, String key) {
        if (!isGiven(Name.of("ticket.number").orElseThrow())) {
            map.problemAt(
                    key,
                    "there is no ticket yet at this step; open or find one before it, or say which with \"number\"");
        }
    }

    /** A deed with an answer of the right kind. */
    private void performWith(YamlMap map, Step.Action action, String deed, String kind) {
        perform(map, action, answerOf(map, deed, kind), deed);
    }

    private String answerOf(YamlMap map, String deed, String kind) {
        String slot = known(map, deed);
        Kind asked = kinds.get(slot);
        if (asked == null ? Name.of(slot).isPresent() : !asked.name().equals(kind)) {
            map.problemAt(deed, "\"%s\" needs the answer to an \"ask\" with \"accept: %s\"".formatted(deed, kind));
        }
        return slot;
    }

    private Template noteOf(YamlMap map) {
        return map.has("note") ? template(map, "note") : new Template("");
    }

    private void locate(YamlMap map) {
        if (!kinds.containsKey(placeSlot)) {
            map.problem("ask for a place before \"ticket: locate\"");
        }
        needsTicket(map, "ticket");
        perform(map, Step.Action.LOCATE_TICKET, placeSlot, "ticket");
    }

    private void offerToJoin(YamlMap map) {
        if (!kinds.containsKey(placeSlot)) {
            map.problem("neighbours' tickets are found by place; ask for one before \"offer to join\"");
        }
        step(map, new Step.FindSimilar(dialog, placeSlot));
        deeds.add("offer to join");
        int none = steps.size();
        step(map, new Step.Jump(none + 1));
        Question question =
                new Question("joins", "一起关注", Kind.plain("yes-no"), prompt(map, "offer to join"), List.of(), false);
        step(map, new Step.Ask(question));
        slots.put("joins", Type.FLAG);
        int no = steps.size();
        step(map, new Step.Jump(no + 1));
        step(map, new Step.Perform(Step.Action.JOIN, "", noteOf(map)));
        deeds.add("ticket");
        add(map.maps("joined"));
        step(map, new Step.End());
        try {
            steps.set(none, new Step.Branch(Expressions.compile("similar.number != \"\"", Map.of()), steps.size()));
            steps.set(no, new Step.Branch(Expressions.compile("joins", Map.of("joins", Type.FLAG)), steps.size()));
        } catch (Expressions.MistakeException e) {
            throw new IllegalStateException(e);
        }
    }

    private void call(YamlMap map) {
        String name = map.text("call");
        step(map, new Step.Call(name));
        slots.putAll(slotsOf.apply(name));
    }

    private void perform(YamlMap map, Step.Action action, String slot, String deed) {
        step(map, new Step.Perform(action, slot, new Template("")));
        deeds.add(deed);
    }

    // Names.

    private String slotOr(YamlMap map, String key, String otherwise) {
        return map.has(key) ? known(map, key) : otherwise;
    }

    private String known(YamlMap map, String key) {
        String slot = map.text(key);
        if (!slot.isEmpty()) {
            checkName(map, key, slot);
        }
        return slot;
    }

    private Prompt prompt(YamlMap map, String key) {
        List<Template> variants =
                map.texts(key).stream().map(text -> checked(map, key, text)).toList();
        return variants.isEmpty() ? Prompt.of("") : new Prompt(variants);
    }

    private Template template(YamlMap map, String key) {
        return checked(map, key, map.text(key));
    }

    private Template checked(YamlMap map, String key, String text) {
        Template template = new Template(text);
        template.names().forEach(name -> checkName(map, key, name));
        if (text.replaceAll("\\{[^{}\\s]+}", "").matches("(?s).*[{}｛｝].*")) {
            map.problemAt(key, "a blank stands in plain brackets, such as {ticket.number}; mend the brackets here");
        }
        return template;
    }

    private void checkName(YamlMap map, String key, String name) {
        if (slots.containsKey(name)) {
            return;
        }
        Optional<Name> given = Name.of(name);
        if (given.isEmpty()) {
            Set<String> names = new LinkedHashSet<>(slots.keySet());
            names.addAll(Name.all().keySet());
            map.problemAt(
                    key,
                    "nothing before this step gives \"%s\"; did you mean \"%s\"?"
                            .formatted(name, Nearest.to(name, names)));
        } else if (!isGiven(given.get())) {
            map.problemAt(
                    key,
                    "\"%s\" is read before it can be known: it comes from \"%s\""
                            .formatted(name, given.get().from()));
        }
    }

    private boolean isGiven(Name name) {
        String from = name.from();
        if (events == null) {
            return true;
        }
        if (from.startsWith("on: ")) {
            return events.contains(from.substring(4))
                    || from.equals("on: scanned") && events.contains("subscribe")
                    || from.equals("on: bench")
                            && List.of("ballot", "propose", "bench-line", "watch").stream()
                                    .anyMatch(events::contains);
        }
        return from.equals("always")
                || deeds.contains(from)
                || from.equals("ticket") && events.stream().anyMatch(ABOUT_A_TICKET::contains);
    }
}
