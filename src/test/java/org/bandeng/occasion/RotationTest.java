package org.bandeng.occasion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns are fair whoever takes them, however many there are, and in whatever order they joined. */
class RotationTest {

    private static List<Rotation.Member> newcomers(int count, Random random) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Rotation.Member(random.nextInt(100_000) * 100L + i, 0, Long.MIN_VALUE))
                .toList();
    }

    private static Map<Long, Integer> turns(List<Long> planned) {
        Map<Long, Integer> turns = new HashMap<>();
        planned.forEach(each -> turns.merge(each, 1, Integer::sum));
        return turns;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nobodyEverHasTwoTurnsMoreThanAnybodyElse(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            List<Rotation.Member> members = newcomers(1 + random.nextInt(12), random);
            int duties = random.nextInt(80);
            List<Long> planned =
                    Rotation.plan(members, LongStream.range(0, duties).boxed().toList());

            assertThat(planned).hasSize(duties);
            for (int so = 1; so <= duties; so++) {
                Map<Long, Integer> turns = turns(planned.subList(0, so));
                int most = turns.values().stream().mapToInt(each -> each).max().orElse(0);
                int fewest = members.stream()
                        .mapToInt(each -> turns.getOrDefault(each.id(), 0))
                        .min()
                        .orElse(0);
                assertThat(most - fewest)
                        .as("after %d of %d duties", so, duties)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 12, 13})
    void nobodyIsOnTwiceRunningWhileThereAreOthers(int seed) {
        Random random = new Random(seed);
        List<Rotation.Member> members = newcomers(2 + random.nextInt(8), random);
        List<Long> planned =
                Rotation.plan(members, LongStream.range(0, 60).boxed().toList());

        assertThat(IntStream.range(1, planned.size())
                        .allMatch(i -> !planned.get(i).equals(planned.get(i - 1))))
                .isTrue();
    }

    @Test
    void whatWasBeforeCounts() {
        List<Rotation.Member> members =
                List.of(new Rotation.Member(1, 5, 50), new Rotation.Member(2, 3, 40), new Rotation.Member(3, 3, 30));

        assertThat(Rotation.plan(members, List.of(60L, 61L, 62L, 63L, 64L))).containsExactly(3L, 2L, 3L, 2L, 1L);
    }

    @Test
    void withNobodyNothingIsPlanned() {
        assertThat(Rotation.plan(List.of(), List.of(1L, 2L))).isEmpty();
    }
}
