package org.bandeng.studio;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bandeng.community.Directory;
import org.bandeng.conversation.Edition;
import org.bandeng.dialog.Answer;
import org.bandeng.dialog.ChoiceKind;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Engine;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.NumberKind;
import org.bandeng.dialog.Question;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.TalkState;

/**
 * The repairs that every script must survive, at every question that lies on its straight way: correction, cancelling the inner of
 * two, digression and return, disambiguation, refusing, negation, the wrong kind of input, two answers at once, another matter, a
 * step back, a person, an emergency. No author writes these stories; they are played with every script.
 */
public final class Repairs {

    private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 24, 10, 0);
    private static final int LONGEST = 15;
    private static final String PLACE = "3号楼2单元";
    private static final String OTHER_PLACE = "3号楼1单元";

    private final Edition edition;
    private final Directory directory;
    private final List<Failure> failures = new ArrayList<>();
    private int played;

    public Repairs(Edition edition, Directory directory) {
        this.edition = edition;
        this.directory = directory;
    }

    /** A repair that a script did not survive. */
    public record Failure(String dialog, String repair, String question, String what) {
        @Override
        public String toString() {
            return "dialogs/%s.yaml: %s at \"%s\": %s".formatted(dialog, repair, question, what);
        }
    }

    /** How many repairs were played. */
    public int played() {
        return played;
    }

    /** Plays them with all scripts; returns what was not survived. */
    public List<Failure> playAll() {
        for (Script script : edition.scripts().all()) {
            if (begins(script).isPresent()) {
                play(script);
            }
        }
        return failures;
    }

    /** How residents come to the first question of a script: with words, where words start it. */
    private static Optional<String> begins(Script script) {
        return script.head().starts().stream()
                .sorted()
                .findFirst()
                .or(() -> script.head().examples().stream().findFirst())
                .filter(words -> script.questions().findAny().isPresent());
    }

    private void play(Script script) {
        Rehearsal rehearsal =
                new Rehearsal(edition, directory, new Coverage(), script.name(), "", Map.of(), List.of(), NOW);
        Input.Words words = rehearsal.ears().hear(begins(script).orElseThrow(), "", TalkState.EMPTY);
        rehearsal.take(new Input.Event("#" + script.name(), words, Map.of(), List.of()));
        for (int turn = 0; turn < LONGEST && top(rehearsal) != null; turn++) {
            Question question =
                    Engine.waiting(edition.scripts(), rehearsal.state()).orElse(null);
            if (question == null || !String.valueOf(dialogOf(rehearsal)).equals(script.name())) {
                rehearsal.say("是");
                continue;
            }
            TalkState before = rehearsal.state();
            new At(script, rehearsal, before, question).playAll();
            rehearsal.setState(before);
            answer(rehearsal, question, 0);
        }
    }

    private static @org.jspecify.annotations.Nullable DialogState top(Rehearsal rehearsal) {
        return rehearsal.state().top();
    }

    private static @org.jspecify.annotations.Nullable String dialogOf(Rehearsal rehearsal) {
        DialogState top = top(rehearsal);
        return top == null ? null : top.dialog();
    }

    private Rehearsal.Turned answer(Rehearsal rehearsal, Question question, int which) {
        return question.kind().name().equals("image")
                ? rehearsal.take(new Input.Picture("7"))
                : rehearsal.say(words(question, which));
    }

    /** What a resident could answer: the first or the second way. */
    private static String words(Question question, int which) {
        if (question.kind() instanceof ChoiceKind choice) {
            return List.copyOf(choice.options().values()).get(which).label();
        }
        if (question.kind() instanceof NumberKind number) {
            return String.valueOf(number.min() + which);
        }
        return switch (question.kind().name()) {
            case "place" -> which == 0 ? PLACE : OTHER_PLACE;
            case "yes-no" -> which == 0 ? "不是" : "是";
            case "phone" -> which == 0 ? "13812345678" : "13987654321";
            case "time" -> which == 0 ? "昨天晚上十点" : "明天下午三点";
            case "rating" -> which == 0 ? "5" : "4";
            case "ticket", "matter", "forum", "topic" -> "1";
            default -> which == 0 ? "就是我说的那样" : "比刚才还厉害";
        };
    }

    /** One question of one script, with the state in which it waits. */
    private final class At {
        private final Script script;
        private final Rehearsal rehearsal;
        private final TalkState before;
        private final Question question;

        At(Script script, Rehearsal rehearsal, TalkState before, Question question) {
            this.script = script;
            this.rehearsal = rehearsal;
            this.before = before;
            this.question = question;
        }

        void playAll() {
            play("digression and return", this::digression);
            play("cancelling the inner of two", this::cancelsInner);
            play("cancelling", this::cancels);
            play("another matter", this::otherMatter);
            play("a person", this::person);
            play("an emergency", this::emergency);
            play("refusing", this::refuses);
            play("the wrong kind of input", this::wrongKind);
            play("a step back", this::back);
            if (question.kind() instanceof ChoiceKind || question.kind().name().equals("place")) {
                play("correction", this::corrects);
            }
            if (question.kind() instanceof ChoiceKind) {
                play("negation", this::negates);
                play("two answers at once", this::twoAtOnce);
            }
            if (question.kind().name().equals("place")) {
                play("disambiguation", this::disambiguates);
            }
        }

        private void play(String repair, Repair each) {
            rehearsal.setState(before);
            played++;
            String what = each.play();
            if (!what.isEmpty()) {
                failures.add(new Failure(script.name(), repair, question.slot(), what));
            }
        }

        private boolean isAskedAgain() {
            DialogState top = top(rehearsal);
            DialogState was = before.top();
            return top != null && was != null && top.dialog().equals(was.dialog()) && top.at() == was.at();
        }

        private String answerKept() {
            DialogState top = top(rehearsal);
            return top == null
                    ? ""
                    : top.answers()
                            .getOrDefault(question.slot(), Answer.NOTHING)
                            .value();
        }

        private String digression() {
            Rehearsal.Turned turned = rehearsal.say("查进度");
            return isAskedAgain() && turned.replies().size() > 1
                    ? ""
                    : "the question is not asked again, but " + turned.replies();
        }

        private String cancelsInner() {
            rehearsal.say("换地址");
            if (isAskedAgain() || "home".equals(script.name())) {
                return "";
            }
            Rehearsal.Turned turned = rehearsal.say("取消");
            return isAskedAgain() ? "" : "the outer question is not asked again, but " + turned.replies();
        }

        private String cancels() {
            Rehearsal.Turned turned = rehearsal.say("取消");
            return top(rehearsal) == null && !turned.replies().isEmpty() ? "" : "it goes on: " + turned.replies();
        }

        private String otherMatter() {
            String other = script.name().equals("parking") ? "对了，电梯也坏了" : "对了，我的车位也被占了";
            Rehearsal.Turned turned = rehearsal.say(other);
            boolean kept = !rehearsal.state().asides().isEmpty()
                    || rehearsal.state().stack().stream()
                            .anyMatch(each -> !each.dialog().equals(script.name()))
                    || answerKept().contains("车位")
                    || turned.opened() != null
                    || question.optional();
            return kept ? "" : "it is lost: " + turned.replies();
        }

        private String person() {
            Rehearsal.Turned turned = rehearsal.say("人工");
            return turned.deeds().contains("HandOver") ? "" : "nobody comes: " + turned.replies();
        }

        private String emergency() {
            if (script.name().equals("emergency")) {
                return "";
            }
            Rehearsal.Turned turned = rehearsal.say("楼道里冒烟了");
            boolean told = turned.replies().stream().anyMatch(said -> said.contains("119"));
            return told ? "" : "no word of what to do: " + turned.replies();
        }

        private String refuses() {
            Rehearsal.Turned turned = rehearsal.say("不想说");
            for (int again = 0; again < 2 && isAskedAgain(); again++) {
                turned = rehearsal.say("不想说");
            }
            boolean offered = turned.replies().stream().anyMatch(said -> said.contains("人工"));
            return !isAskedAgain() || offered ? "" : "it asks on and on: " + turned.replies();
        }

        private String wrongKind() {
            Rehearsal.Turned turned = question.kind().name().equals("image")
                    ? rehearsal.take(Input.Event.of("voice", Map.of("inside", "true")))
                    : rehearsal.take(new Input.Picture("8"));
            return turned.replies().isEmpty() || !isAskedAgain() ? "it is not asked again: " + turned.replies() : "";
        }

        private String back() {
            DialogState was = before.top();
            Rehearsal.Turned turned = rehearsal.say("上一步");
            DialogState now = top(rehearsal);
            boolean earlier = was != null && now != null && now.at() <= was.at();
            return earlier && !turned.replies().isEmpty() ? "" : "it does not go back: " + turned.replies();
        }

        private String corrects() {
            answer(rehearsal, question, 0);
            DialogState now = top(rehearsal);
            if (now == null || now.floor() > 0 || !now.dialog().equals(script.name())) {
                return "";
            }
            String first = answerKept();
            Rehearsal.Turned turned = rehearsal.say("不对，是" + words(question, 1));
            return turned.opened() != null || !answerKept().equals(first)
                    ? ""
                    : "it is not changed: " + turned.replies();
        }

        private String negates() {
            rehearsal.say("不是" + words(question, 0) + "，是" + words(question, 1));
            String second = List.copyOf(((ChoiceKind) question.kind()).options().keySet())
                    .get(1);
            return top(rehearsal) == null
                            || answerKept().equals(second)
                            || !isAskedAgain() && answerKept().isEmpty()
                    ? ""
                    : "\"%s\" was understood".formatted(answerKept());
        }

        private String twoAtOnce() {
            DialogState was = before.top();
            Optional<Question> place = script.questions()
                    .filter(each -> each.kind().name().equals("place"))
                    .filter(each -> was != null && !was.answers().containsKey(each.slot()))
                    .findFirst();
            if (place.isEmpty()) {
                return "";
            }
            Rehearsal.Turned turned = rehearsal.say(words(question, 1) + "，在" + PLACE);
            DialogState now = top(rehearsal);
            boolean both = now == null
                    || now.answers().containsKey(place.get().slot())
                    || turned.opened() != null
                    || !now.dialog().equals(script.name());
            return both ? "" : "the place was not heard: " + turned.replies();
        }

        private String disambiguates() {
            Rehearsal.Turned turned = rehearsal.say("3号楼");
            if (!isAskedAgain()) {
                return "half a place was taken for a whole one: " + turned.replies();
            }
            turned = rehearsal.say("2单元");
            return isAskedAgain() ? "the other half was not heard: " + turned.replies() : "";
        }
    }

    private interface Repair {
        /** What went wrong; empty: nothing. */
        String play();
    }
}
