package org.bandeng.dialog;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where one resident is in one script; all that outlives a turn.
 *
 * @param dialog the script's name
 * @param revision the revision of the script that {@code at} counts in
 * @param at index of the step that waits
 * @param tries how often the waiting question was asked again
 * @param answers what is known so far, by name
 * @param candidates the places last offered to choose from, in the order shown
 */
public record DialogState(
        String dialog,
        String revision,
        int at,
        int tries,
        Map<String, Answer> answers,
        List<HeardPlace.Candidate> candidates) {

    public DialogState {
        // Sorted, so that the same state is always written the same way.
        answers = java.util.Collections.unmodifiableMap(new TreeMap<>(answers));
        candidates = List.copyOf(candidates);
    }
}
