package org.bandeng.dialog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How each kind of question hears its answer. */
final class Questions {

    /** After so many misses a place is taken as the resident put it: better a rough place than no report. */
    private static final int TRIES_FOR_A_PLACE = 2;

    /** Slot that collects what residents say instead of sending a picture. */
    static final String NOTE = "note";

    private static final Template CONFIRM_AGAIN = new Template("回复“是”就登记，回复“不对”我们重新来。");

    private Questions() {}

    static Step.Flow text(Step.Ask ask, Turn turn) {
        Input input = turn.takeInput();
        if (input instanceof Input.Words words) {
            boolean nothing = ask.optional() && Wording.isNothing(words.text());
            return turn.learn(ask.slot(), Answer.of(nothing ? "" : words.text()));
        }
        return input == null ? turn.ask(ask.text()) : turn.askAgain(ask.text(), ask.again());
    }

    static Step.Flow image(Step.Ask ask, Turn turn) {
        Input input = turn.takeInput();
        if (input instanceof Input.Picture picture) {
            return turn.learn(ask.slot(), new Answer(picture.media(), "有照片"));
        }
        if (input instanceof Input.Words words && ask.optional()) {
            if (!Wording.isNothing(words.text())) {
                turn.note(words.text());
            }
            return turn.learn(ask.slot(), Answer.of(""));
        }
        return input == null ? turn.ask(ask.text()) : turn.askAgain(ask.text(), ask.again());
    }

    static Step.Flow rating(Step.Ask ask, Turn turn) {
        Input input = turn.takeInput();
        if (input instanceof Input.Words words) {
            OptionalInt score = Rating.read(words.text());
            if (score.isPresent()) {
                return turn.learn(ask.slot(), Answer.of(String.valueOf(score.getAsInt())));
            }
        }
        return input == null ? turn.ask(ask.text()) : turn.askAgain(ask.text(), ask.again());
    }

    static Step.Flow place(Step.Ask ask, Turn turn) {
        Input input = turn.takeInput();
        if (input == null) {
            return turn.hasCandidates() ? turn.offerPlaces() : turn.ask(ask.text());
        }
        if (!(input instanceof Input.Words words)) {
            return turn.askAgain(ask.text(), ask.again());
        }
        Optional<HeardPlace.Candidate> chosen = chosenPlace(words.text(), turn.candidates());
        if (chosen.isPresent()) {
            return turn.learn(ask.slot(), placeAnswer(chosen.get()));
        }
        HeardPlace heard = words.place();
        if (heard.isOne() && (heard.complete() || turn.tries() > 0)) {
            return turn.learn(ask.slot(), placeAnswer(heard.places().get(0)));
        }
        if (heard.isOne()) {
            return turn.askFiner(ask.slot(), heard.places().get(0));
        }
        if (heard.isAmbiguous()) {
            return turn.offer(heard.places());
        }
        if (turn.tries() + 1 >= TRIES_FOR_A_PLACE) {
            return turn.learn(ask.slot(), asSaid(turn.roughPlaceId(ask.slot()), turn.roughPlace(ask.slot()), words));
        }
        return turn.askAgain(ask.text(), ask.again());
    }

    /** The rough place, with what the resident said about where in it. */
    private static Answer asSaid(String roughId, String rough, Input.Words words) {
        if (rough.isEmpty()) {
            return new Answer("", words.text());
        }
        return new Answer(roughId, Wording.isUnknown(words.text()) ? rough : rough + "（" + words.text() + "）");
    }

    private static Optional<HeardPlace.Candidate> chosenPlace(String words, List<HeardPlace.Candidate> candidates) {
        int number = Wording.ordinal(words);
        if (number > 0 && number <= candidates.size()) {
            return Optional.of(candidates.get(number - 1));
        }
        String plain = Wording.plain(words);
        List<HeardPlace.Candidate> named = candidates.stream()
                .filter(candidate ->
                        plain.length() > 1 && Wording.plain(candidate.name()).contains(plain))
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    static Answer placeAnswer(HeardPlace.Candidate place) {
        return new Answer(place.id(), place.name());
    }

    static Step.Flow choose(Step.Choose choose, Turn turn) {
        Input input = turn.takeInput();
        String question = turn.fill(choose.text())
                + Wording.numbered(choose.options().values().stream()
                        .map(Step.Option::label)
                        .toList());
        if (input instanceof Input.Words words) {
            Optional<Map.Entry<String, Step.Option>> option = optionFor(choose, words.text());
            if (option.isPresent()) {
                return turn.learn(
                        choose.slot(),
                        new Answer(
                                option.get().getKey(), option.get().getValue().label()));
            }
        }
        return input == null ? turn.askText(question) : turn.askAgainText(question, choose.again());
    }

    private static Optional<Map.Entry<String, Step.Option>> optionFor(Step.Choose choose, String words) {
        int number = Wording.ordinal(words);
        if (number > 0) {
            return choose.options().entrySet().stream().skip(number - 1L).findFirst();
        }
        return mentionedOption(choose, words);
    }

    /** The one option that the words speak of; empty if there is none or more than one. */
    static Optional<Map.Entry<String, Step.Option>> mentionedOption(Step.Choose choose, String words) {
        String plain = Wording.plain(words);
        List<Map.Entry<String, Step.Option>> exact = choose.options().entrySet().stream()
                .filter(option -> Wording.plain(option.getValue().label()).equals(plain)
                        || option.getValue().words().stream()
                                .anyMatch(word -> Wording.plain(word).equals(plain)))
                .toList();
        if (exact.size() == 1) {
            return Optional.of(exact.get(0));
        }
        List<Map.Entry<String, Step.Option>> mentioned = choose.options().entrySet().stream()
                .filter(option -> plain.contains(Wording.plain(option.getValue().label()))
                        || option.getValue().words().stream().anyMatch(word -> plain.contains(Wording.plain(word))))
                .toList();
        return mentioned.size() == 1 ? Optional.of(mentioned.get(0)) : Optional.empty();
    }

    static Step.Flow confirm(Step.Confirm confirm, Turn turn) {
        Input input = turn.takeInput();
        if (input instanceof Input.Words words) {
            if (Wording.isNo(words.text()) || Wording.ordinal(words.text()) == 2) {
                return turn.startOver();
            }
            if (Wording.isYes(words.text()) || Wording.ordinal(words.text()) == 1) {
                return turn.confirmed();
            }
        }
        return input == null
                ? turn.askText(turn.fill(confirm.text()))
                : turn.askAgain(confirm.text(), List.of(CONFIRM_AGAIN));
    }
}
