package org.bandeng.dialog;

/** Pictures; words instead of one are kept, too. */
record ImageKind() implements Kind {
    @Override
    public String name() {
        return "image";
    }

    @Override
    public Type type() {
        return Type.TEXT;
    }

    @Override
    public String label() {
        return "照片";
    }

    @Override
    public String again() {
        return "again-image";
    }

    @Override
    public int longest() {
        return 7;
    }

    @Override
    public Heard hear(Input input, Moment moment) {
        if (input instanceof Input.Picture picture) {
            return new Heard.Got(new Answer(picture.media(), "有照片"), "照片");
        }
        if (!(input instanceof Input.Words words) || !moment.optional()) {
            return Heard.MISS;
        }
        return Wording.isRefusal(words.text())
                ? Heard.DECLINED
                : new Heard.Got(Answer.NOTHING, words.text(), "用文字代替照片");
    }

    /** One more picture. */
    static Answer more(Answer before, String media) {
        String all = before.value().isEmpty() ? media : before.value() + "," + media;
        return new Answer(all, "有照片");
    }
}
