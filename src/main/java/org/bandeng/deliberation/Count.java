package org.bandeng.deliberation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What came of a vote: pure, so that anybody who has the published list can count again.
 *
 * @param votes how many voted
 * @param isQuorate whether enough did
 * @param options what each option got, in their order
 * @param passed the numbers of what is decided; empty: nothing is
 */
public record Count(int votes, boolean isQuorate, List<Tally> options, List<Integer> passed) {

    private static final int WHOLE = 100;

    public Count {
        options = List.copyOf(options);
        passed = List.copyOf(passed);
    }

    /**
     * What an option got.
     *
     * @param yes for it, or chose it
     * @param no against it
     * @param neither said so of it
     * @param score the sum of its marks
     */
    public record Tally(int yes, int no, int neither, int score) {}

    /** Counts. */
    public static Count of(Ballot ballot, Collection<Choice> choices) {
        List<Tally> tallies = IntStream.rangeClosed(1, ballot.options().size())
                .mapToObj(option -> tally(ballot, option, choices))
                .toList();
        int votes = choices.size();
        boolean quorate = votes > 0 && (long) votes * WHOLE >= (long) ballot.quorum() * ballot.electorate();
        return new Count(votes, quorate, tallies, quorate ? passed(ballot, tallies, votes) : List.of());
    }

    private static Tally tally(Ballot ballot, int option, Collection<Choice> choices) {
        boolean scored = ballot.kind() == Ballot.Kind.SCORE;
        int yes = 0;
        int no = 0;
        int neither = 0;
        int score = 0;
        for (Choice choice : choices) {
            Integer mark = choice.marks().get(option);
            if (mark == null) {
                continue;
            }
            yes += mark > 0 ? 1 : 0;
            no += mark < 0 ? 1 : 0;
            neither += mark == 0 ? 1 : 0;
            score += scored ? mark : 0;
        }
        return new Tally(yes, no, neither, score);
    }

    /** Of those of which one is to win, the best if it stands alone; of the others each by itself. */
    private static List<Integer> passed(Ballot ballot, List<Tally> tallies, int votes) {
        List<Integer> enough = new ArrayList<>();
        for (int i = 0; i < tallies.size(); i++) {
            if (tallies.get(i).yes() > 0 && (long) tallies.get(i).yes() * WHOLE >= (long) ballot.pass() * votes) {
                enough.add(i + 1);
            }
        }
        return switch (ballot.kind()) {
            case MULTIPLE, MEASURES ->
                enough.stream()
                        .filter(option -> tallies.get(option - 1).yes()
                                > tallies.get(option - 1).no())
                        .toList();
            case SINGLE ->
                best(enough, Comparator.comparing(option -> tallies.get(option - 1)
                        .yes()));
            case SCORE ->
                best(
                        IntStream.rangeClosed(1, tallies.size())
                                .filter(option -> tallies.get(option - 1).yes() > 0)
                                .boxed()
                                .toList(),
                        Comparator.comparing(option -> tallies.get(option - 1).score()));
        };
    }

    private static List<Integer> best(List<Integer> options, Comparator<Integer> by) {
        return options.stream()
                .max(by)
                .map(top -> options.stream()
                        .filter(option -> by.compare(option, top) == 0)
                        .toList())
                .filter(tops -> tops.size() == 1)
                .orElse(List.of());
    }
}
