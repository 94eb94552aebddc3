package org.bandeng.dialog;

import java.util.Optional;

/**
 * A day, a time of day, or from when to when.
 *
 * @param side past: when something happened; future: when somebody may come; any
 */
record TimeKind(Side side) implements Kind {

    enum Side {
        PAST,
        FUTURE,
        ANY
    }

    @Override
    public String name() {
        return "time";
    }

    @Override
    public Type type() {
        return Type.TEXT;
    }

    @Override
    public String label() {
        return "时间";
    }

    @Override
    public String again() {
        return "again-time";
    }

    /** 昨天11月24日（周二）晚上11点30分到今天11月25日（周三）凌晨2点30分. */
    @Override
    public int longest() {
        return 44;
    }

    /**
     * Words that are no time (下班以后) are kept as they are after the first miss, and at once where nobody insists on an answer:
     * people know when they are at home.
     */
    @Override
    public Heard hear(Input input, Moment moment) {
        if (!(input instanceof Input.Words words)) {
            return Heard.MISS;
        }
        HeardTime time = words.reading().time();
        if (time != null && (side == Side.ANY || time.past() == (side == Side.PAST))) {
            return new Heard.Got(time.answer(), "时间");
        }
        if (moment.optional() && Wording.isRefusal(words.text())) {
            return Heard.DECLINED;
        }
        return moment.tries() > 0 || moment.optional() ? new Heard.Got(new Answer("", words.text()), "原话") : Heard.MISS;
    }

    @Override
    public Optional<Answer> volunteered(Input.Words words) {
        HeardTime time = words.reading().time();
        return time != null && side != Side.ANY && time.past() == (side == Side.PAST)
                ? Optional.of(time.answer())
                : Optional.empty();
    }
}
