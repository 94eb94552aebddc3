package org.bandeng.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bandeng.community.Crew;
import org.bandeng.community.Directory;
import org.bandeng.community.FileDirectory;
import org.bandeng.community.OfficeCalendar;
import org.bandeng.community.Place;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.bandeng.yaml.Problem;
import org.jspecify.annotations.Nullable;

/** Tickets under the rules and the calendar that the program is shipped with. */
final class SampleTickets {

    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    static final Directory DEMO = FileDirectory.demo();
    static final Deadlines DEADLINES = new Deadlines(shippedRouting(), shippedCalendar(), SHANGHAI);
    static final Lifecycle LIFE = new Lifecycle(DEADLINES);

    private SampleTickets() {}

    static Routing shippedRouting() {
        List<Problem> problems = new ArrayList<>();
        Set<String> categories = Set.of(
                "noise",
                "pets",
                "neighbour-dispute",
                "greening",
                "sanitation",
                "road-drainage",
                "facilities",
                "lighting",
                "elevator",
                "ev-charging",
                "parking",
                "security-fire",
                "water-power-gas-heating",
                "property-mgmt",
                "illegal-building",
                "policy-question",
                "praise",
                "emergency",
                "other");
        Routing routing = RoutingFile.read("routing.yaml", shipped("routing.yaml"), categories, problems);
        assertThat(problems).isEmpty();
        return routing;
    }

    private static OfficeCalendar shippedCalendar() {
        return OfficeCalendar.read("calendar.yaml", shipped("calendar.yaml"), new ArrayList<>());
    }

    private static String shipped(String file) {
        try {
            return Files.readString(Path.of("dialogs", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A moment in Shanghai. */
    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    static Dispatching dispatching(Instant now) {
        return dispatching(Crew.NOBODY, now);
    }

    static Dispatching dispatching(Crew crew, Instant now) {
        return new Dispatching(DEADLINES, DEMO, crew, "社区服务中心", now);
    }

    /** A lamp of which the office of its place has just been told. */
    static Ticket dispatchedAt(Instant now) {
        Promise promise = dispatching(now)
                .byRule(new Dispatching.Matter(
                        "lighting", DEMO.ofKind(Place.Kind.COMPOUND).get(0).id(), false))
                .orElseThrow()
                .promise();
        return ticket(TicketStatus.DISPATCHED, promise, null, null);
    }

    static Ticket acceptedAt(Instant now) {
        return LIFE.after(dispatchedAt(now), Command.of(TicketAction.ACCEPT, Actor.staff(new StaffId(5)), ""), now);
    }

    /** A ticket as it would stand in a state. */
    static Ticket standing(TicketStatus status, StaffId assignee) {
        Instant now = at("2026-11-23T09:00");
        Promise promise = dispatchedAt(now).promise().heldBy(assignee);
        return switch (status) {
            case OPENED, DISPATCHED, ACCEPTED, IN_PROGRESS -> ticket(status, promise, null, null);
            case WAITING -> ticket(status, promise, null, new Waiting(Waiting.For.PARTS, now));
            case RESOLVED -> ticket(status, DEADLINES.resolved(promise, now), Outcome.FIXED, null);
            case CLOSED -> ticket(status, DEADLINES.closed(promise, true, now), Outcome.FIXED, null);
            case WITHDRAWN, MERGED -> ticket(status, DEADLINES.closed(promise, false, now), null, null);
        };
    }

    /** An action with all that the desk would give it. */
    static Command complete(TicketAction action, Actor actor, Ticket ticket) {
        Instant now = at("2026-11-23T09:00");
        Command command = action == TicketAction.WAIT
                ? Command.waits(actor, Waiting.For.PARTS, at("2026-11-27T18:00"), "")
                : Command.of(action, actor, "");
        return switch (action) {
            case DISPATCH, DECLINE, ESCALATE, REOPEN ->
                command.promising(dispatching(now).byHand(ticket, null, null));
            case OVERDUE -> command.promising(dispatching(now).again(ticket));
            default -> command;
        };
    }

    /** What must be true of every ticket, wherever it stands. */
    static void keepsItsPromises(Ticket ticket) {
        Promise promise = ticket.promise();
        boolean ended = Set.of(TicketStatus.CLOSED, TicketStatus.WITHDRAWN, TicketStatus.MERGED)
                .contains(ticket.status());
        assertThat(promise.office()).as("somebody answers for it").isNotBlank();
        assertThat(promise.dueAt() == null)
                .as("there is a next deadline unless it has ended")
                .isEqualTo(ended);
        assertThat(promise.resolveBy() != null)
                .as("open ones are to be resolved")
                .isEqualTo(ticket.status().isOpen());
        assertThat(ticket.outcome() != null)
                .as("what is resolved has an outcome")
                .isEqualTo(ticket.status() == TicketStatus.RESOLVED || ticket.status() == TicketStatus.CLOSED);
        assertThat(ticket.waiting() != null)
                .as("what waits, waits for something")
                .isEqualTo(ticket.status() == TicketStatus.WAITING);
        if (Set.of(TicketStatus.ACCEPTED, TicketStatus.IN_PROGRESS, TicketStatus.WAITING)
                .contains(ticket.status())) {
            assertThat(promise.assignee()).as("what is accepted is somebody's").isNotNull();
        }
        if (promise.remindAt() != null && promise.dueAt() != null) {
            assertThat(promise.remindAt()).isBeforeOrEqualTo(Objects.requireNonNull(promise.dueAt()));
        }
    }

    private static Ticket ticket(
            TicketStatus status, Promise promise, @Nullable Outcome outcome, @Nullable Waiting waiting) {
        Instant noon = Instant.parse("2026-11-23T00:00:00Z");
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
                promise,
                outcome,
                waiting,
                Labels.NONE,
                null,
                2,
                noon,
                noon);
    }
}
