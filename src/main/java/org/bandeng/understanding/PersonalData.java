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

    /** What comes later is neither looked at nor shown. */
    private static final int READ_AT_MOST = 600;

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

    private static final Pattern CLAUSE = Pattern.compile("[^，。；！？,;!?\\s]+[，。；！？,;!?\\s]*");

    /** What stands beside names and numbers and tells nothing itself. */
    private static final Pattern CUES =
            Pattern.compile("我叫|我是|名叫|叫做?|姓名|本人|联系人|联系|我姓|免贵姓|业主|户主|电话|手机|号码?|身份证|座机|微信|打|找|请|的|是|为|先生|女士|阿姨|师傅");

    private static final int TELLING = 2;

    private static final char FIRST_WIDE = 0x80;

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
        String narrow = narrow(text.length() <= READ_AT_MOST ? text : text.substring(0, READ_AT_MOST));
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
            char sign = text.charAt(i);
            boolean plain = sign < FIRST_WIDE || Character.isIdeographic(sign);
            String each = plain ? "" : PlainText.narrow(String.valueOf(sign));
            narrow.append(each.length() == 1 ? each.charAt(0) : sign);
        }
        return narrow.toString();
    }

    /**
     * The text without who somebody is: without the names and numbers, and without the clauses in which nothing else was said. If
     * nothing is left then, it is masked.
     */
    public static String without(String text) {
        List<Found> found = in(text);
        String rest = CLAUSE.matcher(text)
                .results()
                .map(clause -> withoutPeople(clause, found))
                .collect(Collectors.joining())
                .strip();
        return rest.isEmpty() ? masked(text).strip() : rest;
    }

    private static String withoutPeople(MatchResult clause, List<Found> found) {
        List<Found> inside = found.stream()
                .filter(each -> each.from() >= clause.start() && each.to() <= clause.end())
                .toList();
        if (inside.isEmpty()) {
            return clause.group();
        }
        StringBuilder rest = new StringBuilder(clause.group());
        for (int i = inside.size() - 1; i >= 0; i--) {
            rest.delete(inside.get(i).from() - clause.start(), inside.get(i).to() - clause.start());
        }
        boolean telling =
                PlainText.withoutAddress(CUES.matcher(rest).replaceAll("")).length() >= TELLING;
        return telling ? rest.toString() : "";
    }

    /** What may leave the house: without people, without the numbers of houses and doors. */
    public static String anonymous(String text) {
        return PlainText.withoutAddress(without(text));
    }

    /** The text with stars in place of most of each: 138****5678, 王**. */
    public static String masked(String text) {
        StringBuilder masked =
                new StringBuilder(text.length() <= READ_AT_MOST ? text : text.substring(0, READ_AT_MOST) + "…");
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
