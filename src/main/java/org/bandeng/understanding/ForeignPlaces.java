package org.bandeng.understanding;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places with a name of their own that are not in the directory: 翠竹苑2栋, 解放路上, 万达广场门口. */
final class ForeignPlaces {

    private static final String HAN = "\\p{IsHan}";

    private static final Pattern COMPOUND = Pattern.compile("(" + HAN
            + "{2,6}?)(?:园|苑|小区|新村|公寓|公馆|府|庭|湾|城)的?(?=\\s*[0-9a-z]{1,3}\\s*(?:号楼|栋|幢|座|#))|("
            + HAN + "{3,5})小区(?!域)|(" + HAN + "{2,3})(?:苑|新村|公寓)(?=那|门口|的|停|里|有)");

    private static final Pattern STREET =
            Pattern.compile("(" + HAN + "{2})(?:路|大道|大街)(?=上|口|边|的|公交|那|和|与|跟|$|[0-9]|\u0000)");

    private static final Pattern SQUARE = Pattern.compile("(" + HAN + "{2})(?:广场(?!舞)|公园)");

    /** What stands before 小区, 路 or 广场 without being a name. */
    private static final Pattern NO_NAME =
            Pattern.compile(".*(?:[区我们咱本这那个你的住在整全进出到外是旧壁他别近型档通各每马公道走铁电网线短断管思水陆堵占让修铺带迷大小条了过上下一半问末后前入绕问顺挡拦路])$");

    private ForeignPlaces() {}

    /** Whether the text names one; what the directory knows of it has been blanked out. */
    static boolean in(String text) {
        return List.of(COMPOUND, STREET, SQUARE).stream().anyMatch(pattern -> names(pattern.matcher(text)));
    }

    private static boolean names(Matcher matcher) {
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                String name = matcher.group(group);
                if (name != null && !NO_NAME.matcher(name).matches()) {
                    return true;
                }
            }
        }
        return false;
    }
}
