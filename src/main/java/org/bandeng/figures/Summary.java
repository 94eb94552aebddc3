package org.bandeng.figures;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some cases in numbers. Shares are percents, rounded; null where there is nothing to have a share of.
 *
 * @param opened how many there are; withdrawn and merged ones are not among them
 * @param open those of them that are not done yet
 * @param done 办结率: those that were said to be done, of all
 * @param onTime 按时率: those never late, of those done
 * @param satisfied 满意率: marks of four and five, of all marks
 * @param untilAccepted the median by the clock, from the first word; null: none was accepted
 * @param untilResolved the same until it was first said to be done
 */
public record Summary(
        long opened,
        long open,
        @Nullable Integer done,
        @Nullable Integer onTime,
        @Nullable Integer satisfied,
        @Nullable Duration untilAccepted,
        @Nullable Duration untilResolved) {

    private static final int CONTENT = 4;
    private static final double ALL = 100.0;

    /** What these cases amount to. */
    public static Summary of(Collection<Case> cases) {
        List<Case> resolved =
                cases.stream().filter(each -> each.resolvedAt() != null).toList();
        List<Integer> marks =
                cases.stream().map(Case::mark).filter(Objects::nonNull).toList();
        return new Summary(
                cases.size(),
                cases.stream().filter(Case::open).count(),
                percent(resolved.size(), cases.size()),
                percent(resolved.stream().filter(each -> !each.late()).count(), resolved.size()),
                percent(marks.stream().filter(mark -> mark >= CONTENT).count(), marks.size()),
                median(cases, Case::untilAccepted),
                median(cases, Case::untilResolved));
    }

    private static @Nullable Integer percent(long part, long whole) {
        return whole == 0 ? null : (int) Math.round(part * ALL / whole);
    }

    /** Of an even number of times the mean of the two in the middle. */
    private static @Nullable Duration median(Collection<Case> cases, Function<Case, @Nullable Duration> time) {
        List<Duration> times =
                cases.stream().map(time).filter(Objects::nonNull).sorted().toList();
        if (times.isEmpty()) {
            return null;
        }
        Duration upper = times.get(times.size() / 2);
        return times.size() % 2 == 1
                ? upper
                : upper.plus(times.get(times.size() / 2 - 1)).dividedBy(2);
    }
}
