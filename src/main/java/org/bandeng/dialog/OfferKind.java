package org.bandeng.dialog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One of the things that an event or a step offers: the resident's tickets, the matters that their words may be
 * about, forums and topics.
 *
 * @param none what is chosen for none of them, {@link #NONE} being the answer; empty: it must be one of them
 */
record OfferKind(String name, String label, int longest, String none) implements Kind {

    /** No ticket has this number, and no script this name. */
    static final String NONE = "#none";

    static OfferKind ticket() {
        return new OfferKind("ticket", "工单", 120, "");
    }

    static OfferKind matter() {
        return new OfferKind("matter", "哪一件事", 20, "都不是");
    }

    static OfferKind forum() {
        return new OfferKind("forum", "哪个会", 40, "");
    }

    static OfferKind topic() {
        return new OfferKind("topic", "议题", 60, "");
    }

    @Override
    public Type type() {
        return Type.TEXT;
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
    public Map<String, String> options(Moment moment) {
        Map<String, String> captions = new LinkedHashMap<>();
        moment.offered().forEach(each -> captions.put(each.value(), each.name()));
        if (!none.isEmpty()) {
            captions.put(NONE, none);
        }
        return captions;
    }

    @Override
    public Heard hear(Input input, Moment moment) {
        if (!(input instanceof Input.Words words)) {
            return Heard.MISS;
        }
        Optional<Candidate> one = Offers.chosen(words.text(), moment.offered());
        if (one.isPresent()) {
            return new Heard.Got(one.get().answer(), "选了一个");
        }
        if (isNone(words.text(), moment)) {
            return new Heard.Got(new Answer(NONE, none), none);
        }
        return moment.optional() && Wording.isRefusal(words.text()) ? Heard.DECLINED : Heard.MISS;
    }

    private boolean isNone(String words, Moment moment) {
        return !none.isEmpty()
                && (Wording.ordinal(words) == moment.offered().size() + 1
                        || Wording.plain(words).contains(none)
                        || Wording.isRefusal(words)
                        || Wording.isNo(words));
    }
}
