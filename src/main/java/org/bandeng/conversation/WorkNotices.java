package org.bandeng.conversation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.outbox.Outbox;
import org.bandeng.outbox.OutgoingMessage;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Cause;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketEvent;
import org.bandeng.ticket.TicketListener;
import org.bandeng.ticket.TicketStatus;
import org.bandeng.ticket.Tickets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells those who work on tickets, in their WeChat, what was given to them, what becomes urgent and what was taken away. */
@Component
class WorkNotices implements TicketListener {

    private final Outbox outbox;
    private final Dialogs dialogs;
    private final StaffAccounts staff;
    private final Tickets tickets;
    private final TicketPictures pictures;
    private final TicketWords words;

    WorkNotices(
            Outbox outbox,
            Dialogs dialogs,
            StaffAccounts staff,
            Tickets tickets,
            TicketPictures pictures,
            TicketWords words) {
        this.outbox = outbox;
        this.dialogs = dialogs;
        this.staff = staff;
        this.tickets = tickets;
        this.pictures = pictures;
        this.words = words;
    }

    @Override
    public Mono<Void> onEvent(Ticket ticket, TicketEvent event) {
        Mono<Void> holder = event.action() == TicketAction.ACCEPT
                ? shows(ticket.assignee(), ticket, event)
                : tell(ticket.assignee(), toHolder(ticket, event), ticket, event);
        return holder.then(tickets.assigneeBefore(ticket)
                        .filter(before -> !before.equals(ticket.assignee()))
                        .flatMap(before -> tell(before, "work-taken", ticket, event)))
                .then(Mono.defer(() -> isLeftToTheDesk(ticket, event) ? tellTheDesk(ticket, event) : Mono.empty()));
    }

    /** Whether nobody in particular has it and that must not wait until somebody looks into the inbox. */
    private static boolean isLeftToTheDesk(Ticket ticket, TicketEvent event) {
        if (ticket.assignee() != null) {
            return false;
        }
        return switch (event.action()) {
            case OPEN -> event.cause() == Cause.NO_RULE;
            case ESCALATE, OVERDUE, REOPEN -> true;
            case DISPATCH, DECLINE, RELOCATE, RECATEGORIZE ->
                ticket.urgent() && ticket.status() == TicketStatus.DISPATCHED;
            default -> false;
        };
    }

    private Mono<Void> tellTheDesk(Ticket ticket, TicketEvent event) {
        return staff.atDeskAndInWeChat()
                .concatMap(member -> tell(member.id(), "work-unassigned", ticket, event))
                .then();
    }

    private static String toHolder(Ticket ticket, TicketEvent event) {
        boolean closed = ticket.status() == TicketStatus.RESOLVED || ticket.status() == TicketStatus.CLOSED;
        return switch (event.action()) {
            case DISPATCH, DECLINE, ESCALATE, REOPEN, RELOCATE, RECATEGORIZE ->
                ticket.status() == TicketStatus.DISPATCHED ? "work-offered" : "";
            case REMIND -> closed ? "" : "work-reminder";
            case OVERDUE -> "work-overdue";
            case URGE -> "work-urged";
            case ADD -> closed ? "" : "work-added";
            case RESUME -> event.actor().kind() == Actor.Kind.SYSTEM ? "work-resumed" : "";
            case WITHDRAW, MERGE -> "work-withdrawn";
            default -> "";
        };
    }

    private Mono<Void> tell(@Nullable StaffId who, String notice, Ticket ticket, TicketEvent event) {
        boolean own = who == null
                || notice.isEmpty()
                || Objects.equals(who, event.actor().staff());
        return own
                ? Mono.empty()
                : Mono.justOrEmpty(who)
                        .flatMap(staff::find)
                        .flatMap(member -> Mono.justOrEmpty(member.weChat()))
                        .flatMap(resident -> outbox.put(message(resident, notice, ticket, event)))
                        .then(Mono.defer(
                                () -> notice.equals("work-offered") ? shows(who, ticket, event) : Mono.empty()));
    }

    /** The latest picture of a resident's; one a time, WeChat lets only a few messages through. */
    private Mono<Void> shows(@Nullable StaffId who, Ticket ticket, TicketEvent event) {
        return Mono.justOrEmpty(who)
                .flatMap(staff::find)
                .flatMap(member -> Mono.justOrEmpty(member.weChat()))
                .flatMap(resident -> pictures.newFor(resident, ticket.id(), 1)
                        .next()
                        .flatMap(picture -> outbox.put(OutgoingMessage.pictureOfEvent(
                                resident, "work-picture", picture, ticket.id().value(), event.id()))))
                .then();
    }

    private OutgoingMessage message(ResidentId resident, String notice, Ticket ticket, TicketEvent event) {
        Map<String, String> facts = words.facts(ticket);
        facts.put("ticket.status", TicketWords.status(ticket, dialogs.notices()));
        facts.put("summary", ticket.summary());
        facts.put("time", words.stamp(event.at()));
        facts.put("note", event.action() == TicketAction.OPEN ? "" : event.note());
        return OutgoingMessage.ofEvent(
                resident,
                notice,
                facts,
                dialogs.notices().say(notice, facts),
                choices(notice, ticket),
                ticket.id().value(),
                event.id(),
                false);
    }

    private static Map<String, String> choices(String notice, Ticket ticket) {
        List<String> deeds =
                switch (notice) {
                    case "work-unassigned" -> List.of("accept 接单", "hand-over 转给别人");
                    case "work-offered" -> List.of("accept 接单", "decline 退回", "hand-over 转给别人");
                    case "work-reminder", "work-overdue", "work-urged", "work-resumed" ->
                        ticket.status() == TicketStatus.DISPATCHED
                                ? List.of("accept 接单", "decline 退回")
                                : List.of("resolve 办好了", "explain 办不了", "hand-over 转给别人");
                    default -> List.of();
                };
        Map<String, String> choices = new LinkedHashMap<>();
        deeds.forEach(deed -> {
            String[] parts = deed.split(" ", 2);
            choices.put("work:%s:%s".formatted(parts[0], ticket.number()), parts[1]);
        });
        return choices;
    }
}
