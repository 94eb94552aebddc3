package org.bandeng.dialog;

/** A position shared from the phone's map, or the place in words. */
record LocationKind() implements Kind {
    @Override
    public String name() {
        return "location";
    }

    @Override
    public Type type() {
        return Type.TEXT;
    }

    @Override
    public String label() {
        return "位置";
    }

    @Override
    public String again() {
        return "again-location";
    }

    @Override
    public int longest() {
        return 40;
    }

    @Override
    public Heard hear(Input input, Moment moment) {
        if (input instanceof Input.Position position) {
            String label = position.label().isBlank() ? position.position() : position.label();
            return new Heard.Got(new Answer(position.position(), label), "位置");
        }
        if (!(input instanceof Input.Words words)) {
            return Heard.MISS;
        }
        if (moment.optional() && Wording.isRefusal(words.text())) {
            return Heard.DECLINED;
        }
        return new Heard.Got(new Answer("", words.text()), "原话");
    }
}
