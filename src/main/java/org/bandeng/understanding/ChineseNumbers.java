package org.bandeng.understanding;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as residents write them: 3, ３, 三, 十二, 二十一. */
final class ChineseNumbers {

    private static final String DIGITS = "零一二三四五六七八九";

    /** Only where a number of a place is meant: 三 in 三号楼, not in 三天了. */
    private static final Pattern NUMERAL = Pattern.compile("([零〇一二两三四五六七八九十百]{1,5})(?=号|栋|幢|座|单元|层|楼|室|期)");

    private static final Pattern TIME =
            Pattern.compile("[零〇一二两三四五六七八九十]+(?=点|月|日|号|天|周|个?小时|分钟|分)|(?<=点)[零〇一二两三四五六七八九十]+|(?<=周|星期|礼拜)[一二三四五六]");

    private ChineseNumbers() {}

    /** The text with full-width signs made narrow, in lower case, and place numbers written in digits. */
    static String toDigits(String text) {
        String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return NUMERAL.matcher(narrow).replaceAll(numeral -> String.valueOf(value(numeral.group(1))));
    }

    /** The text with full-width signs made narrow and the numbers of days and hours written in digits. */
    static String timesInDigits(String text) {
        String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return TIME.matcher(narrow).replaceAll(numeral -> String.valueOf(value(numeral.group())));
    }

    /** A number in digits, whichever way it is written. */
    static String digits(String number) {
        return number.matches("[0-9]+") ? number : String.valueOf(value(number));
    }

    /** The value of a numeral below a thousand; 五零一 is read digit by digit. */
    static int value(String numeral) {
        String plain = numeral.replace('两', '二').replace('〇', '零');
        if (!plain.contains("十") && !plain.contains("百")) {
            return plain.chars().map(DIGITS::indexOf).reduce(0, (sum, digit) -> sum * 10 + digit);
        }
        int sum = 0;
        int digit = 0;
        for (char sign : plain.toCharArray()) {
            if (sign == '百') {
                sum += Math.max(digit, 1) * 100;
                digit = 0;
            } else if (sign == '十') {
                sum += Math.max(digit, 1) * 10;
                digit = 0;
            } else {
                digit = DIGITS.indexOf(sign);
            }
        }
        return sum + digit;
    }
}
