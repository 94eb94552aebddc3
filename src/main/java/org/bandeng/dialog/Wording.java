package org.bandeng.dialog;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How residents put a plain yes, a no, a number or a choice. */
public final class Wording {

    /** The signs of ASCII that Unicode counts as symbols rather than punctuation. */
    private static final String ASCII_SYMBOLS = "$+<=>^`|~";

    private static final Pattern PARTICLES = Pattern.compile("[吧啊呀哦呢了的哈嘛]+$");
    private static final Set<String> YES = Set.of(
            "是", "是的", "对", "对的", "好", "好的", "有", "加", "加入", "需要", "要的", "同意", "行的", "好啊", "可以的", "是这样", "就这样", "可以",
            "行", "没错", "确认", "嗯", "嗯嗯", "ok", "yes", "y", "要", "没问题");
    private static final Set<String> NO = Set.of(
            "不是", "不是的", "不对", "不", "不行", "不可以", "错", "错了", "有误", "no", "n", "不要", "否", "改一下", "没有", "没", "不用", "不加",
            "不需要");
    private static final Set<String> NOTHING = Set.of(
            "没有", "没", "无", "不用", "不需要", "跳过", "算了", "没有照片", "没照片", "没拍", "没有拍", "不方便", "不方便拍", "拍不了", "不会拍", "没有图",
            "没图", "暂时没有", "没别的", "没有别的", "就这些", "没什么", "no", "不发", "不发了", "没了", "没有了");
    private static final Pattern ORDINAL = Pattern.compile("(?:第|选|选第)?([1-9]|[一二两三四五六七八九])(?:个|项|号|条)?");
    private static final Pattern UNKNOWN = Pattern.compile("不知道|不清楚|不晓得|不记得|记不清|忘了|说不清");
    private static final Set<String> REFUSALS = Set.of(
            "不想说", "不说", "不方便说", "不告诉你", "跳过", "下一个", "不知道", "不清楚", "不晓得", "不记得", "记不清", "忘了", "说不清", "随便", "都行",
            "我也不知道", "我不知道", "我也不清楚", "我不清楚", "不想填", "不填", "不用问了", "你看着办", "都不是", "都不对", "哪个都不是", "哪件都不是", "都不是这些");
    /** 清楚了谢谢, 好的麻烦了; but not 好像没有 or 有吗. */
    private static final Pattern YES_AND_MORE =
            Pattern.compile("(是的|对的|好的|好嘞|可以|愿意|清楚|明白|懂|同意|行|成)(了|的)?(谢谢|麻烦|辛苦|登记|就这样|没问题|吧|啊|呀|您|你|了|就|这|样)*");

    private static final Pattern NO_AND_MORE =
            Pattern.compile("(先不|还是不|暂时不|都不|不)(用|要|必|想|是|对|了|行|愿意|同意|需要|加入|一起|登记|调解|谢谢|吧|啊|呀|太|很)*");
    private static final String NUMERALS = "一二三四五六七八九";

    private Wording() {}

    /** The bare words: full-width made narrow, lower case, no blanks, punctuation or emoji. */
    static String plain(String words) {
        // By hand rather than by a regular expression: this runs many times a turn.
        String narrow = Normalizer.normalize(words, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(narrow.length());
        narrow.codePoints().filter(sign -> !isDecoration(sign)).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean isDecoration(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.OTHER_SYMBOL,
                    Character.MODIFIER_SYMBOL -> true;
            default -> Character.isWhitespace(sign) || ASCII_SYMBOLS.indexOf(sign) >= 0;
        };
    }

    static boolean isYes(String words) {
        String plain = plain(words);
        return YES.contains(plain)
                || YES.contains(withoutParticles(words))
                || YES_AND_MORE.matcher(plain).matches();
    }

    static boolean isNo(String words) {
        String plain = plain(words);
        boolean no = NO.contains(plain)
                || NO.contains(withoutParticles(words))
                || NO_AND_MORE.matcher(plain).matches();
        return no && !UNKNOWN.matcher(plain).find();
    }

    /** Whether the resident has nothing to add. */
    static boolean isNothing(String words) {
        return NOTHING.contains(plain(words)) || NOTHING.contains(withoutParticles(words));
    }

    /** The number of 2, 二, 第二个 or 选2; 0 unless the words are nothing but that. */
    static int ordinal(String words) {
        Matcher ordinal = ORDINAL.matcher(plain(words));
        if (!ordinal.matches()) {
            return 0;
        }
        String digit = ordinal.group(1).replace('两', '二');
        int numeral = NUMERALS.indexOf(digit);
        return numeral >= 0 ? numeral + 1 : Integer.parseInt(digit);
    }

    /** Whether the resident cannot tell. */
    static boolean isUnknown(String words) {
        return UNKNOWN.matcher(plain(words)).find();
    }

    /** Whether the resident will not or cannot answer, and says so. */
    static boolean isRefusal(String words) {
        return REFUSALS.contains(plain(words)) || REFUSALS.contains(withoutParticles(words)) || isNothing(words);
    }

    /** Whether words tell anybody anything: there are two letters in them at least. */
    public static boolean isSentence(String words) {
        return words.codePoints().filter(Character::isLetter).limit(2).count() == 2;
    }

    /** A menu of numbered lines. */
    static String numbered(List<String> lines) {
        StringBuilder menu = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            menu.append('\n').append(i + 1).append(". ").append(lines.get(i));
        }
        return menu.toString();
    }

    /** The bare words without the particles that end them: 谢谢 for 谢谢啊. */
    static String withoutParticles(String words) {
        return PARTICLES.matcher(plain(words)).replaceAll("");
    }
}
