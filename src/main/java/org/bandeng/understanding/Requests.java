package org.bandeng.understanding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds several requests in one message: 楼道灯坏了，还有电梯老是抖. Told apart by what their clauses are about; a clause that is
 * about nothing for itself belongs to the one before it. Two clauses about the same thing are one request.
 */
final class Requests {

    private static final Pattern CLAUSE = Pattern.compile("[，,。！!？?；;\\n]+|(?=(?:还有|另外|顺便|再就是|再一个|再有|对了))|\\s+");

    /** Words that open another request; 一是, 2. and the like. */
    private static final Pattern JOINT =
            Pattern.compile("^(?:还有|另外|顺便|顺带|再就是|再一个|再有|再说|对了|其次|第[一二三]|[一二三]是|[一二三1-3][、.．]|(?:也|又)还?)");

    /** A clause without a joint must say more plainly that it is about something else. */
    private static final double PLAIN = 0.8;

    private static final double AFTER_A_JOINT = 0.6;

    /** Shorter ones are about nothing. */
    private static final int SHORTEST = 4;

    private static final int MOST = 3;

    private final CharacterModel characters;
    private final Set<String> requests;

    /** @param requests the categories that are requests of their own */
    Requests(CharacterModel characters, Set<String> requests) {
        this.characters = characters;
        this.requests = requests;
    }

    /** The words of each request; the message itself if it is one. */
    List<String> in(String words) {
        Map<String, StringBuilder> byCategory = new LinkedHashMap<>();
        StringBuilder before = new StringBuilder();
        StringBuilder at = before;
        for (String clause : clauses(words)) {
            String category = category(clause, byCategory.isEmpty());
            if (!category.isEmpty()) {
                at = byCategory.computeIfAbsent(category, key -> new StringBuilder());
            }
            at.append(at.length() == 0 ? "" : "，").append(clause);
        }
        if (byCategory.size() < 2 || byCategory.size() > MOST) {
            return List.of(words);
        }
        List<String> several = new ArrayList<>();
        byCategory.values().forEach(each -> several.add(each.toString()));
        if (before.length() > 0) {
            several.set(0, before + "，" + several.get(0));
        }
        return several;
    }

    private static List<String> clauses(String words) {
        return CLAUSE.splitAsStream(words)
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** What a clause is about for itself; empty: nothing, or nothing that is clear. */
    private String category(String clause, boolean first) {
        Matcher joint = JOINT.matcher(clause);
        boolean joined = joint.find();
        String rest = joined ? clause.substring(joint.end()) : clause;
        if (PlainText.of(rest).length() < SHORTEST) {
            return "";
        }
        double needed = joined || first ? AFTER_A_JOINT : PLAIN;
        return characters.probabilities(rest).entrySet().stream()
                .filter(each -> each.getValue() >= needed)
                .map(Map.Entry::getKey)
                .filter(requests::contains)
                .findFirst()
                .orElse("");
    }
}
