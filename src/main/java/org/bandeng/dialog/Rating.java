package org.bandeng.dialog;

import java.util.Map;
import java.util.OptionalInt;

/** A mark from 1 to 5 out of a resident's words: 5, 五星, 5分, 非常满意, or a tapped {@code rate:NUMBER:5}. */
public final class Rating {

    /** What stands on the choices of the survey, best first. */
    public static final Map<Integer, String> CAPTIONS = Map.of(5, "非常满意", 4, "满意", 3, "一般", 2, "不满意", 1, "非常不满意");

    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("非常满意", 5),
            Map.entry("很满意", 5),
            Map.entry("十分满意", 5),
            Map.entry("特别满意", 5),
            Map.entry("满分", 5),
            Map.entry("满意", 4),
            Map.entry("还满意", 4),
            Map.entry("挺满意", 4),
            Map.entry("比较满意", 4),
            Map.entry("一般", 3),
            Map.entry("一般般", 3),
            Map.entry("还行", 3),
            Map.entry("凑合", 3),
            Map.entry("不满意", 2),
            Map.entry("不太满意", 2),
            Map.entry("不怎么满意", 2),
            Map.entry("很不满意", 1),
            Map.entry("非常不满意", 1),
            Map.entry("太差", 1),
            Map.entry("没修好", 1));

    private Rating() {}

    /** The mark, or empty when the words are not just a mark. */
    public static OptionalInt read(String words) {
        String plain = Wording.plain(words).replaceAll("(分|星|颗星|了|的)+$", "").replaceAll("^(打|给)", "");
        Integer said = WORDS.get(plain);
        if (said != null) {
            return OptionalInt.of(said);
        }
        int number = Wording.ordinal(plain);
        return number >= 1 && number <= 5 && !words.contains("第") ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
