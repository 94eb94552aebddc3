package org.bandeng.understanding;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What residents write without what differs from hand to hand and tells nothing. */
final class PlainText {

    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** A larger place written with a letter in its stead, as in published petitions: A市B3县. */
    private static final Pattern ANONYMOUS = Pattern.compile("[A-Za-z][0-9]*(市|县|省|镇|区(?!域))");

    private static final Pattern ADDRESS =
            Pattern.compile("(?:[0-9a-z一二三四五六七八九十]{1,3}(?:号楼|栋|幢|座|单元|号院))+(?:[0-9]{3,4}室?)?");

    private PlainText() {}

    /** Letters and digits alone, narrow, in lower case. */
    static String of(String text) {
        String narrow = narrow(text).toLowerCase(Locale.ROOT);
        return SIGNS.matcher(ANONYMOUS.matcher(narrow).replaceAll("")).replaceAll("");
    }

    /** The same without the numbers of houses and doors: what is the matter is the same everywhere. */
    static String withoutAddress(String text) {
        return ADDRESS.matcher(of(text)).replaceAll("");
    }

    /** Full-width signs made narrow. */
    static String narrow(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
