package org.bandeng.dialog;

import java.util.LinkedHashMap;
import java.util.Map;

/** One of the tickets offered by an event or by {@code ticket: find}. */
record TicketKind() implements Kind {
    @Override
    public String name() {
        return "ticket";
    }

    @Override
    public Type type() {
        return Type.TEXT;
    }

    @Override
    public String label() {
        return "工单";
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
        return 120;
    }

    @Override
    public Map<String, String> options(Moment moment) {
        Map<String, String> captions = new LinkedHashMap<>();
        moment.offered().forEach(each -> captions.put(each.value(), each.name()));
        return captions;
    }

    @Override
    public Heard hear(Input input, Moment moment) {
        if (!(input instanceof Input.Words words)) {
            return Heard.MISS;
        }
        return Offers.chosen(words.text(), moment.offered())
                .<Heard>map(each -> new Heard.Got(each.answer(), "选了一个"))
                .orElse(moment.optional() && Wording.isRefusal(words.text()) ? Heard.DECLINED : Heard.MISS);
    }
}
