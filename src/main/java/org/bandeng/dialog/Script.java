package org.bandeng.dialog;

import java.util.List;
import java.util.Set;

/**
 * One dialog script, checked and ready to run.
 *
 * @param name the id by which other scripts and stored conversations know it, such as {@code lighting}
 * @param title for people, such as 照明
 * @param revision changes whenever the script's text does
 * @param starts words that start it when a resident sends just them
 * @param interrupts whether those words do so in the middle of another dialog, too
 * @param events names of events that start it, such as {@code subscribe}
 * @param examples sentences from which requests of this kind are recognised
 * @param steps the program; nested branches are laid out flat with jumps
 */
public record Script(
        String name,
        String title,
        String revision,
        Set<String> starts,
        boolean interrupts,
        Set<String> events,
        List<String> examples,
        List<Step> steps) {

    public Script {
        starts = Set.copyOf(starts);
        events = Set.copyOf(events);
        examples = List.copyOf(examples);
        steps = List.copyOf(steps);
    }

    /** Whether one of its questions is for a place. */
    public boolean asksForPlace() {
        return steps.stream().anyMatch(step -> step instanceof Step.Ask ask && ask.accepts() == Accepts.PLACE);
    }

    /** Whether it answers something that was not understood, so that the next words may be a new matter. */
    public boolean isFallback() {
        return events.contains("not-understood") || events.contains("voice");
    }
}
