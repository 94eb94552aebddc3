package org.bandeng.conversation;

import java.util.Map;

/**
 * What is said to a short line.
 *
 * @param notice a name of the notices
 * @param facts what fills its blanks
 */
record LineAnswer(String notice, Map<String, String> facts) {

    LineAnswer {
        facts = Map.copyOf(facts);
    }

    static LineAnswer of(String notice, Map<String, String> facts) {
        return new LineAnswer(notice, facts);
    }

    static LineAnswer of(String notice) {
        return new LineAnswer(notice, Map.of());
    }
}
