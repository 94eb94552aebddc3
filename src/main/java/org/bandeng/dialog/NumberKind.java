package org.bandeng.dialog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole number.
 *
 * @param min the least that is taken
 * @param max the most that is taken
 * @param unit by which it is also found in other words, such as 天; empty: only as an answer
 */
public record NumberKind(long min, long max, String unit) implements Kind {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}|[零〇一二两三四五六七八九十百]{1,7}");
    private static final Pattern ABOUT = Pattern.compile("^(大概|大约|差不多|有|可能|应该是?|是|约|快|第)+");
    private static final Pattern AFTER = Pattern.compile("(个|多|左右|吧|了|的|来|几)*$");

    @Override
    public String name() {
        return "number";
    }

    @Override
    public Type type() {
        return Type.NUMBER;
    }

    @Override
    public String label() {
        return "数目";
    }

    @Override
    public String again() {
        return "again-number";
    }

    @Override
    public int longest() {
        return String.valueOf(max).length() + unit.length();
    }

    @Override
    public Heard hear(Input input, Moment moment) {
        if (!(input instanceof Input.Words words)) {
            return Heard.MISS;
        }
        if (moment.optional() && Wording.isRefusal(words.text())) {
            return Heard.DECLINED;
        }
        String plain = ABOUT.matcher(Wording.plain(words.text())).replaceAll("");
        String bare = AFTER.matcher(plain).replaceAll("");
        if (!unit.isEmpty() && bare.endsWith(unit)) {
            bare = AFTER.matcher(bare.substring(0, bare.length() - unit.length()))
                    .replaceAll("");
        }
        Matcher number = NUMBER.matcher(bare);
        return number.matches() ? within(value(bare)) : Heard.MISS;
    }

    private Heard within(long value) {
        return value >= min && value <= max ? new Heard.Got(answer(value), "数字") : Heard.MISS;
    }

    private Answer answer(long value) {
        return new Answer(String.valueOf(value), value + unit);
    }

    @Override
    public Optional<Answer> volunteered(Input.Words words) {
        if (unit.isEmpty()) {
            return Optional.empty();
        }
        Matcher found = Pattern.compile("(" + NUMBER.pattern() + ")\\s*[个多]*" + Pattern.quote(unit))
                .matcher(Wording.plain(words.text()));
        if (!found.find()) {
            return Optional.empty();
        }
        long value = value(found.group(1));
        return value >= min && value <= max ? Optional.of(answer(value)) : Optional.empty();
    }

    private static long value(String number) {
        return Character.isDigit(number.charAt(0)) ? Long.parseLong(number) : ChineseNumerals.value(number);
    }
}
