package org.bandeng.dialog;

import java.util.LinkedHashMap;
import java.util.Map;

/** Yes or no. */
record YesNoKind() implements Kind {
    @Override
    public String name() {
        return "yes-no";
    }

    @Override
    public Type type() {
        return Type.FLAG;
    }

    @Override
    public String label() {
        return "是不是";
    }

    @Override
    public String again() {
        return "again-yes-no";
    }

    @Override
    public int longest() {
        return 1;
    }

    @Override
    public Map<String, String> options(Moment moment) {
        Map<String, String> captions = new LinkedHashMap<>();
        captions.put("true", "是");
        captions.put("false", "不是");
        return captions;
    }

    @Override
    public Heard hear(Input input, Moment moment) {
        if (!(input instanceof Input.Words words)) {
            return Heard.MISS;
        }
        int number = Wording.ordinal(words.text());
        if (Wording.isYes(words.text()) || number == 1) {
            return new Heard.Got(Answer.of(true), "是");
        }
        if (Wording.isNo(words.text()) || number == 2) {
            return new Heard.Got(Answer.of(false), "不是");
        }
        return moment.optional() && Wording.isRefusal(words.text()) ? Heard.DECLINED : Heard.MISS;
    }
}
