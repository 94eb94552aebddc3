package org.bandeng.understanding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds who somebody is in what was written: telephone and identity numbers, number plates, names. Whatever goes to people who do
 * not deal with the matter, or is learned from, is masked first.
 */
public final class PersonalData {

    private static final Pattern MOBILE = Pattern.compile(
            "(?<![0-9A-Za-z])(?:(?:\\(?\\+86\\)?|0086)[-\\s]?)?1[-\\s.]?[3-9](?:[-\\s.]?[0-9]){9}(?![-.]?[0-9])");

    /** Said digit by digit. */
    private static final Pattern SPOKEN =
            Pattern.compile("(?<![零〇幺一二两三四五六七八九])[一幺]\\s?[三四五六七八九](?:\\s?[零〇幺一二两三四五六七八九]){9}(?![零〇幺一二两三四五六七八九])");

    /** With its area, or after a word that says what it is; 400 and 95 are numbers of firms. */
    private static final Pattern LANDLINE =
            Pattern.compile("(?<![0-9])\\(?0[1-9][0-9]{1,2}\\)?[-\\s]?[2-8][0-9]{2,3}\\s?[0-9]{4}(?![0-9])"
                    + "|(?<=(?:电话|座机|号码|固话|手机)[是为:\\s,号]{0,3})[2-8][0-9]{2,3}[-\\s]?[0-9]{4}(?![0-9])");

    private static final Pattern IDENTITY = Pattern.compile(
            "(?<![0-9A-Za-z])[1-8](?:\\s?[0-9]){5}\\s?(?:1\\s?9|2\\s?0)(?:\\s?[0-9]){2}\\s?[01]\\s?[0-9]\\s?[0-3]\\s?[0-9](?:\\s?[0-9]){3}\\s?[0-9Xx](?![0-9])"
                    + "|(?<=身份证[号码是为:\\s]{0,4})[1-8][0-9]{14}(?![0-9])");

    private static final Pattern PLATE =
            Pattern.compile("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][·•.\\s-]?[A-Za-z0-9]{5,6}(?![A-Za-z0-9])");

    private static final Pattern CLAUSE = Pattern.compile("[^，。；！？,;!?\\n]+[，。；！？,;!?\\n]*");

    private PersonalData() {}

    /** What was found. */
    public enum Kind {
        PHONE,
        IDENTITY,
        PLATE,
        NAME
    }

    /**
     * A piece of a text.
     *
     * @param from index of its first character
     * @param to index after its last one
     */
    public record Found(Kind kind, int from, int to) {
        boolean overlaps(Found other) {
            return from < other.to && other.from < to;
        }
    }

    /** All that tells who somebody is, in its order. */
    public static List<Found> in(String text) {
        String narrow = narrow(text);
        List<Found> found = new ArrayList<>();
        add(Kind.IDENTITY, IDENTITY.matcher(narrow), found);
        add(Kind.PHONE, MOBILE.matcher(narrow), found);
        add(Kind.PHONE, SPOKEN.matcher(narrow), found);
        add(Kind.PHONE, LANDLINE.matcher(narrow), found);
        add(Kind.PLATE, PLATE.matcher(narrow), found);
        PersonNames.in(narrow).forEach(name -> add(name, found));
        found.sort(Comparator.comparingInt(Found::from));
        return List.copyOf(found);
    }

    private static void add(Kind kind, Matcher matcher, List<Found> found) {
        while (matcher.find()) {
            add(new Found(kind, matcher.start(), matcher.end()), found);
        }
    }

    private static void add(Found each, List<Found> found) {
        if (found.stream().noneMatch(each::overlaps)) {
            found.add(each);
        }
    }

    /** Sign by sign, so that every index stays what it was. */
    private static String narrow(String text) {
        StringBuilder narrow = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            String each = PlainText.narrow(text.substring(i, i + 1));
            narrow.append(each.length() == 1 ? each.charAt(0) : text.charAt(i));
        }
        return narrow.toString();
    }

    /** The text without the clauses that say who somebody is: they tell nothing of the matter. In what is left, and if nothing is, it is masked. */
    public static String without(String text) {
        String rest = CLAUSE.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(clause -> in(clause).isEmpty())
                .collect(Collectors.joining());
        return masked(rest.isBlank() ? text : rest).strip();
    }

    /** The text with stars in place of most of each: 138****5678, 王**. */
    public static String masked(String text) {
        StringBuilder masked = new StringBuilder(text);
        for (Found each : in(text)) {
            int length = each.to() - each.from();
            int shown = each.kind() == Kind.NAME ? 1 : Math.min(3, length - 1);
            int last = each.kind() == Kind.PHONE && length >= 11 ? 4 : each.kind() == Kind.IDENTITY ? 2 : 0;
            for (int i = each.from() + shown; i < each.to() - last; i++) {
                masked.setCharAt(i, '*');
            }
        }
        return masked.toString();
    }
}
