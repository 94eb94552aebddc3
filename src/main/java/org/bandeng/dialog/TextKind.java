package org.bandeng.dialog;

/** Any words. */
record TextKind() implements Kind {

    /** Characters shown back; the ticket has them all. */
    private static final int SHOWN = 60;

    @Override
    public String name() {
        return "text";
    }

    @Override
    public Type type() {
        return Type.TEXT;
    }

    @Override
    public String label() {
        return "说明";
    }

    @Override
    public int longest() {
        return SHOWN;
    }

    @Override
    public Heard hear(Input input, Moment moment) {
        if (!(input instanceof Input.Words words) || words.text().isBlank()) {
            return Heard.MISS;
        }
        return moment.optional() && Wording.isRefusal(words.text())
                ? Heard.DECLINED
                : new Heard.Got(Answer.of(words.text()), "原话");
    }
}
