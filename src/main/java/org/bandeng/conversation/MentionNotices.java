package org.bandeng.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.bandeng.outbox.Outbox;
import org.bandeng.outbox.OutgoingMessage;
import org.bandeng.ticket.Mentions;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketEvent;
import org.bandeng.ticket.TicketListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Calls colleagues to a ticket whose names stand with an @ in a note for the staff: in their list, and in their WeChat if they
 * bound it. Whoever may not know of the ticket is not called, whatever they are called: a note shows nobody another part of the
 * community.
 */
@Component
class MentionNotices implements TicketListener {

    private final Mentions mentions;
    private final StaffAccounts staff;
    private final Colleagues colleagues;
    private final Outbox outbox;
    private final Dialogs dialogs;
    private final TicketWords words;
    private final Clock clock;

    MentionNotices(
            Mentions mentions,
            StaffAccounts staff,
            Colleagues colleagues,
            Outbox outbox,
            Dialogs dialogs,
            TicketWords words,
            Clock clock) {
        this.mentions = mentions;
        this.staff = staff;
        this.colleagues = colleagues;
        this.outbox = outbox;
        this.dialogs = dialogs;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public Mono<Void> onEvent(Ticket ticket, TicketEvent event) {
        boolean calls = event.action() == TicketAction.NOTE
                && event.isPrivate()
                && event.note().indexOf('@') >= 0;
        return calls
                ? Mono.zip(
                                colleagues.whoMayKnow(ticket).collectList(),
                                Mono.justOrEmpty(event.actor().staff())
                                        .flatMap(staff::find)
                                        .map(StaffMember::name)
                                        .defaultIfEmpty(""))
                        .flatMap(both -> call(both.getT1(), both.getT2(), ticket, event))
                : Mono.empty();
    }

    private Mono<Void> call(List<StaffMember> colleagues, String caller, Ticket ticket, TicketEvent event) {
        return Flux.fromIterable(Mentions.called(event.note(), colleagues))
                .filter(called -> !called.id().equals(event.actor().staff()))
                .concatMap(called -> mentions.note(ticket.id(), called.id(), Instant.now(clock))
                        .then(Mono.justOrEmpty(called.weChat())
                                .flatMap(resident -> outbox.put(message(resident, caller, ticket, event)))))
                .then();
    }

    private OutgoingMessage message(ResidentId resident, String caller, Ticket ticket, TicketEvent event) {
        Map<String, String> facts = new HashMap<>(words.facts(ticket));
        facts.put("staff.name", caller);
        facts.put("ticket.status", TicketWords.status(ticket, dialogs.notices()));
        facts.put("note", event.note());
        facts.put("time", words.stamp(event.at()));
        return OutgoingMessage.ofEvent(
                resident,
                "work-mentioned",
                facts,
                dialogs.notices().say("work-mentioned", facts),
                Map.of(),
                ticket.id().value(),
                event.id(),
                false);
    }
}
