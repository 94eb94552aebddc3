package org.bandeng.dialog;

import java.util.LinkedHashMap;
import java.util.Map;

/** One of the matters that the resident's words may be about, or none of them. */
record MatterKind() implements Kind {

    /** The value for none of them; no script can have this name. */
    private static final String NO_MATTER = "#none";

    private static final String NONE = "都不是";

    @Override
    public String name() {
        return "matter";
    }

    @Override
    public Type type() {
        return Type.TEXT;
    }

    @Override
    public String label() {
        return "哪一件事";
    }

    @Override
    public boolean listed() {
        return true;
    }

    @Override
    public String again() {
        return "again-choice";
    }

    @Override
    public int longest() {
        return 20;
    }

    @Override
    public Map<String, String> options(Moment moment) {
        Map<String, String> captions = new LinkedHashMap<>();
        moment.offered().forEach(each -> captions.put(each.value(), each.name()));
        captions.put(NO_MATTER, NONE);
        return captions;
    }

    @Override
    public Heard hear(Input input, Moment moment) {
        if (!(input instanceof Input.Words words)) {
            return Heard.MISS;
        }
        int number = Wording.ordinal(words.text());
        boolean none = number == moment.offered().size() + 1
                || Wording.plain(words.text()).contains(NONE)
                || Wording.isRefusal(words.text())
                || Wording.isNo(words.text());
        return Offers.chosen(words.text(), moment.offered())
                .<Heard>map(each -> new Heard.Got(each.answer(), "选了一个"))
                .orElse(none ? new Heard.Got(new Answer(NO_MATTER, NONE), "都不是") : Heard.MISS);
    }
}
