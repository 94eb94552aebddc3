package org.bandeng.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.junit.jupiter.api.Test;

class TicketTest {

    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

    /** The life of a ticket, whole: every move that is not here is refused. */
    private static final Map<TicketStatus, Set<TicketAction>> POSSIBLE = Map.of(
            TicketStatus.OPENED, Set.of(TicketAction.DISPATCH, TicketAction.ACCEPT, TicketAction.WITHDRAW),
            TicketStatus.DISPATCHED, Set.of(TicketAction.DISPATCH, TicketAction.ACCEPT, TicketAction.WITHDRAW),
            TicketStatus.ACCEPTED,
                    Set.of(TicketAction.DISPATCH, TicketAction.START, TicketAction.RESOLVE, TicketAction.WITHDRAW),
            TicketStatus.IN_PROGRESS, Set.of(TicketAction.DISPATCH, TicketAction.RESOLVE, TicketAction.WITHDRAW),
            TicketStatus.RESOLVED, Set.of(TicketAction.RATE, TicketAction.CLOSE, TicketAction.REOPEN),
            TicketStatus.RATED, Set.of(TicketAction.CLOSE, TicketAction.REOPEN),
            TicketStatus.CLOSED, Set.of(TicketAction.REOPEN),
            TicketStatus.WITHDRAWN, Set.of());

    @Test
    void onlyTheMovesOfItsLifeArePossible() {
        for (TicketStatus status : TicketStatus.values()) {
            assertThat(Arrays.stream(TicketAction.values())
                            .filter(action -> action.moves() && ticket(status).allows(action)))
                    .as("from " + status)
                    .containsExactlyInAnyOrderElementsOf(POSSIBLE.get(status));
        }
    }

    @Test
    void aMoveYieldsTheNextVersion() {
        Ticket accepted = ticket(TicketStatus.DISPATCHED).after(TicketAction.ACCEPT, new StaffId(5), NOON);

        assertThat(accepted.status()).isEqualTo(TicketStatus.ACCEPTED);
        assertThat(accepted.version()).isEqualTo(3);
        assertThat(accepted.assignee()).isEqualTo(new StaffId(5));
    }

    @Test
    void anImpossibleMoveSaysWhyNot() {
        assertThatThrownBy(() -> ticket(TicketStatus.WITHDRAWN).after(TicketAction.RESOLVE, null, NOON))
                .isInstanceOf(IllegalTicketActionException.class)
                .hasMessage("Ticket 1010 is WITHDRAWN; it cannot be changed by RESOLVE");
    }

    private static Ticket ticket(TicketStatus status) {
        return new Ticket(
                new TicketId(1),
                new TicketNumber(1010),
                new ResidentId(1),
                "lighting",
                "照明报修",
                "楼道灯坏了",
                null,
                "3号楼2单元",
                status,
                "物业",
                null,
                2,
                NOON,
                NOON);
    }
}
