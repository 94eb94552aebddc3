package org.bandeng.dialog;

import java.util.Map;
import java.util.Optional;

/** The kind of answer that a question takes: how it is heard, how it is read out. */
public sealed interface Kind
        permits TextKind,
                ChoiceKind,
                YesNoKind,
                NumberKind,
                PhoneKind,
                TimeKind,
                PlaceKind,
                ImageKind,
                LocationKind,
                RatingKind,
                OfferKind {

    /** The name in scripts, such as {@code place}. */
    String name();

    /** Its type in expressions. */
    Type type();

    /** What a question of this kind asks for, in a word: 地点. */
    String label();

    /** Characters of its text at most. */
    int longest();

    /** Hears the answer to a question of this kind. */
    Heard hear(Input input, Moment moment);

    /** What words that answer something else tell by the way. */
    default Optional<Answer> volunteered(Input.Words words) {
        return Optional.empty();
    }

    /** Answers to tap or to choose by number, caption by value, in the order shown. */
    default Map<String, String> options(Moment moment) {
        return Map.of();
    }

    /** Whether the options stand below the question, numbered. */
    default boolean listed() {
        return false;
    }

    /** The re-ask of the house, by its name in phrases.yaml, for questions without one of their own. */
    default String again() {
        return "again";
    }

    /** A kind that has no settings: yes-no, phone, image, location, rating, ticket or matter. */
    static Kind plain(String name) {
        return switch (name) {
            case "yes-no" -> new YesNoKind();
            case "phone" -> new PhoneKind();
            case "image" -> new ImageKind();
            case "location" -> new LocationKind();
            case "rating" -> new RatingKind();
            case "ticket" -> OfferKind.ticket();
            case "matter" -> OfferKind.matter();
            case "forum" -> OfferKind.forum();
            case "topic" -> OfferKind.topic();
            default -> text(false);
        };
    }

    /**
     * Words.
     *
     * @param sentence whether a number or a sign is no answer
     */
    static Kind text(boolean sentence) {
        return new TextKind(sentence);
    }

    /**
     * A whole number.
     *
     * @param unit such as 天; empty: none
     */
    static Kind number(long min, long max, String unit) {
        return new NumberKind(min, max, unit);
    }

    /** A time: past, future or any. */
    static Kind time(String side) {
        return new TimeKind(
                switch (side) {
                    case "past" -> TimeKind.Side.PAST;
                    case "future" -> TimeKind.Side.FUTURE;
                    default -> TimeKind.Side.ANY;
                });
    }

    /**
     * A place.
     *
     * @param home whether the resident's home is meant where none is said
     */
    static Kind place(boolean home) {
        return new PlaceKind(home);
    }

    /**
     * The moment at which a question waits.
     *
     * @param tries how often it was missed
     * @param offered what was offered to choose from
     * @param coarse what was heard right but coarse before; {@link Answer#NOTHING}: nothing
     * @param optional whether it need not be answered
     */
    record Moment(int tries, java.util.List<Candidate> offered, Answer coarse, boolean optional) {}
}
