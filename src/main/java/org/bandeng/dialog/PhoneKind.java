package org.bandeng.dialog;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A telephone number of mainland China: a mobile, or a landline with or without its area. Shown masked. */
record PhoneKind() implements Kind {

    private static final Pattern SPOKEN = Pattern.compile("[零〇幺一二三四五六七八九]{7,12}");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![0-9])(?:\\+?86)?(1[3-9][0-9]{9}|0[0-9]{2,3}[0-9]{7,8}|[2-8][0-9]{6,7})(?![0-9])");
    private static final String DIGITS = "零一二三四五六七八九";

    @Override
    public String name() {
        return "phone";
    }

    @Override
    public Type type() {
        return Type.TEXT;
    }

    @Override
    public String label() {
        return "电话";
    }

    @Override
    public String again() {
        return "again-phone";
    }

    @Override
    public int longest() {
        return 13;
    }

    @Override
    public Heard hear(Input input, Moment moment) {
        if (!(input instanceof Input.Words words)) {
            return Heard.MISS;
        }
        Optional<Answer> number = volunteered(words);
        if (number.isPresent()) {
            return new Heard.Got(number.get(), "号码");
        }
        return moment.optional() && Wording.isRefusal(words.text()) ? Heard.DECLINED : Heard.MISS;
    }

    @Override
    public Optional<Answer> volunteered(Input.Words words) {
        String digits = SPOKEN.matcher(Normalizer.normalize(words.text(), Normalizer.Form.NFKC))
                .replaceAll(spoken -> digits(spoken.group()));
        Matcher number = NUMBER.matcher(digits.replaceAll("(?<=[0-9])[\\s-]+(?=[0-9])", ""));
        return number.find() ? Optional.of(new Answer(number.group(1), masked(number.group(1)))) : Optional.empty();
    }

    private static String digits(String spoken) {
        StringBuilder digits = new StringBuilder();
        for (char sign : spoken.replace('幺', '一').replace('〇', '零').toCharArray()) {
            digits.append(DIGITS.indexOf(sign));
        }
        return digits.toString();
    }

    /** 138****5678: enough to see that it is the right one. */
    static String masked(String number) {
        return number.substring(0, 3) + "****" + number.substring(number.length() - (number.length() > 8 ? 4 : 2));
    }
}
