package org.bandeng.dialog.check;

import java.util.List;
import org.bandeng.yaml.Problem;

/**
 * What the checker found.
 *
 * @param problems what must be mended before residents meet the scripts
 * @param notes what is worth a look but stops nobody
 * @param explored what was gone through, script by script
 */
public record Report(List<Problem> problems, List<Problem> notes, List<Explored> explored) {
    public Report {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
        explored = List.copyOf(explored);
    }

    /**
     * How far one script was explored.
     *
     * @param states places in conversations that differ in what can come next
     * @param turns what residents could say or do there, tried one by one
     * @param longest bytes of the longest answer of a turn
     * @param whole whether every state was gone through; else the rest is not known
     */
    public record Explored(String dialog, int states, int turns, int longest, boolean whole) {}

    /** Whether residents may meet the scripts. */
    public boolean isFine() {
        return problems.isEmpty();
    }
}
