package org.bandeng.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.community.StaffId;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The life of a ticket: what may follow what, by whom, and what it promises then. */
class LifecycleTest {

    private static final StaffId WANG = new StaffId(5);
    private static final StaffId LI = new StaffId(6);

    /** Monday 10:00 in Shanghai. */
    private static final Instant MONDAY = SampleTickets.at("2026-11-23T10:00");

    /** All of it: action, from where, to where, by whom. Whatever is not here is refused. */
    private static final String TABLE = """
            DISPATCH     | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING | DISPATCHED  | STEWARD STAFF SYSTEM
            ACCEPT       | OPENED DISPATCHED                              | ACCEPTED    | STEWARD STAFF
            DECLINE      | DISPATCHED ACCEPTED IN_PROGRESS                | DISPATCHED  | STEWARD STAFF SYSTEM
            START        | ACCEPTED                                       | IN_PROGRESS | STEWARD STAFF
            WAIT         | ACCEPTED IN_PROGRESS                           | WAITING     | STEWARD STAFF
            RESUME       | WAITING                                        | IN_PROGRESS | STEWARD STAFF SYSTEM
            ESCALATE     | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING | DISPATCHED  | STEWARD STAFF SYSTEM
            RESOLVE      | ACCEPTED IN_PROGRESS WAITING                   | RESOLVED    | STEWARD STAFF
            CLOSE        | RESOLVED                                       | CLOSED      | SYSTEM
            REOPEN       | RESOLVED CLOSED                                | DISPATCHED  | RESIDENT NEIGHBOUR STAFF SYSTEM
            WITHDRAW     | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING | WITHDRAWN   | RESIDENT STAFF
            MERGE        | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING | MERGED      | STAFF
            NOTE         | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING RESOLVED CLOSED | = | STEWARD STAFF SYSTEM
            ADD          | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING RESOLVED CLOSED | = | RESIDENT NEIGHBOUR
            URGE         | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING | = | RESIDENT NEIGHBOUR
            JOIN         | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING | = | NEIGHBOUR
            RATE         | RESOLVED CLOSED                                | = | RESIDENT NEIGHBOUR STAFF
            REMIND       | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING RESOLVED CLOSED | = | SYSTEM
            OVERDUE      | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING | = | SYSTEM
            ADD_TASK     | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING | = | STEWARD STAFF
            FINISH_TASK  | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING RESOLVED CLOSED | = | STEWARD STAFF
            CALL_BACK    | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING RESOLVED CLOSED | = | STAFF
            LINK         | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING RESOLVED CLOSED | = | STAFF
            TAG          | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING RESOLVED CLOSED | = | STAFF
            PRIORITIZE   | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING | = | STAFF
            RECATEGORIZE | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING RESOLVED CLOSED | = | STAFF
            RELOCATE     | OPENED DISPATCHED ACCEPTED IN_PROGRESS WAITING | = | RESIDENT NEIGHBOUR STAFF
            """;

    private record Move(TicketAction action, Set<TicketStatus> from, String to, Set<Actor.Kind> by) {
        static Move of(String line) {
            List<String> cells =
                    Arrays.stream(line.split("\\|")).map(String::strip).toList();
            return new Move(
                    TicketAction.valueOf(cells.get(0)),
                    Arrays.stream(cells.get(1).split(" "))
                            .map(TicketStatus::valueOf)
                            .collect(Collectors.toSet()),
                    cells.get(2),
                    Arrays.stream(cells.get(3).split(" "))
                            .map(Actor.Kind::valueOf)
                            .collect(Collectors.toSet()));
        }
    }

    private static final List<Move> MOVES =
            TABLE.lines().filter(line -> !line.isBlank()).map(Move::of).toList();

    /** Each action by each actor in each state: possible as the table says, else refused. */
    @TestFactory
    Stream<DynamicTest> onlyWhatTheTableSaysIsPossible() {
        assertThat(MOVES)
                .extracting(Move::action)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(TicketAction.values())
                        .filter(each -> each != TicketAction.OPEN)
                        .toList());
        return MOVES.stream()
                .map(move -> DynamicTest.dynamicTest(move.action().name(), () -> {
                    for (TicketStatus status : TicketStatus.values()) {
                        for (Actor.Kind kind : Actor.Kind.values()) {
                            tried(move, status, kind);
                        }
                    }
                }));
    }

    private static void tried(Move move, TicketStatus status, Actor.Kind kind) {
        Ticket ticket = move.action() == TicketAction.MERGE
                ? SampleTickets.standing(status, WANG).mergedInto(new TicketId(2))
                : SampleTickets.standing(status, WANG);
        Command command = SampleTickets.complete(move.action(), actor(kind, WANG), ticket);
        if (move.from().contains(status) && move.by().contains(kind)) {
            TicketStatus to = move.to().equals("=") ? status : TicketStatus.valueOf(move.to());
            assertThat(SampleTickets.LIFE.after(ticket, command, MONDAY))
                    .as("%s from %s by %s", move.action(), status, kind)
                    .satisfies(SampleTickets::keepsItsPromises)
                    .satisfies(after -> assertThat(after.status()).isEqualTo(to))
                    .satisfies(after -> assertThat(after.version()).isEqualTo(ticket.version() + 1));
        } else {
            assertThatThrownBy(() -> SampleTickets.LIFE.after(ticket, command, MONDAY))
                    .as("%s from %s by %s", move.action(), status, kind)
                    .isInstanceOf(IllegalTicketActionException.class);
        }
    }

    private static Actor actor(Actor.Kind kind, StaffId id) {
        return new Actor(kind, kind == Actor.Kind.STAFF || kind == Actor.Kind.STEWARD ? id : null);
    }

    @Test
    void aStewardDoesNothingToWhatTheyWereNotGiven() {
        Ticket given = SampleTickets.standing(TicketStatus.DISPATCHED, WANG);

        assertThatThrownBy(() ->
                        SampleTickets.LIFE.after(given, Command.of(TicketAction.ACCEPT, Actor.steward(LI), ""), MONDAY))
                .isInstanceOf(IllegalTicketActionException.class)
                .hasMessage("Ticket 1010 is DISPATCHED; it cannot be changed by ACCEPT of STEWARD");
    }

    @Test
    void whatIsNowhereKnownHasNoPropertyCompanyAndGoesToTheCommunityAtOnce() {
        Dispatching.Given given = SampleTickets.dispatching(MONDAY)
                .byRule(new Dispatching.Matter("lighting", null, false))
                .orElseThrow();

        assertThat(given.promise().level()).isEqualTo(Level.COMMUNITY);
        assertThat(given.cause()).isEqualTo(Cause.NOBODY_ON_DUTY);
    }

    @Test
    void whoeverAcceptsHasUntilTheLevelsTimeIsOver() {
        Ticket dispatched = SampleTickets.dispatchedAt(MONDAY);
        assertThat(dispatched.dueAt()).as("two hours to accept").isEqualTo(SampleTickets.at("2026-11-23T12:00"));

        Instant noon = SampleTickets.at("2026-11-23T11:30");
        Ticket accepted =
                SampleTickets.LIFE.after(dispatched, Command.of(TicketAction.ACCEPT, Actor.staff(WANG), ""), noon);

        assertThat(accepted.dueAt())
                .as("14 working hours from the dispatch on")
                .isEqualTo(SampleTickets.at("2026-11-25T11:00"));
        assertThat(accepted.promise().remindAt()).isAfter(noon).isBefore(accepted.dueAt());
        assertThat(accepted.assignee()).isEqualTo(WANG);
    }

    @Test
    void whatWaitsForPartsLosesNoTimeAndWhatWaitsForAnotherOfficeDoes() {
        Ticket accepted = SampleTickets.acceptedAt(MONDAY);
        Instant until = SampleTickets.at("2026-12-01T18:00");
        Instant arrived = SampleTickets.at("2026-11-27T10:00");

        Ticket parts = resumed(accepted, Waiting.For.PARTS, until, arrived);
        Ticket office = resumed(accepted, Waiting.For.OFFICE, until, arrived);

        assertThat(accepted.dueAt()).isEqualTo(SampleTickets.at("2026-11-25T11:00"));
        assertThat(parts.dueAt())
                .as("what was left on Monday at 10 is left on Friday at 10; Saturday morning is worked")
                .isEqualTo(SampleTickets.at("2026-11-30T16:30"));
        assertThat(office.dueAt()).isEqualTo(accepted.dueAt());
    }

    private static Ticket resumed(Ticket ticket, Waiting.For what, Instant until, Instant then) {
        Ticket waiting = SampleTickets.LIFE.after(ticket, Command.waits(Actor.staff(WANG), what, until, "在路上"), MONDAY);
        return SampleTickets.LIFE.after(waiting, Command.of(TicketAction.RESUME, Actor.staff(WANG), ""), then);
    }

    @Test
    void anUrgentTicketDoesNotWaitForTheOffice() {
        Instant night = SampleTickets.at("2026-11-22T23:50");
        Dispatching dispatching = SampleTickets.dispatching(night);

        Promise promise = dispatching
                .byRule(new Dispatching.Matter("emergency", null, true))
                .orElseThrow()
                .promise();

        assertThat(Duration.between(night, promise.dueAt())).isEqualTo(Duration.ofMinutes(15));
        assertThat(Duration.between(night, promise.resolveBy())).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void theThreeEndsAreNeverMixed() {
        Ticket explained = SampleTickets.LIFE.after(
                SampleTickets.acceptedAt(MONDAY), Command.explained(Actor.staff(WANG), "这不归我们管"), MONDAY);
        Ticket fixed = SampleTickets.LIFE.after(
                SampleTickets.acceptedAt(MONDAY), Command.fixed(Actor.staff(WANG), "换了灯泡"), MONDAY);
        Command silence = Command.of(TicketAction.CLOSE, Actor.SYSTEM, "")
                .because(Cause.NO_ANSWER)
                .as(Outcome.UNCONFIRMED);

        assertThat(explained.outcome()).isEqualTo(Outcome.EXPLAINED);
        assertThat(fixed.outcome()).isEqualTo(Outcome.FIXED);
        assertThat(fixed.dueAt()).as("three days for an answer").isEqualTo(MONDAY.plus(Duration.ofDays(3)));
        assertThat(SampleTickets.LIFE.after(fixed, silence, MONDAY).outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(SampleTickets.LIFE.after(fixed, silence.as(null), MONDAY).outcome())
                .isEqualTo(Outcome.FIXED);
    }
}
