package org.bandeng.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the figures mean, on cases that can be counted by hand. */
class SummaryTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T02:00:00Z");

    private static Case of(
            @Nullable Integer hoursToAccept,
            @Nullable Integer hoursToResolve,
            boolean open,
            boolean late,
            @Nullable Integer mark) {
        return new Case(
                "照明报修",
                null,
                null,
                MONDAY,
                hoursToAccept == null ? null : MONDAY.plus(Duration.ofHours(hoursToAccept)),
                hoursToResolve == null ? null : MONDAY.plus(Duration.ofHours(hoursToResolve)),
                open,
                late,
                mark);
    }

    @Test
    void fiveCasesByHand() {
        Summary sum = Summary.of(List.of(
                of(1, 10, false, false, 5),
                of(2, 20, false, true, 3),
                of(3, 60, false, false, null),
                of(8, null, true, false, null),
                of(null, null, true, true, null)));

        assertThat(sum.opened()).isEqualTo(5);
        assertThat(sum.open()).isEqualTo(2);
        assertThat(sum.done()).as("three of five").isEqualTo(60);
        assertThat(sum.onTime()).as("two of the three that are done").isEqualTo(67);
        assertThat(sum.satisfied()).as("one of two marks").isEqualTo(50);
        assertThat(sum.untilAccepted()).as("between two and three hours").isEqualTo(Duration.ofMinutes(150));
        assertThat(sum.untilResolved()).isEqualTo(Duration.ofHours(20));
    }

    @Test
    void whereThereIsNothingThereIsNoShareOfIt() {
        Summary none = Summary.of(List.of());

        assertThat(none.opened()).isZero();
        assertThat(none.done()).isNull();
        assertThat(none.satisfied()).isNull();
        assertThat(none.untilAccepted()).isNull();
        assertThat(Summary.of(List.of(of(null, null, true, false, null))).onTime())
                .as("nothing is done yet")
                .isNull();
    }
}
