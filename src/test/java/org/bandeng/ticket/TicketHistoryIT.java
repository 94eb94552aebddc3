package org.bandeng.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Whatever is done to a ticket, in whatever order: its promises are kept, and its history says all of it. */
class TicketHistoryIT {

    private static final int COMMANDS = 60;

    private final TestProgram program = House.program();
    private final TicketDesk desk = program.bean(TicketDesk.class);
    private final Tickets tickets = program.bean(Tickets.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void randomCommandsNeverBreakAPromise(long seed) {
        Random random = new Random(seed);
        TestResident resident = TestResident.of(program);
        resident.event("subscribe", "");
        StaffId wang = Staff.wangFang(program).id();
        Ticket ticket = desk.open(newTicket(resident, random), Actor.RESIDENT).block();
        int done = 0;
        for (int i = 0; i < COMMANDS; i++) {
            Command command = command(random, wang);
            Ticket before = tickets.numbered(ticket.number()).block();
            boolean possible = before.allows(command.action(), command.actor());
            Ticket after = desk.change(ticket.number(), command)
                    .onErrorResume(IllegalTicketActionException.class, refused -> Mono.empty())
                    .block();
            // An escalation has nowhere to go at the top.
            if (command.action() != TicketAction.ESCALATE) {
                assertThat(after != null).as("%s of %s", command, before).isEqualTo(possible);
            }
            if (after != null) {
                done++;
                SampleTickets.keepsItsPromises(after);
                assertThat(after)
                        .as("what is returned is what is kept")
                        .isEqualTo(tickets.numbered(ticket.number()).block());
            }
        }

        Ticket last = Objects.requireNonNull(tickets.numbered(ticket.number()).block());
        List<TicketEvent> history = tickets.history(last).collectList().block();
        assertThat(last.version()).isEqualTo(history.size()).isGreaterThanOrEqualTo(done);
        assertThat(history.get(history.size() - 1).ticket())
                .as("the row is what the last event says")
                .isEqualTo(last);
        addsUp(history);
    }

    /** Each event leads from where the one before it led to, by a move of the table; time does not go back. */
    private static void addsUp(List<TicketEvent> history) {
        for (int i = 1; i < history.size(); i++) {
            Ticket before = history.get(i - 1).ticket();
            TicketEvent event = history.get(i);
            assertThat(before.allows(event.action()))
                    .as("%s after %s", event, before.status())
                    .isTrue();
            assertThat(event.at()).isAfterOrEqualTo(history.get(i - 1).at());
            assertThat(event.version()).isEqualTo(i + 1);
            boolean anew = event.action() == TicketAction.RECATEGORIZE || event.action() == TicketAction.RELOCATE;
            if (!anew) {
                assertThat(event.ticket().status()).isEqualTo(event.action().leadsTo(before.status()));
            }
        }
    }

    private NewTicket newTicket(TestResident resident, Random random) {
        long id = (long) program.value("select id from resident where open_id = '" + resident.openId() + "'");
        List<String> categories = List.of("lighting", "noise", "other", "property-mgmt");
        return new NewTicket(
                new ResidentId(id),
                categories.get(random.nextInt(categories.size())),
                "试一试",
                "试一试",
                "试一试",
                null,
                "某处",
                random.nextInt(4) == 0);
    }

    private static Command command(Random random, StaffId wang) {
        List<TicketAction> actions = new ArrayList<>(List.of(TicketAction.values()));
        actions.removeAll(List.of(TicketAction.OPEN, TicketAction.MERGE));
        // Without what leads on, most of the time a ticket would have ended early.
        actions.removeAll(random.nextInt(5) > 0 ? List.of(TicketAction.WITHDRAW, TicketAction.CLOSE) : List.of());
        TicketAction action = actions.get(random.nextInt(actions.size()));
        Actor.Kind kind = Actor.Kind.values()[random.nextInt(Actor.Kind.values().length)];
        StaffId staff = kind == Actor.Kind.STAFF || kind == Actor.Kind.STEWARD ? wang : null;
        Actor actor = new Actor(kind, staff);
        if (action == TicketAction.WAIT) {
            Waiting.For what = Waiting.For.values()[random.nextInt(Waiting.For.values().length)];
            return Command.waits(actor, what, Instant.now().plus(Duration.ofDays(1)), "等一等");
        }
        Command command = Command.of(action, actor, "随便");
        return action == TicketAction.DISPATCH && random.nextBoolean()
                ? command.to(wang).at(Level.values()[1 + random.nextInt(3)])
                : command;
    }

    @Test
    void whatHappenedCannotBeChanged() {
        TestResident.of(program).reports("3号楼2单元楼道灯坏了");

        assertThatThrownBy(() -> program.rows("update ticket_event set level = 'street'"))
                .hasMessageContaining("append-only");
    }
}
