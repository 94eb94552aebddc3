package org.bandeng.dialog;

/**
 * Any words.
 *
 * @param sentence whether somebody else gets to read them, so that a number or a sign is asked about once more
 */
record TextKind(boolean sentence) implements Kind {

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
        if (moment.optional() && Wording.isRefusal(words.text())) {
            return Heard.DECLINED;
        }
        // Asked for it once more; whoever insists is told by whoever takes the words.
        return sentence && moment.tries() == 0 && !Wording.isSentence(words.text())
                ? Heard.MISS
                : new Heard.Got(Answer.of(words.text()), "原话");
    }
}
