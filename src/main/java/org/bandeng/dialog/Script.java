package org.bandeng.dialog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One dialog script, read and ready to run.
 *
 * @param head who it is and what starts it
 * @param steps the program; nested branches are laid out flat with jumps
 * @param lines where each step stands in the file
 */
public record Script(Head head, List<Step> steps, List<Line> lines) {

    public Script {
        steps = List.copyOf(steps);
        lines = List.copyOf(lines);
    }

    /**
     * Who a script is and what starts it.
     *
     * @param file the file's name, for messages
     * @param name the id by which other scripts and stored conversations know it, such as {@code lighting}
     * @param title for people, such as 照明
     * @param purpose what it is good for, for authors
     * @param owner who looks after it, for authors
     * @param revision changes whenever the script's text does
     * @param starts words that start it when a resident sends just them
     * @param interrupts whether those words do so in the middle of another dialog, too
     * @param events names of events that start it, such as {@code subscribe}
     * @param examples sentences from which requests of this kind are recognised
     * @param inPassing whether residents mention it beside something else without asking for it: 物业也不管
     * @param spreads whether one cause is felt all over a compound, as of a power cut; else each report is about one place
     * @param about words by which residents speak of such a matter later: 灯, 照明
     */
    public record Head(
            String file,
            String name,
            String title,
            String purpose,
            String owner,
            String revision,
            Set<String> starts,
            boolean interrupts,
            Set<String> events,
            List<String> examples,
            boolean inPassing,
            boolean spreads,
            List<String> about) {
        public Head {
            about = List.copyOf(about);
            starts = Set.copyOf(starts);
            events = Set.copyOf(events);
            examples = List.copyOf(examples);
        }
    }

    /** A place in a file; both from 1. */
    public record Line(int line, int column) {}

    public String name() {
        return head.name();
    }

    public String title() {
        return head.title();
    }

    public String revision() {
        return head.revision();
    }

    /** Its questions in the order of the file. */
    public Stream<Question> questions() {
        return steps.stream().filter(Step.Ask.class::isInstance).map(step -> ((Step.Ask) step).question());
    }

    /** The question for a slot. */
    public Optional<Question> question(String slot) {
        return questions().filter(question -> question.slot().equals(slot)).findFirst();
    }

    /** The index of the question for a slot. */
    int indexOf(String slot) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Ask ask && ask.question().slot().equals(slot)) {
                return i;
            }
        }
        return 0;
    }

    /** The types of the names that the script itself makes known. */
    Map<String, Type> types() {
        return questions()
                .collect(Collectors.toMap(
                        Question::slot, question -> question.kind().type(), (one, same) -> one));
    }

    /** Whether one of its questions is for a place. */
    public boolean asksForPlace() {
        return questions().anyMatch(question -> question.kind() instanceof PlaceKind);
    }

    /** Whether it registers something: it can be put by half-finished and taken up again. */
    public boolean isMatter() {
        return steps.stream().anyMatch(Step.OpenTicket.class::isInstance);
    }

    /** Whether it looks for answers in the file of questions. */
    public boolean answersQuestions() {
        return steps.stream()
                .anyMatch(step -> step instanceof Step.Perform deed && deed.action() == Step.Action.FIND_ANSWER);
    }

    /** Whether nothing starts it but other scripts. */
    public boolean isPart() {
        return head.starts().isEmpty()
                && head.events().isEmpty()
                && head.examples().isEmpty();
    }

    /** Whether it answers something that was not understood, so that the next words may be a new matter. */
    public boolean isFallback() {
        return head.events().contains("not-understood")
                || head.events().contains("unsure")
                || head.events().contains("voice");
    }

    /** How a step is known to people who watch a dialog: the slot that it asks for, or what it does. */
    public String nameOf(int step) {
        if (step >= steps.size()) {
            return "end";
        }
        Step at = steps.get(step);
        return at instanceof Step.Ask ask
                ? ask.question().slot()
                : at.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
