package org.bandeng.deliberation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.bandeng.ticket.Actor;
import org.junit.jupiter.api.Test;

/** The table of what can be done to topics. */
class TopicActionTest {

    @Test
    void whereverATopicIsItCanComeToAnEnd() {
        for (TopicStatus status : TopicStatus.values()) {
            if (status.isOpen()) {
                assertThat(endsFrom(status, 0)).as(status.code()).isTrue();
            }
        }
    }

    private static boolean endsFrom(TopicStatus status, int steps) {
        return !status.isOpen()
                || steps < TopicStatus.values().length
                        && Stream.of(TopicAction.values())
                                .filter(action -> Stream.of(Actor.Kind.values())
                                        .anyMatch(kind -> action.isPossible(status, kind)))
                                .map(action -> action.leadsTo(status))
                                .anyMatch(next -> next != status && endsFrom(next, steps + 1));
    }

    @Test
    void nothingIsDecidedThatWasNotScheduledAndNothingReportedThatWasNotDecided() {
        Random random = new Random(20_261_126);
        for (int i = 0; i < 5_000; i++) {
            TopicStatus status = TopicStatus.COLLECTING;
            boolean scheduled = false;
            boolean decided = false;
            for (int step = 0; step < 12; step++) {
                TopicAction action = TopicAction.values()[random.nextInt(TopicAction.values().length)];
                Actor.Kind by = Actor.Kind.values()[random.nextInt(Actor.Kind.values().length)];
                if (!action.isPossible(status, by)) {
                    continue;
                }
                status = action.leadsTo(status);
                scheduled |= status == TopicStatus.SCHEDULED;
                decided |= status == TopicStatus.DECIDED;
                assertThat(status != TopicStatus.DECIDED || scheduled).isTrue();
                assertThat(status != TopicStatus.REPORTED || decided).isTrue();
            }
        }
    }

    @Test
    void residentsConveneNothing() {
        for (TopicAction action : Stream.of(TopicAction.values())
                .filter(action -> Stream.of(TopicStatus.values())
                        .anyMatch(status -> action.isPossible(status, Actor.Kind.RESIDENT)))
                .toList()) {
            assertThat(action).isIn(TopicAction.SUPPORT, TopicAction.RATE, TopicAction.WITHDRAW);
        }
    }
}
