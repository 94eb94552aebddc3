package org.bandeng.dialog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Yes or no. */
record YesNoKind() implements Kind {

    /** 里头有个老太太, 两个人在里面: said for yes where somebody may be in danger. */
    private static final Pattern SOMEBODY =
            Pattern.compile("(里面|里头|现在|电梯里)*(还)?有(人|个|一个|两个|几个|老|小孩|孩子|好几).*|.*(个人|老人|老太太|大爷|孩子|小孩).*(在里|困|关在|出不来).*");

    private static final Pattern NOBODY = Pattern.compile("(里面|里头|现在|电梯里)*(都)?没(有)?(人|困).{0,6}");

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
        String plain = Wording.plain(words.text());
        if (NOBODY.matcher(plain).matches()) {
            return new Heard.Got(Answer.of(false), "没有");
        }
        if (SOMEBODY.matcher(plain).matches()) {
            return new Heard.Got(Answer.of(true), "有");
        }
        if (Wording.isYes(words.text()) || number == 1) {
            return new Heard.Got(Answer.of(true), "是");
        }
        if (Wording.isNo(words.text()) || number == 2) {
            return new Heard.Got(Answer.of(false), "不是");
        }
        return moment.optional() && Wording.isRefusal(words.text()) ? Heard.DECLINED : Heard.MISS;
    }
}
