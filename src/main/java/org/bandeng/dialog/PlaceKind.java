package org.bandeng.dialog;

import java.util.Optional;

/**
 * A place of the community. One that the directory does not know is kept as it was said after the second miss: better a
 * rough place than no report.
 *
 * @param home whether the matter is at the resident's home where no place is said
 */
record PlaceKind(boolean home) implements Kind {

    private static final int TRIES = 2;

    /** Then somebody must ask by telephone: what was said is better than nothing. */
    private static final int PATIENCE = 3;

    private static final int SHORTEST = 2;

    @Override
    public String name() {
        return "place";
    }

    @Override
    public Type type() {
        return Type.TEXT;
    }

    @Override
    public String label() {
        return "地点";
    }

    @Override
    public String again() {
        return "again-place";
    }

    @Override
    public int longest() {
        return 40;
    }

    @Override
    public Heard hear(Input input, Moment moment) {
        if (input instanceof Input.Position position && position.place().isOne()) {
            return new Heard.Got(position.place().one().answer(), "位置");
        }
        if (input instanceof Input.Position position && position.place().isAmbiguous()) {
            return new Heard.Several(position.place().places());
        }
        if (input instanceof Input.Position position && !position.label().isBlank()) {
            return new Heard.Got(new Answer("", position.label()), "位置");
        }
        if (!(input instanceof Input.Words words)) {
            return Heard.MISS;
        }
        Optional<Candidate> chosen = Offers.chosen(words.text(), moment.offered());
        if (chosen.isPresent()) {
            return new Heard.Got(chosen.get().answer(), "选了一个");
        }
        HeardPlace heard = words.reading().place();
        if (heard.isOne() && (heard.complete() || moment.tries() > 0)) {
            return new Heard.Got(heard.one().answer(), "“" + words.text() + "”");
        }
        if (heard.isOne()) {
            return new Heard.Coarse(heard.one(), heard.wide());
        }
        return heard.isAmbiguous() ? new Heard.Several(heard.places()) : unknown(words, moment);
    }

    private static Heard unknown(Input.Words words, Moment moment) {
        if (moment.optional() && Wording.isRefusal(words.text())) {
            return Heard.DECLINED;
        }
        boolean coarse = !moment.coarse().equals(Answer.NOTHING);
        if (!coarse && isNoPlace(words.text()) && moment.tries() < PATIENCE) {
            return Heard.MISS;
        }
        return coarse || moment.tries() + 1 >= TRIES
                ? new Heard.Got(asSaid(moment.coarse(), words.text()), "原话")
                : Heard.MISS;
    }

    /** 是, 2 and 我不知道 are kept as no place, however often they are said. */
    private static boolean isNoPlace(String words) {
        return Wording.isYes(words)
                || Wording.isNo(words)
                || Wording.ordinal(words) > 0
                || Wording.isUnknown(words)
                || Wording.plain(words).length() < SHORTEST;
    }

    /** The rough place, with what the resident said about where in it. */
    private static Answer asSaid(Answer coarse, String words) {
        if (coarse.text().isEmpty()) {
            return new Answer("", words);
        }
        boolean nothing = Wording.isUnknown(words) || Wording.isRefusal(words) || Wording.isNo(words);
        String text = nothing ? coarse.text() : coarse.text() + "（" + words + "）";
        return new Answer(coarse.value(), text);
    }

    @Override
    public Optional<Answer> volunteered(Input.Words words) {
        HeardPlace heard = words.reading().place();
        return heard.isClear() ? Optional.of(heard.one().answer()) : Optional.empty();
    }
}
