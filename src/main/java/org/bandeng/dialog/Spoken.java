package org.bandeng.dialog;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Things by the words that residents say for them; a closing 。 or 啊 or blanks do not matter. What was added first is found
 * first.
 */
final class Spoken<T> {

    private final Map<String, T> verbatim = new HashMap<>();
    private final Map<String, T> bare = new HashMap<>();

    void add(String words, T thing) {
        verbatim.putIfAbsent(words.strip(), thing);
        String without = Wording.withoutParticles(words);
        if (!without.isEmpty()) {
            bare.putIfAbsent(without, thing);
        }
    }

    /** What the words as a whole stand for. */
    Optional<T> find(String words) {
        T thing = verbatim.get(words.strip());
        return Optional.ofNullable(thing == null ? bare.get(Wording.withoutParticles(words)) : thing);
    }
}
