package org.bandeng.dialog.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bandeng.dialog.Accepts;
import org.bandeng.dialog.Step;
import org.bandeng.dialog.Template;

/** Turns the steps of a script into a flat program: branches become jumps, so that one number says where a dialog is. */
final class StepCompiler {

    private static final List<String> KINDS = List.of(
            "say",
            "ask",
            "choose",
            "confirm",
            "when",
            "ticket",
            "find",
            "hand over",
            "hand back",
            "cancel",
            "rate",
            "remark",
            "bind home",
            "go to");
    private static final Map<String, Accepts> ACCEPTS =
            Map.of("text", Accepts.TEXT, "place", Accepts.PLACE, "image", Accepts.IMAGE, "rating", Accepts.RATING);

    /** Names that are known without any question; the rest of the names must come from a step. */
    private static final Set<String> GIVEN = Set.of(
            "request",
            "note",
            "community.name",
            "ticket.number",
            "ticket.office",
            "ticket.line",
            "tickets",
            "tickets.count",
            "low",
            "cancelled",
            "picture",
            "home",
            "inside");

    private final String dialog;
    private final String title;
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> slots = new HashSet<>(GIVEN);
    private String placeSlot = "place";

    StepCompiler(String dialog, String title) {
        this.dialog = dialog;
        this.title = title;
    }

    List<Step> steps() {
        return steps;
    }

    void add(List<YamlMap> maps) {
        maps.forEach(this::add);
    }

    private void add(YamlMap map) {
        String kind = map.firstKey();
        switch (kind) {
            case "say" -> say(map);
            case "ask" -> ask(map);
            case "choose" -> choose(map);
            case "confirm" -> {
                map.allowOnly(List.of("confirm"));
                steps.add(new Step.Confirm(template(map, "confirm")));
            }
            case "when" -> when(map);
            case "ticket" -> ticket(map);
            case "find" -> find(map);
            case "hand over" -> perform(map, Step.Action.HAND_OVER, "");
            case "hand back" -> perform(map, Step.Action.HAND_BACK, "");
            case "cancel" -> perform(map, Step.Action.CANCEL, "");
            case "rate" -> perform(map, Step.Action.RATE, slot(map, "rate"));
            case "bind home" -> perform(map, Step.Action.BIND_HOME, slot(map, "bind home"));
            case "remark" -> perform(map, Step.Action.REMARK, slot(map, "remark"));
            case "go to" -> {
                map.allowOnly(List.of("go to"));
                steps.add(new Step.GoTo(map.text("go to")));
            }
            default ->
                map.problem("there is no step \"%s\"; did you mean \"%s\"? (possible: %s)"
                        .formatted(kind, Nearest.to(kind, KINDS), String.join(", ", KINDS)));
        }
    }

    private void say(YamlMap map) {
        map.allowOnly(List.of("say"));
        steps.add(new Step.Say(template(map, "say")));
    }

    private void ask(YamlMap map) {
        map.allowOnly(List.of("ask", "accept", "text", "again", "optional"));
        String slot = map.text("ask");
        String accept = map.optionalText("accept").orElse("text");
        Accepts accepts = ACCEPTS.get(accept);
        if (accepts == null) {
            map.problemAt(
                    "accept",
                    "a question cannot accept \"%s\"; did you mean \"%s\"?"
                            .formatted(accept, Nearest.to(accept, ACCEPTS.keySet())));
            accepts = Accepts.TEXT;
        }
        if (accepts == Accepts.PLACE) {
            placeSlot = slot;
        }
        boolean optional = map.flag("optional");
        if (accepts == Accepts.RATING && optional) {
            map.problemAt("optional", "a mark cannot be optional; ask for it or leave the question out");
        }
        steps.add(new Step.Ask(slot, accepts, template(map, "text"), templates(map, "again"), optional));
        slots.add(slot);
    }

    private void choose(YamlMap map) {
        map.allowOnly(List.of("choose", "text", "options", "again"));
        String slot = map.text("choose");
        Map<String, Step.Option> options = new LinkedHashMap<>();
        map.map("options").ifPresent(each -> each.names().forEach(key -> options.put(key, option(each, key))));
        if (options.size() < 2 || options.size() > 9) {
            map.problem("\"choose\" needs \"options\", 2 to 9 of them");
        }
        steps.add(new Step.Choose(slot, template(map, "text"), options, templates(map, "again")));
        slots.add(slot);
    }

    private static Step.Option option(YamlMap options, String key) {
        if (!options.isMap(key)) {
            return new Step.Option(options.text(key), List.of());
        }
        YamlMap option = options.map(key).orElseThrow();
        option.allowOnly(List.of("label", "words"));
        return new Step.Option(option.text("label"), option.texts("words"));
    }

    private void when(YamlMap map) {
        map.allowOnly(List.of("when", "then", "otherwise"));
        Map<String, String> equal = new LinkedHashMap<>();
        Optional<YamlMap> conditions = map.map("when");
        conditions.ifPresent(each -> each.names().forEach(name -> {
            checkName(map, "when", name);
            equal.put(name, each.value(name));
        }));
        if (equal.isEmpty() || !map.has("then")) {
            map.problem("\"when\" must look like \"when: { name: value }\" and needs \"then\"");
        }
        int branch = steps.size();
        steps.add(new Step.Jump(branch + 1));
        add(map.maps("then"));
        int jump = steps.size();
        if (map.has("otherwise")) {
            steps.add(new Step.Jump(jump + 1));
            steps.set(branch, new Step.Branch(equal, steps.size()));
            add(map.maps("otherwise"));
            steps.set(jump, new Step.Jump(steps.size()));
        } else {
            steps.set(branch, new Step.Branch(equal, jump));
        }
    }

    private void ticket(YamlMap map) {
        map.allowOnly(List.of("ticket", "summary"));
        String category = map.text("ticket");
        if (!category.equals(dialog)) {
            map.problemAt("ticket", "the ticket's category must be the script's own name, \"%s\"".formatted(dialog));
        }
        steps.add(new Step.OpenTicket(category, title, template(map, "summary"), placeSlot));
    }

    private void find(YamlMap map) {
        if (!"tickets".equals(map.text("find"))) {
            map.problemAt("find", "only \"find: tickets\" is possible");
        }
        perform(map, Step.Action.FIND_TICKETS, "");
    }

    private void perform(YamlMap map, Step.Action action, String slot) {
        map.allowOnly(List.of(map.firstKey()));
        steps.add(new Step.Perform(action, slot));
    }

    private String slot(YamlMap map, String key) {
        String slot = map.text(key);
        checkName(map, key, slot);
        return slot;
    }

    private List<Template> templates(YamlMap map, String key) {
        return map.texts(key).stream().map(text -> checked(map, key, text)).toList();
    }

    private Template template(YamlMap map, String key) {
        return checked(map, key, map.text(key));
    }

    private Template checked(YamlMap map, String key, String text) {
        Template template = new Template(text);
        template.names().forEach(name -> checkName(map, key, name));
        return template;
    }

    private void checkName(YamlMap map, String key, String name) {
        if (!slots.contains(name)) {
            map.problemAt(
                    key,
                    "nothing before this step gives \"%s\"; did you mean \"%s\"?"
                            .formatted(name, Nearest.to(name, slots)));
        }
    }
}
