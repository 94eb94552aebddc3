package org.bandeng.deliberation;

import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody votes: for each option that they say something of, by its number, how much: 1 for, -1 against, 0 neither; of a
 * {@link Ballot.Kind#SCORE} the mark.
 */
public record Choice(Map<Integer, Integer> marks) {

    /** 1, 第2, 1、3. */
    private static final Pattern NUMBERS = Pattern.compile("(?:选|第)?[1-9](?:[\\s、,，和.]+第?[1-9])*(?:号|项|个)?");

    private static final String STAND = "(赞成|同意|支持|不赞成|不同意|不支持|反对|弃权)";

    /** 1、2赞成; 3 反对. */
    private static final Pattern MEASURE =
            Pattern.compile("(?:第)?([1-9](?:[\\s、,，和.]+[1-9])*)\\s*[.、:：项号]?\\s*(?:都)?" + STAND + "[\\s,，、;；。]*");

    private static final Pattern ALL = Pattern.compile("(?:其他的?|其余的?)?(?:都|全部?|全都)\\s*" + STAND + "[\\s,，、;；。]*");

    /** 1:5, 2给4分. */
    private static final Pattern SCORED =
            Pattern.compile("(?:第)?([1-9])\\s*(?:[:：给打]|项给|号给)\\s*([1-5])(?![0-9])\\s*分?[\\s,，、;；。]*");

    /** 赞成第1项, 反对2、3. */
    private static final Pattern STAND_BEFORE =
            Pattern.compile(STAND + "\\s*(?:第)?([1-9](?:[\\s、,，和.]+第?[1-9])*)\\s*(?:项|号|个)?[\\s,，、;；。]*");

    /** A mark for each, in the order of the options: 5 4 3 2. */
    private static final Pattern IN_ORDER = Pattern.compile("[1-5]\\s*分?(?:[\\s,，、]+[1-5]\\s*分?)+");

    private static final Pattern ABSTAINS = Pattern.compile("(?:我|都|全部?)*弃权[了吧]?");
    private static final Pattern EVERY = Pattern.compile("(?:都|全部?|全都)(?:要|选|行|可以|同意|赞成)?");
    private static final Pattern WANTS = Pattern.compile("^(?:我)?(?:就)?(?:要|选|投|想要|同意|支持|赞成)");
    private static final Pattern NUMERAL = Pattern.compile("第([一二三四五六七八九])|([一二三四五六七八九])(?=项|号|个)");
    private static final String NUMERALS = "一二三四五六七八九";
    private static final int SHORTEST = 2;
    private static final int MANY = -1;

    private static final Pattern KEPT = Pattern.compile("([1-9])=(-?[0-5])");

    public Choice {
        marks = Map.copyOf(marks);
    }

    /** How it is written down: 1=1 3=-1, in the order of the options. */
    @Override
    public String toString() {
        return new TreeMap<>(marks)
                .entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(" "));
    }

    /** What was written down. */
    static Choice of(String kept) {
        Map<Integer, Integer> marks = new TreeMap<>();
        Matcher each = KEPT.matcher(kept);
        while (each.find()) {
            marks.put(Integer.valueOf(each.group(1)), Integer.valueOf(each.group(2)));
        }
        return new Choice(marks);
    }

    /**
     * What somebody says.
     *
     * @return empty if it is no vote of that ballot, or leaves open which
     */
    public static Optional<Choice> read(String said, Ballot ballot) {
        String words = plain(said);
        if (ABSTAINS.matcher(words).matches()) {
            return Optional.of(abstention(ballot));
        }
        Map<Integer, Integer> marks =
                switch (ballot.kind()) {
                    case SINGLE, MULTIPLE -> numbered(words, ballot);
                    case MEASURES -> measured(words, ballot);
                    case SCORE -> scored(words, ballot);
                };
        boolean possible = !marks.isEmpty()
                && marks.keySet().stream()
                        .allMatch(option -> option <= ballot.options().size());
        boolean whole = ballot.kind() != Ballot.Kind.SINGLE || marks.size() == 1;
        return possible && whole ? Optional.of(new Choice(marks)) : Optional.empty();
    }

    /** Digits for numerals that count options, and narrow signs for wide ones. */
    private static String plain(String said) {
        String narrow = Normalizer.normalize(said, Normalizer.Form.NFKC).strip().replaceAll("[。.!！~]+$", "");
        return NUMERAL.matcher(narrow)
                .replaceAll(each -> each.group(1) == null
                        ? String.valueOf(NUMERALS.indexOf(each.group(2)) + 1)
                        : "第" + (NUMERALS.indexOf(each.group(1)) + 1));
    }

    /** Somebody who votes for nothing: it counts for how many took part. */
    private static Choice abstention(Ballot ballot) {
        return ballot.kind() == Ballot.Kind.MEASURES
                ? new Choice(IntStream.rangeClosed(1, ballot.options().size())
                        .boxed()
                        .collect(Collectors.toMap(option -> option, option -> 0)))
                : new Choice(Map.of());
    }

    /** What somebody says now, over what they said before: of what is judged one by one the rest stays as it was. */
    Choice over(Choice earlier, Ballot.Kind kind) {
        if (kind != Ballot.Kind.MEASURES && kind != Ballot.Kind.SCORE || marks.isEmpty()) {
            return this;
        }
        Map<Integer, Integer> both = new TreeMap<>(earlier.marks);
        both.putAll(marks);
        return new Choice(both);
    }

    /** By numbers, or by the words of an option. */
    private static Map<Integer, Integer> numbered(String words, Ballot ballot) {
        String said = words.strip();
        Map<Integer, Integer> marks = new TreeMap<>();
        if (ballot.kind() == Ballot.Kind.MULTIPLE && EVERY.matcher(said).matches()) {
            IntStream.rangeClosed(1, ballot.options().size()).forEach(option -> marks.put(option, 1));
            return marks;
        }
        if (!NUMBERS.matcher(said).matches()) {
            return named(said, ballot);
        }
        for (String each : said.split("[^0-9]+")) {
            if (!each.isEmpty()) {
                marks.put(Integer.valueOf(each), 1);
            }
        }
        return marks;
    }

    /** By words of the options, as long as each fits just one. */
    private static Map<Integer, Integer> named(String said, Ballot ballot) {
        int whole = option(said, ballot);
        if (whole > 0) {
            return Map.of(whole, 1);
        }
        Map<Integer, Integer> marks = new TreeMap<>();
        for (String part : said.split("[\\s、,，;；]+|和|跟|还有")) {
            int option = option(part, ballot);
            if (option == 0) {
                return Map.of();
            }
            marks.put(option, 1);
        }
        return marks;
    }

    /** The option that words stand for, or are a part of; 0: none, or several. */
    private static int option(String words, Ballot ballot) {
        String plain = WANTS.matcher(words).replaceFirst("");
        if (plain.length() < SHORTEST) {
            return 0;
        }
        int found = 0;
        for (int i = 0; i < ballot.options().size(); i++) {
            String content = plain(ballot.options().get(i).content());
            if (content.equals(plain)) {
                return i + 1;
            }
            if (content.contains(plain)) {
                found = found == 0 ? i + 1 : MANY;
            }
        }
        return found == MANY ? 0 : found;
    }

    /** Every word must be understood: half a vote is none. */
    private static Map<Integer, Integer> measured(String words, Ballot ballot) {
        String said = words.strip();
        if (ballot.options().size() == 1 && said.matches(STAND)) {
            return Map.of(1, stand(said));
        }
        Map<Integer, Integer> marks = new TreeMap<>();
        Map<Integer, Integer> single = new TreeMap<>();
        Matcher next = MEASURE.matcher(said);
        Matcher before = STAND_BEFORE.matcher(said);
        Matcher all = ALL.matcher(said);
        int at = 0;
        while (at < said.length()) {
            if (next.region(at, said.length()).lookingAt()) {
                for (String option : next.group(1).split("[^0-9]+")) {
                    single.put(Integer.valueOf(option), stand(next.group(2)));
                }
                at = next.end();
            } else if (before.region(at, said.length()).lookingAt()) {
                for (String option : before.group(2).split("[^0-9]+")) {
                    single.put(Integer.valueOf(option), stand(before.group(1)));
                }
                at = before.end();
            } else if (all.region(at, said.length()).lookingAt()) {
                for (int option = 1; option <= ballot.options().size(); option++) {
                    marks.put(option, stand(all.group(1)));
                }
                at = all.end();
            } else {
                return Map.of();
            }
        }
        marks.putAll(single);
        return marks;
    }

    private static int stand(String word) {
        return switch (word) {
            case "赞成", "同意", "支持" -> 1;
            case "弃权" -> 0;
            default -> -1;
        };
    }

    private static Map<Integer, Integer> scored(String words, Ballot ballot) {
        String said = words.strip();
        Map<Integer, Integer> marks = new TreeMap<>();
        if (IN_ORDER.matcher(said).matches()) {
            String[] each = said.split("[^0-9]+");
            for (int i = 0; i < each.length && each.length == ballot.options().size(); i++) {
                marks.put(i + 1, Integer.valueOf(each[i]));
            }
            return marks;
        }
        Matcher next = SCORED.matcher(said);
        int at = 0;
        while (at < said.length()) {
            if (!next.region(at, said.length()).lookingAt()) {
                return Map.of();
            }
            marks.put(Integer.valueOf(next.group(1)), Integer.valueOf(next.group(2)));
            at = next.end();
        }
        return marks;
    }

    /** For people. */
    public String inWords(Ballot ballot) {
        if (marks.isEmpty()) {
            return "弃权";
        }
        boolean each = ballot.kind() == Ballot.Kind.MEASURES || ballot.kind() == Ballot.Kind.SCORE;
        return IntStream.rangeClosed(1, ballot.options().size())
                .filter(option -> each || marks.containsKey(option))
                .mapToObj(option -> inWords(ballot, option, marks.get(option)))
                .collect(Collectors.joining("；"));
    }

    private static String inWords(Ballot ballot, int option, @Nullable Integer mark) {
        String content = ballot.options().get(option - 1).content();
        if (mark == null) {
            return content + "：没说";
        }
        return switch (ballot.kind()) {
            case SINGLE, MULTIPLE -> content;
            case MEASURES -> "%s：%s".formatted(content, mark > 0 ? "赞成" : mark < 0 ? "反对" : "弃权");
            case SCORE -> "%s：%d 分".formatted(content, mark);
        };
    }
}
