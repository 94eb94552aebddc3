package org.bandeng.dialog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where one resident is in one script.
 *
 * @param dialog the script's name
 * @param revision the revision of the script that {@code at} counts in
 * @param called whether another script waits for its answers, and does not merely wait for its turn
 * @param at index of the step that waits
 * @param tries how often the waiting question was missed
 * @param laps how often scripts have led to each other since the resident began
 * @param opening the words with which the resident began
 * @param answers what is known so far, by name
 * @param offered what was last offered to choose from, in the order shown
 * @param trail the questions answered one by one, by index, latest last: the way back
 * @param floor the step after the last thing done outside; there is no way back behind it
 */
public record DialogState(
        String dialog,
        String revision,
        boolean called,
        int at,
        int tries,
        int laps,
        Input.Words opening,
        Map<String, Answer> answers,
        List<Candidate> offered,
        List<Integer> trail,
        int floor) {

    public DialogState {
        // Sorted, so that the same state is always written the same way.
        answers = Collections.unmodifiableMap(new TreeMap<>(answers));
        offered = List.copyOf(offered);
        trail = List.copyOf(trail);
    }

    /** A script about to begin. */
    static DialogState begin(Script script, boolean called, Input.Words opening, Map<String, Answer> answers) {
        return new DialogState(
                script.name(), script.revision(), called, 0, 0, 0, opening, answers, List.of(), List.of(), 0);
    }

    DialogState at(int index) {
        return new DialogState(dialog, revision, called, index, 0, laps, opening, answers, offered, trail, floor);
    }

    DialogState lap(int count) {
        return new DialogState(dialog, revision, called, at, tries, count, opening, answers, offered, trail, floor);
    }

    DialogState offering(List<Candidate> candidates) {
        return new DialogState(dialog, revision, called, at, tries, laps, opening, answers, candidates, trail, floor);
    }

    DialogState missed() {
        return new DialogState(dialog, revision, called, at, tries + 1, laps, opening, answers, offered, trail, floor);
    }

    /** From its top or its last deed on, with everything that is known. */
    DialogState rewound() {
        return new DialogState(dialog, revision, called, floor, 0, laps, opening, answers, List.of(), trail, floor);
    }

    /** Something outside was done: what was said before it stands. */
    DialogState done() {
        return new DialogState(dialog, revision, called, at, 0, laps, opening, answers, offered, List.of(), at);
    }

    DialogState with(Map<String, Answer> more) {
        Map<String, Answer> all = new TreeMap<>(answers);
        all.putAll(more);
        return new DialogState(dialog, revision, called, at, tries, laps, opening, all, offered, trail, floor);
    }

    DialogState with(String name, Answer answer) {
        return with(Map.of(name, answer));
    }

    DialogState without(String... names) {
        Map<String, Answer> fewer = new TreeMap<>(answers);
        for (String name : names) {
            fewer.remove(name);
        }
        return new DialogState(dialog, revision, called, at, tries, laps, opening, fewer, offered, trail, floor);
    }

    DialogState passed(int question) {
        List<Integer> longer = new ArrayList<>(trail);
        longer.add(question);
        return new DialogState(dialog, revision, called, at, tries, laps, opening, answers, offered, longer, floor);
    }

    /** One question back on the way here. */
    DialogState back() {
        int last = trail.get(trail.size() - 1);
        return new DialogState(
                dialog,
                revision,
                called,
                last,
                0,
                laps,
                opening,
                answers,
                List.of(),
                trail.subList(0, trail.size() - 1),
                floor);
    }

    /** Nothing of it is known any more but how it began. */
    DialogState forgotten() {
        return new DialogState(dialog, revision, called, 0, 0, laps, opening, Map.of(), List.of(), List.of(), 0);
    }

    /** For another text of the same script: from the top, but nothing that is known is asked again. */
    DialogState movedTo(Script script) {
        return new DialogState(
                dialog, script.revision(), called, 0, 0, laps, opening, answers, List.of(), List.of(), 0);
    }
}
