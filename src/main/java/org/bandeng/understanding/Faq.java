package org.bandeng.understanding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bandeng.yaml.Nearest;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.YamlFile;
import org.bandeng.yaml.YamlMap;

/**
 * Questions that have an answer: {@code faq.yaml}.
 *
 * @param entries in the order of the file
 * @param unanswered questions that sound like them and have none: without these, 驾照怎么换 would be answered by 身份证
 */
public record Faq(List<Entry> entries, List<String> unanswered) {

    /** No questions. */
    public static final Faq NONE = new Faq(List.of(), List.of());

    private static final int LONGEST_ANSWER = 370;

    /** What an answer may speak of. */
    private static final Set<String> GIVEN = Set.of("office.hours", "office.next", "community.name");

    private static final Pattern BLANK = Pattern.compile("\\{([^{}]*)}");

    public Faq {
        entries = List.copyOf(entries);
        unanswered = List.copyOf(unanswered);
    }

    /**
     * One question.
     *
     * @param questions ways to ask it
     * @param source where the answer is from, for residents to see
     */
    public record Entry(List<String> questions, String answer, String source) {
        public Entry {
            questions = List.copyOf(questions);
        }

        /** The same, with its blanks filled. */
        public Entry filled(UnaryOperator<String> values) {
            String whole =
                    BLANK.matcher(answer).replaceAll(blank -> Matcher.quoteReplacement(values.apply(blank.group(1))));
            return new Entry(questions, whole, source);
        }
    }

    /** Every way to ask something that has an answer. */
    List<String> questions() {
        return entries.stream().flatMap(entry -> entry.questions().stream()).toList();
    }

    /** Every question of the file, answered or not: examples of what questions are. */
    public List<String> all() {
        return Stream.concat(questions().stream(), unanswered.stream()).toList();
    }

    /**
     * Reads {@code faq.yaml}.
     *
     * @param problems what is wrong in it is added here
     */
    public static Faq read(String name, String text, List<Problem> problems) {
        YamlFile file = new YamlFile(name);
        List<Entry> entries = new ArrayList<>();
        List<String> unanswered = new ArrayList<>();
        file.read(text).ifPresent(top -> {
            top.allowOnly(List.of("faq", "unanswered"));
            top.maps("faq").forEach(each -> entries.add(entry(each)));
            unanswered.addAll(top.texts("unanswered"));
        });
        problems.addAll(file.problems());
        return new Faq(entries, unanswered);
    }

    private static Entry entry(YamlMap map) {
        map.allowOnly(List.of("questions", "answer", "source"));
        List<String> questions = map.texts("questions");
        if (questions.isEmpty()) {
            map.problem("an entry needs \"questions\": how residents ask it");
        }
        String answer = map.text("answer");
        if (answer.length() > LONGEST_ANSWER) {
            map.problemAt(
                    "answer",
                    "an answer has at most %d characters; this one has %d".formatted(LONGEST_ANSWER, answer.length()));
        }
        BLANK.matcher(answer)
                .results()
                .map(blank -> blank.group(1))
                .filter(name -> !GIVEN.contains(name))
                .forEach(name -> map.problemAt(
                        "answer",
                        "an answer cannot speak of \"%s\"; did you mean \"%s\"?"
                                .formatted(name, Nearest.to(name, GIVEN))));
        return new Entry(questions, answer, map.text("source"));
    }
}
