package org.bandeng.conversation;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bandeng.community.Residents;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.dialog.Rating;
import org.bandeng.outbox.Outbox;
import org.bandeng.outbox.OutgoingMessage;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketEvent;
import org.bandeng.ticket.TicketListener;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells residents what staff did to their tickets; what they did themselves they know. */
@Component
class TicketNotices implements TicketListener {

    private static final Map<TicketAction, String> NOTICE_BY_ACTION = Map.of(
            TicketAction.DISPATCH, "dispatched",
            TicketAction.ACCEPT, "accepted",
            TicketAction.START, "in-progress",
            TicketAction.RESOLVE, "resolved",
            TicketAction.REOPEN, "reopened",
            TicketAction.WITHDRAW, "withdrawn",
            TicketAction.CLOSE, "closed",
            TicketAction.RELOCATE, "relocated");

    /** As templates want it: 2019年10月1日 15:01. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

    private final Outbox outbox;
    private final Dialogs dialogs;
    private final StaffAccounts staff;
    private final Residents residents;
    private final TicketLinks links;
    private final Clock clock;

    TicketNotices(
            Outbox outbox, Dialogs dialogs, StaffAccounts staff, Residents residents, TicketLinks links, Clock clock) {
        this.outbox = outbox;
        this.dialogs = dialogs;
        this.staff = staff;
        this.residents = residents;
        this.links = links;
        this.clock = clock;
    }

    @Override
    public Mono<Void> onEvent(Ticket ticket, TicketEvent event) {
        TicketAction action = event.action();
        if (action == null || event.actor().kind() != Actor.Kind.STAFF) {
            return Mono.empty();
        }
        String notice = NOTICE_BY_ACTION.get(action);
        if (notice == null) {
            return Mono.empty();
        }
        StaffId who = action == TicketAction.DISPATCH
                ? ticket.assignee()
                : event.actor().staff();
        boolean resolved = action == TicketAction.RESOLVE;
        Map<String, String> choices = resolved ? marks(ticket) : Map.of();
        Mono<Long> told = residents
                .find(ticket.resident())
                .filter(resident -> !resident.isErased())
                .flatMap(resident -> name(who, ticket))
                .map(name -> facts(ticket, event, name))
                .flatMap(facts -> outbox.put(OutgoingMessage.ofEvent(
                        ticket.resident(),
                        notice,
                        facts,
                        text(notice, facts, resolved),
                        choices,
                        ticket.id().value(),
                        event.id())));
        return resolved ? told.then(residents.handBack(ticket.resident())).then() : told.then();
    }

    /** The survey comes with the news of the resolution: WeChat lets only a few messages through between two of the resident's. */
    private String text(String notice, Map<String, String> facts, boolean resolved) {
        String said = dialogs.notices().say(notice, facts)
                + (resolved ? "\n" + dialogs.notices().say("survey", facts) : "");
        String page = facts.get("page");
        return page == null ? said : said + "\n" + dialogs.notices().say("page", facts);
    }

    private static Map<String, String> marks(Ticket ticket) {
        Map<String, String> choices = new LinkedHashMap<>();
        for (int score = 5; score >= 1; score--) {
            choices.put("rate:%s:%d".formatted(ticket.number(), score), Rating.CAPTIONS.get(score));
        }
        return choices;
    }

    private Mono<String> name(@Nullable StaffId id, Ticket ticket) {
        return id == null
                ? Mono.just(ticket.office())
                : staff.find(id).map(StaffMember::name).defaultIfEmpty(ticket.office());
    }

    private Map<String, String> facts(Ticket ticket, TicketEvent event, String staffName) {
        Map<String, String> facts = new HashMap<>(Map.of(
                "ticket.number",
                ticket.number().toString(),
                "ticket.title",
                ticket.title(),
                "ticket.place",
                ticket.placeText(),
                "ticket.office",
                ticket.office(),
                "ticket.status",
                dialogs.notices().say("status-" + ticket.status().code(), Map.of()),
                "staff.name",
                staffName,
                "note",
                event.note(),
                "time",
                event.at().atZone(clock.getZone()).format(TIME)));
        links.pageOf(ticket).ifPresent(page -> facts.put("page", page));
        return facts;
    }
}
