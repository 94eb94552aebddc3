package org.bandeng.conversation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The reasons why something cannot be done, to choose from by their number. */
final class Reasons {

    /** A number, alone or before a word of one's own: 2, or 2，师傅电话在楼道里. */
    private static final Pattern CHOSEN = Pattern.compile("([1-9])[.、，,：:\\s]*(?:[\\s.、，,：:](.+))?", Pattern.DOTALL);

    private Reasons() {}

    /** One a line, with numbers from 1. */
    static String numbered(List<String> reasons) {
        return IntStream.range(0, reasons.size())
                .mapToObj(i -> (i + 1) + ". " + reasons.get(i))
                .collect(Collectors.joining("\n"));
    }

    /** What the resident is told: the reason that was chosen, with what was said beside it, or the words as they are. */
    static String said(String words, List<String> reasons) {
        Matcher chosen = CHOSEN.matcher(words.strip());
        if (!chosen.matches() || Integer.parseInt(chosen.group(1)) > reasons.size()) {
            return words;
        }
        String reason = reasons.get(Integer.parseInt(chosen.group(1)) - 1);
        return chosen.group(2) == null ? reason : reason + "。" + chosen.group(2).strip();
    }
}
