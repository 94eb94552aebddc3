package org.bandeng.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.bandeng.community.PlaceId;
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

    @Test
    void anotherCategoryChangesNothingElse() {
        Ticket ticket = ticket(TicketStatus.ACCEPTED);

        Ticket corrected = ticket.recategorized("elevator", "电梯故障", NOON);

        assertThat(corrected.category()).isEqualTo("elevator");
        assertThat(corrected.title()).isEqualTo("电梯故障");
        assertThat(corrected.version()).isEqualTo(3);
        assertThat(corrected)
                .usingRecursiveComparison()
                .ignoringFields("category", "title", "version")
                .isEqualTo(ticket);
    }

    @Test
    void atAPlaceOfAnotherOfficeItMustBeTakenAnew() {
        Ticket accepted = ticket(TicketStatus.DISPATCHED).after(TicketAction.ACCEPT, new StaffId(5), NOON);

        Ticket near = accepted.relocated(new PlaceId(7), "3号楼1单元", "物业", NOON);
        Ticket far = accepted.relocated(new PlaceId(8), "东门", "市政", NOON);

        assertThat(near.status()).isEqualTo(TicketStatus.ACCEPTED);
        assertThat(near.assignee()).isEqualTo(new StaffId(5));
        assertThat(far.status()).isEqualTo(TicketStatus.DISPATCHED);
        assertThat(far.assignee()).isNull();
        assertThat(far.office()).isEqualTo("市政");
    }

    @Test
    void whatIsDoneIsAtItsPlaceForGood() {
        assertThatThrownBy(() -> ticket(TicketStatus.CLOSED).relocated(new PlaceId(7), "东门", "物业", NOON))
                .isInstanceOf(IllegalTicketActionException.class);
    }

    private static Ticket ticket(TicketStatus status) {
        return new Ticket(
                new TicketId(1),
                new TicketNumber(1010),
                new ResidentId(1),
                "lighting",
                "照明报修",
                "楼道灯坏了",
                "楼道灯坏了",
                null,
                "3号楼2单元",
                false,
                status,
                "物业",
                null,
                2,
                NOON,
                NOON);
    }
}
