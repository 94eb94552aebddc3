package org.bandeng.dialog;

/** Numbers below a thousand as they are spoken: 三, 十二, 二百五, 五零一. */
public final class ChineseNumerals {

    private static final String DIGITS = "零一二三四五六七八九";

    private ChineseNumerals() {}

    /** What a numeral of those signs is worth. */
    public static long value(String numeral) {
        String plain = numeral.replace('两', '二').replace('〇', '零');
        if (!plain.contains("十") && !plain.contains("百")) {
            return plain.chars().mapToLong(DIGITS::indexOf).reduce(0, (sum, digit) -> sum * 10 + digit);
        }
        long sum = 0;
        long digit = 0;
        for (char sign : plain.toCharArray()) {
            if (sign == '百' || sign == '十') {
                sum += Math.max(digit, 1) * (sign == '百' ? 100 : 10);
                digit = 0;
            } else {
                digit = DIGITS.indexOf(sign);
            }
        }
        return sum + digit;
    }
}
