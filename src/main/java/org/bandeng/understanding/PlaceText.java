package org.bandeng.understanding;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.chinese.Sounds;

/** A message made ready for finding places in it: one way of writing numbers, and the words around them as they were meant. */
final class PlaceText {

    private static final String NUMBER = "[0-9零〇一二两三四五六七八九十百幺a-z]";

    private static final Pattern DASHES = Pattern.compile("(?<=" + NUMBER + ")\\s*[—–－─~杠]+\\s*(?=" + NUMBER + ")");

    private static final Pattern SEPARATED =
            Pattern.compile("(?<![0-9.])([0-9]{1,3})([./])([0-9]{1,2})\\2([0-9]{3,4}[a-z]?)(?![0-9])");

    private static final Pattern DATE = Pattern.compile(
            "[0-9]{4}\\s*[-./年]\\s*[0-9]{1,2}\\s*[-./月]\\s*[0-9]{1,2}[日号]?|[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}[日号]");

    /** A number of houses, not the house with the number. */
    private static final Pattern QUANTITY =
            Pattern.compile("[一两几整每这那哪全]\\s*[栋幢]\\s*[楼房](?!\\s*" + NUMBER + ")|[两几]\\s*[栋幢]");

    private static final Pattern MISHEARD_HOUSE =
            Pattern.compile("(?<=" + NUMBER + ")\\s*(?:号\\s*[漏搂喽褛篓流](?![水电气油雨了])|[好耗毫豪浩]楼)");
    private static final Pattern MISHEARD_BLOCK =
            Pattern.compile("(?<=" + NUMBER + ")\\s*[懂洞冻董动](?=\\s*(?:" + NUMBER + "|[的,，。 ]|$))");
    private static final Pattern MISHEARD_TOWER = Pattern.compile("(?<=(?<![a-z])[a-z])\\s*[坐做作](?![a-z])");
    private static final Pattern MISHEARD_PHASE =
            Pattern.compile("(?<![0-9一二三四五六七八九十])([1-9一二三四五])[其启七起气](?=[0-9一二三四五六七八九十]{1,3}(?:号|栋|幢|#|-))");

    /** 五零一 is a room, 一二 rather not. */
    private static final Pattern SPELLED = Pattern.compile("[零〇幺一二三四五六七八九]{3,4}(?![十百])");

    private static final Pattern HUNDREDS = Pattern.compile("[一二三四五六七八九]百(?:零[一二三四五六七八九]|[一二三四五六七八九]十[一二三四五六七八九]?)");
    private static final Pattern DOOR = Pattern.compile("(?<=号楼|栋|幢|座)\\s*([0-9一二三四五六])\\s*门(?![口卫前外岗禁面])");
    private static final Pattern MISHEARD_UNIT = Pattern.compile("[而儿耳伞散幺](?=单元)");
    private static final Pattern BESIDE_DASH = Pattern.compile(
            "(?<![零〇幺一二两三四五六七八九十])[一二两三四五六七八九十]{1,3}(?=-)|(?<=-)[一二两三四五六七八九十]{1,3}(?![零〇幺一二两三四五六七八九十])");

    private static final Pattern TAKEN_BACK = Pattern.compile(".*(?:不对|(?:说|写|打|弄)错了?+|口误)[，,。 ]*(?=.)");
    private static final Pattern DENIED = Pattern.compile("(?<!是)不是[^，,。！!是]{1,12}");

    private static final String FORMAL = "壹贰叁肆伍陆柒捌玖拾號樓棟單門車庫東廣場園區層陽裡里";
    private static final String SIMPLE = "一二三四五六七八九十号楼栋单门车库东广场园区层阳里里";

    /** 12 号 楼, as some keyboards write. */
    private static final Pattern SPACES =
            Pattern.compile("\\s+(?=[号楼栋幢座单元层期])|(?<=[号单期])\\s+(?=[0-9楼元])|(?<=楼)\\s+(?=[0-9]{1,2}\\s*单)");

    private static final Pattern UNIT = Pattern.compile("[0-9]{1,2}\\s*单元");
    private static final Pattern HOUSE = Pattern.compile("[0-9a-z]\\s*(?:号楼|栋|幢|座|#)");

    private PlaceText() {}

    static String of(String words) {
        String text = PlainText.narrow(words).toLowerCase(Locale.ROOT);
        text = SPACES.matcher(simple(text)).replaceAll("");
        text = QUANTITY.matcher(DATE.matcher(text).replaceAll("")).replaceAll("");
        text = DASHES.matcher(text).replaceAll("-");
        text = SEPARATED.matcher(text).replaceAll("$1-$3-$4");
        text = MISHEARD_HOUSE.matcher(text).replaceAll("号楼");
        text = MISHEARD_BLOCK.matcher(text).replaceAll("栋");
        text = MISHEARD_TOWER.matcher(text).replaceAll("座");
        text = MISHEARD_PHASE.matcher(text).replaceAll("$1期");
        text = DOOR.matcher(units(text)).replaceAll("$1单元");
        text = MISHEARD_UNIT
                .matcher(text)
                .replaceAll(each -> "幺".equals(each.group()) ? "一" : "伞散".contains(each.group()) ? "三" : "二");
        text = HUNDREDS.matcher(text).replaceAll(each -> ChineseNumbers.digits(each.group()));
        text = BESIDE_DASH.matcher(text).replaceAll(each -> ChineseNumbers.digits(each.group()));
        text = SPELLED.matcher(text)
                .replaceAll(each -> ChineseNumbers.digits(each.group().replace('幺', '一')));
        return meant(ChineseNumbers.toDigits(text));
    }

    /** 叁号楼 as in contracts, 三號樓 as from abroad. */
    private static String simple(String text) {
        StringBuilder plain = new StringBuilder();
        for (char each : text.toCharArray()) {
            int at = FORMAL.indexOf(each);
            plain.append(at < 0 ? each : SIMPLE.charAt(at));
        }
        return plain.toString();
    }

    /** 二但元, 二丹园: whatever sounds like 单元 after a number. */
    private static String units(String text) {
        StringBuilder mended = new StringBuilder(text);
        for (int i = 1; i + 1 < mended.length(); i++) {
            boolean numbered = String.valueOf(mended.charAt(i - 1)).matches(NUMBER);
            boolean misheard = "而儿耳伞散".indexOf(mended.charAt(i - 1)) >= 0;
            if ((numbered || misheard)
                    && Sounds.areAlike(mended.charAt(i), '单')
                    && Sounds.areAlike(mended.charAt(i + 1), '元')) {
                mended.replace(i, i + 2, "单元");
            }
        }
        return mended.toString();
    }

    /** What is left when what was taken back is gone. */
    private static String meant(String text) {
        Matcher back = TAKEN_BACK.matcher(text);
        String after = text;
        if (back.lookingAt()) {
            after = text.substring(back.end());
            if (UNIT.matcher(after).find() && !HOUSE.matcher(after).find()) {
                after = UNIT.matcher(back.group()).replaceAll("") + after;
            }
        }
        String kept = DENIED.matcher(after).replaceAll("");
        return kept.isBlank() ? after : kept;
    }
}
