package org.bandeng.dialog.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.ChoiceKind;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.HeardPlace;
import org.bandeng.dialog.HeardTime;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.NumberKind;
import org.bandeng.dialog.Question;
import org.bandeng.dialog.Reading;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Step;

/** What a resident could do at a waiting step: one of each kind that can lead somewhere else. */
final class Probes {

    /** Words that no question takes for anything but words. */
    static final String NONSENSE = "嗯哼";

    private static final Candidate DOOR = new Candidate("7", World.words(40));
    private static final HeardPlace ONE = new HeardPlace(List.of(DOOR), true, true);
    private static final HeardPlace COARSE = new HeardPlace(List.of(DOOR), false, true);
    private static final HeardPlace SEVERAL =
            new HeardPlace(List.of(DOOR, new Candidate("8", World.words(39) + "二")), false, true);
    private static final Reading PAST =
            new Reading(HeardPlace.NOWHERE, new HeardTime("2026-11-23T22:00", World.words(44), true), "", "");
    private static final Reading FUTURE =
            new Reading(HeardPlace.NOWHERE, new HeardTime("2026-11-25T15:00", World.words(44), false), "", "");

    private final Telling telling;

    Probes(Telling telling) {
        this.telling = telling;
    }

    /** How residents may begin. */
    List<Input.Words> openings(Script script) {
        List<Input.Words> openings = new ArrayList<>();
        openings.add(Input.Words.of(World.words(60)));
        telling.literals("request").stream()
                .filter(text -> !text.isEmpty() && !text.matches("-?[0-9]+"))
                .forEach(text -> openings.add(Input.Words.of(text)));
        openings.add(all(script));
        if (script.asksForPlace()) {
            for (HeardPlace place : List.of(ONE, COARSE, SEVERAL)) {
                openings.add(new Input.Words(World.words(60), Reading.of(place)));
            }
        }
        return openings;
    }

    /** Everything that can be said at once, so that one turn goes as far as any can. */
    private static Input.Words all(Script script) {
        String words = script.questions()
                .map(Question::kind)
                .filter(ChoiceKind.class::isInstance)
                .flatMap(kind -> ((ChoiceKind) kind).options().values().stream().limit(1))
                .map(ChoiceKind.Option::label)
                .collect(Collectors.joining("，"));
        return new Input.Words(words + World.words(60), Reading.of(ONE));
    }

    /** What can come while a step waits. */
    List<Input> at(Step step, DialogState state) {
        List<Input> inputs = new ArrayList<>();
        if (step instanceof Step.Ask ask) {
            inputs.addAll(answers(ask.question(), state));
        } else if (step instanceof Step.Confirm) {
            List.of("是", "不对", "1", "2", NONSENSE).forEach(words -> inputs.add(Input.Words.of(words)));
        } else {
            inputs.add(Input.Words.of(World.words(60)));
            inputs.add(new Input.Words(World.words(60), Reading.of(ONE)));
        }
        for (String words : List.of("没有", "上一步", "重来")) {
            inputs.add(Input.Words.of(words));
        }
        inputs.add(new Input.Picture("7"));
        inputs.add(new Input.Silence(false));
        inputs.add(new Input.Silence(true));
        return inputs;
    }

    private List<Input> answers(Question question, DialogState state) {
        Set<String> words = new LinkedHashSet<>();
        List<Input> inputs = new ArrayList<>();
        telling.literals(question.slot()).stream()
                .filter(text -> !text.isEmpty())
                .forEach(words::add);
        switch (question.kind().name()) {
            case "choice" -> words.addAll(labels(question));
            case "yes-no" -> words.addAll(List.of("是", "不是"));
            case "number" -> words.addAll(numbers((NumberKind) question.kind()));
            case "rating" -> words.addAll(List.of("1", "3", "5"));
            case "phone" -> words.add("13812345678");
            case "time" -> {
                inputs.add(new Input.Words(World.words(44), PAST));
                inputs.add(new Input.Words(World.words(44), FUTURE));
            }
            case "place" -> {
                for (HeardPlace place : List.of(ONE, COARSE, SEVERAL)) {
                    inputs.add(new Input.Words(World.words(60), Reading.of(place)));
                }
                inputs.add(new Input.Position(World.words(40), "112.9,28.2", HeardPlace.NOWHERE));
                words.add("1");
            }
            case "location" -> inputs.add(new Input.Position(World.words(40), "112.9,28.2", HeardPlace.NOWHERE));
            case "matter" -> words.addAll(List.of("1", "都不是"));
            case "ticket", "forum", "topic" -> {
                words.add("1");
                words.add(String.valueOf(state.offered().size()));
            }
            default -> words.add(World.words(60));
        }
        words.add(NONSENSE);
        words.forEach(text -> inputs.add(Input.Words.of(text)));
        return inputs;
    }

    /** All options, by number and by name, where the choice decides anything; else the one with the longest label. */
    private List<String> labels(Question question) {
        List<String> labels = ((ChoiceKind) question.kind())
                .options().values().stream().map(ChoiceKind.Option::label).toList();
        if (!telling.decides(question.slot())) {
            return labels.stream()
                    .max(Comparator.comparingInt(String::length))
                    .map(List::of)
                    .orElse(List.of());
        }
        List<String> said = new ArrayList<>(labels);
        for (int number = 1; number <= labels.size(); number++) {
            said.add(String.valueOf(number));
        }
        return said;
    }

    private List<String> numbers(NumberKind kind) {
        return List.of(String.valueOf(kind.min()), String.valueOf(kind.max()));
    }

    /** An input as the report tells it. */
    static String told(Input input) {
        if (input instanceof Input.Words words) {
            boolean any = words.text().startsWith("㐂");
            boolean place = !words.reading().place().places().isEmpty();
            return any ? place ? "（说一个地点）" : "（随便说）" : "“" + words.text() + "”";
        }
        if (input instanceof Input.Silence silence) {
            return silence.last() ? "（一直没回）" : "（半小时没回）";
        }
        if (input instanceof Input.Event event) {
            return event.words().text().startsWith("㐂")
                    ? "（开始）"
                    : "“" + event.words().text() + "”";
        }
        return input instanceof Input.Picture ? "（照片）" : "（位置）";
    }
}
