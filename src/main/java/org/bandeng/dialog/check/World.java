package org.bandeng.dialog.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Name;
import org.bandeng.dialog.Script;

/** What can come from outside a script: every value that leads somewhere else, everything else at its longest. */
final class World {

    /** More combinations of what is known from outside are not tried; the report says so. */
    private static final int MAX_COMBINATIONS = 300;

    /** As many tickets as a list of the longest length holds. */
    private static final int OFFERED = 6;

    /** What comes of the first words, and not from outside. */
    private static final List<String> OF_THE_WORDS = List.of("request", "note", "located");

    /** What is offered by these does not come one by one. */
    private static final Set<String> LISTS = Set.of("forums", "topics");

    private final Telling telling;
    private boolean complete = true;

    World(Telling telling) {
        this.telling = telling;
    }

    /** A text of some length that means nothing to any script. */
    static String words(int length) {
        return "㐂".repeat(length);
    }

    /** Whether every combination was given out. */
    boolean isComplete() {
        return complete;
    }

    /** What every script may know, in each way that makes a difference. */
    List<Facts> facts() {
        List<Name> always = Name.all().values().stream()
                .filter(name -> name.from().equals("always"))
                .filter(name -> !OF_THE_WORDS.contains(name.name()))
                .toList();
        List<Map<String, Set<String>>> choices = new ArrayList<>();
        for (Name name : always) {
            choices.add(Map.of(name.name(), telling.values(name, words(name.longest()))));
        }
        return combined(choices).stream().map(values -> new Facts(values, null)).toList();
    }

    /** What a script may know when it begins, in each way that makes a difference. */
    List<Map<String, String>> known(Script script) {
        Set<String> events = script.head().events();
        List<Map<String, Set<String>>> choices = new ArrayList<>();
        for (Name name : Name.all().values()) {
            boolean given = script.isPart()
                    ? !name.from().equals("always")
                    : events.stream().anyMatch(event -> gives(event, name));
            if (given) {
                choices.add(Map.of(name.name(), telling.values(name, words(name.longest()))));
            }
        }
        List<Map<String, String>> known = new ArrayList<>(combined(choices));
        boolean byWordsToo = !script.head().starts().isEmpty()
                || !script.head().examples().isEmpty()
                || events.contains("which-ticket");
        if (byWordsToo && !choices.isEmpty()) {
            known.add(0, Map.of());
        }
        if (events.contains("survey")) {
            known.addAll(known.stream()
                    .map(each -> {
                        Map<String, String> scored = new HashMap<>(each);
                        scored.put("score", "1");
                        return scored;
                    })
                    .toList());
        }
        return known;
    }

    private static boolean gives(String event, Name name) {
        boolean ticket = name.from().equals("ticket")
                && List.of("follow-up", "survey", "ticket-number", "called-off", "work")
                        .contains(event);
        boolean reply = event.equals("which-ticket") && name.name().equals("reply");
        boolean home = event.equals("subscribe") && name.name().equals("home");
        boolean vote =
                event.equals("ballot") && List.of("bench.said", "bench.topic").contains(name.name());
        boolean topic = List.of("propose", "bench-line", "watch").contains(event)
                && name.name().equals("bench.said");
        return ticket || reply || home || vote || topic || name.from().equals("on: " + event);
    }

    /** What may come of an effect. */
    List<Input.Outcome> outcomes(Effect effect) {
        if (effect instanceof Effect.FindTickets) {
            return found();
        }
        if (effect instanceof Effect.Work work && work.deed().equals("list")) {
            return found();
        }
        if (effect instanceof Effect.Bench bench && LISTS.contains(bench.deed())) {
            return listed();
        }
        List<Map<String, String>> outcomes = new ArrayList<>(combined(givenBy(effect).stream()
                .map(each -> Name.of(each).orElseThrow())
                .map(name -> Map.of(name.name(), telling.values(name, words(name.longest()))))
                .toList()));
        boolean mayFail = effect instanceof Effect.FindTicket || effect instanceof Effect.Join;
        if (mayFail) {
            outcomes.add(Map.of());
        }
        return outcomes.stream().map(Input.Outcome::of).toList();
    }

    private List<Input.Outcome> found() {
        List<Input.Outcome> outcomes = new ArrayList<>();
        for (String count : telling.values(Name.of("tickets.count").orElseThrow(), "")) {
            for (String open : telling.values(Name.of("tickets.open").orElseThrow(), "")) {
                int atMost = Math.min(Integer.parseInt(count), Integer.parseInt(open));
                Map<String, String> values = Map.of(
                        "tickets.count", count,
                        "tickets.open", String.valueOf(atMost),
                        "tickets", words(Name.LONGEST_LIST));
                outcomes.add(new Input.Outcome(values, count.equals("0") ? List.of() : offered()));
            }
        }
        return outcomes;
    }

    private List<Input.Outcome> listed() {
        List<Input.Outcome> outcomes = new ArrayList<>();
        for (String result : telling.values(Name.of("bench.result").orElseThrow(), "")) {
            for (String count : telling.values(Name.of("topics.count").orElseThrow(), "")) {
                Map<String, String> values =
                        Map.of("bench.result", result, "topics.count", count, "topics", words(Name.LONGEST_LIST));
                outcomes.add(new Input.Outcome(values, count.equals("0") ? List.of() : offered()));
            }
        }
        return outcomes;
    }

    /** Tickets to choose from, with lines as long as they get. */
    List<Candidate> offered() {
        return IntStream.rangeClosed(1, OFFERED)
                .mapToObj(number -> new Candidate("10" + number, words(Name.LONGEST_LIST / OFFERED - 3) + number))
                .toList();
    }

    private static List<String> givenBy(Effect effect) {
        List<String> ticket =
                List.of("ticket.number", "ticket.office", "ticket.title", "ticket.status", "ticket.due", "ticket.line");
        if (effect instanceof Effect.OpenTicket
                || effect instanceof Effect.FindTicket
                || effect instanceof Effect.Join) {
            return ticket;
        }
        // What is noted in a ticket leaves it as it is known to be.
        if (effect instanceof Effect.AddToTicket || effect instanceof Effect.Urge || effect instanceof Effect.Reopen) {
            return List.of("reopened");
        }
        if (effect instanceof Effect.FindSimilar) {
            return List.of("similar.number", "similar.line");
        }
        if (effect instanceof Effect.Work) {
            List<String> work = new ArrayList<>(ticket);
            work.add("done");
            work.add("lacks");
            return work;
        }
        if (effect instanceof Effect.Bench) {
            return List.of(
                    "bench.result",
                    "bench.reply",
                    "topic.number",
                    "topic.title",
                    "topic.forum",
                    "topic.line",
                    "topic.supports",
                    "topic.missing",
                    "ballot.options",
                    "ballot.how",
                    "ballot.until",
                    "ballot.kind",
                    "ballot.choice",
                    "ballot.receipt");
        }
        if (effect instanceof Effect.FindAnswer) {
            return List.of("answer", "answer.source");
        }
        return effect instanceof Effect.Rate ? List.of("low", "reopened") : List.of();
    }

    private List<Map<String, String>> combined(List<Map<String, Set<String>>> choices) {
        List<Map<String, String>> all = List.of(Map.of());
        for (Map<String, Set<String>> choice : choices) {
            Map.Entry<String, Set<String>> one = choice.entrySet().iterator().next();
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> before : all) {
                for (String value : one.getValue()) {
                    Map<String, String> more = new HashMap<>(before);
                    more.put(one.getKey(), value);
                    longer.add(more);
                }
            }
            if (longer.size() > MAX_COMBINATIONS) {
                complete = false;
                longer = longer.subList(0, MAX_COMBINATIONS);
            }
            all = longer;
        }
        return all;
    }
}
