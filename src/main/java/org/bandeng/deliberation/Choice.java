package org.bandeng.deliberation;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    public static Optional<Choice> read(String words, Ballot ballot) {
        Map<Integer, Integer> marks =
                switch (ballot.kind()) {
                    case SINGLE, MULTIPLE -> numbered(words, ballot);
                    case MEASURES -> measured(words, ballot);
                    case SCORE -> scored(words);
                };
        boolean possible = !marks.isEmpty()
                && marks.keySet().stream()
                        .allMatch(option -> option <= ballot.options().size());
        boolean whole = ballot.kind() != Ballot.Kind.SINGLE || marks.size() == 1;
        return possible && whole ? Optional.of(new Choice(marks)) : Optional.empty();
    }

    /** By numbers, or by the words of an option. */
    private static Map<Integer, Integer> numbered(String words, Ballot ballot) {
        String said = words.strip();
        if (!NUMBERS.matcher(said).matches()) {
            for (int i = 0; i < ballot.options().size(); i++) {
                if (said.equals(ballot.options().get(i).content())) {
                    return Map.of(i + 1, 1);
                }
            }
            return Map.of();
        }
        Map<Integer, Integer> marks = new TreeMap<>();
        for (String each : said.split("[^0-9]+")) {
            if (!each.isEmpty()) {
                marks.put(Integer.valueOf(each), 1);
            }
        }
        return marks;
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
        Matcher all = ALL.matcher(said);
        int at = 0;
        while (at < said.length()) {
            if (next.region(at, said.length()).lookingAt()) {
                for (String option : next.group(1).split("[^0-9]+")) {
                    single.put(Integer.valueOf(option), stand(next.group(2)));
                }
                at = next.end();
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

    private static Map<Integer, Integer> scored(String words) {
        String said = words.strip();
        Map<Integer, Integer> marks = new TreeMap<>();
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
        return new TreeMap<>(marks)
                .entrySet().stream()
                        .map(each -> inWords(ballot, each.getKey(), each.getValue()))
                        .collect(Collectors.joining("；"));
    }

    private static String inWords(Ballot ballot, int option, int mark) {
        String content = ballot.options().get(option - 1).content();
        return switch (ballot.kind()) {
            case SINGLE, MULTIPLE -> content;
            case MEASURES -> "%s：%s".formatted(content, mark > 0 ? "赞成" : mark < 0 ? "反对" : "弃权");
            case SCORE -> "%s：%d 分".formatted(content, mark);
        };
    }
}
