package org.bandeng.portal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.conversation.Dialogs;
import org.bandeng.conversation.TicketWords;
import org.bandeng.conversation.Transcript;
import org.bandeng.survey.Survey;
import org.bandeng.survey.Surveys;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketEvent;
import org.bandeng.ticket.Tickets;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts together what residents see of their tickets. */
@Component
class TicketSheets {

    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("M月d日 HH:mm");
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

    /** What is said with these is said to the residents, or by them. */
    private static final Set<TicketAction> TOLD = Set.of(
            TicketAction.RESOLVE,
            TicketAction.NOTE,
            TicketAction.WAIT,
            TicketAction.WITHDRAW,
            TicketAction.RATE,
            TicketAction.ADD,
            TicketAction.URGE,
            TicketAction.RELOCATE,
            TicketAction.RECATEGORIZE);

    private final Tickets tickets;
    private final Surveys surveys;
    private final Transcript transcript;
    private final StaffAccounts staff;
    private final Dialogs dialogs;
    private final TicketWords ticketWords;
    private final MessageSource words;
    private final Clock clock;

    TicketSheets(
            Tickets tickets,
            Surveys surveys,
            Transcript transcript,
            StaffAccounts staff,
            Dialogs dialogs,
            TicketWords ticketWords,
            MessageSource words,
            Clock clock) {
        this.tickets = tickets;
        this.surveys = surveys;
        this.transcript = transcript;
        this.staff = staff;
        this.dialogs = dialogs;
        this.ticketWords = ticketWords;
        this.words = words;
        this.clock = clock;
    }

    Mono<TicketSheet> of(Ticket ticket) {
        return Mono.zip(
                        tickets.history(ticket).collectList(),
                        transcript.mediaOf(ticket.id()).collectList(),
                        surveys.ofTicket(ticket.id()).collectList(),
                        staff.all().collectMap(StaffMember::id, StaffMember::name))
                .map(all -> sheet(ticket, all.getT1(), all.getT2(), all.getT3(), all.getT4()));
    }

    private TicketSheet sheet(
            Ticket ticket,
            List<TicketEvent> history,
            List<Transcript.Medium> media,
            List<Survey> asked,
            Map<StaffId, String> names) {
        List<TicketSheet.Step> steps = new ArrayList<>(history.stream()
                .filter(TicketSheets::isForResidents)
                .map(event -> step(event, names))
                .toList());
        Collections.reverse(steps);
        Integer mark = asked.stream()
                .map(Survey::score)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        String who = ticket.assignee() == null
                ? ticket.office()
                : ticket.office() + " " + names.getOrDefault(ticket.assignee(), "");
        return new TicketSheet(
                ticket,
                status(ticket),
                who.strip(),
                time(ticket.openedAt()),
                steps,
                media,
                asked.stream().anyMatch(survey -> survey.score() == null) && ticket.allows(TicketAction.RATE),
                mark,
                ticket.allows(TicketAction.WITHDRAW));
    }

    /** A line of the list of somebody's matters. */
    record Line(Ticket ticket, String status, String opened, String token) {}

    Line line(Ticket ticket, String token) {
        return new Line(ticket, status(ticket), time(ticket.openedAt()), token);
    }

    private String status(Ticket ticket) {
        return ticketWords.standing(ticket, dialogs.notices());
    }

    private TicketSheet.Step step(TicketEvent event, Map<StaffId, String> names) {
        String name = event.actor().staff() == null
                ? ""
                : names.getOrDefault(event.actor().staff(), "");
        String what = words.getMessage("portal.event." + event.type(), new Object[] {name}, "", java.util.Locale.CHINA);
        return new TicketSheet.Step(time(event.at()), String.valueOf(what).strip(), note(event));
    }

    private static boolean isForResidents(TicketEvent event) {
        return !event.isPrivate() && event.action() != TicketAction.LINK && event.action() != TicketAction.CALL_BACK;
    }

    /** What colleagues say to each other is theirs. */
    private String note(TicketEvent event) {
        if (!TOLD.contains(event.action())) {
            return "";
        }
        return event.action() == TicketAction.RATE
                ? event.note() + " 分"
                : event.note().replaceFirst("^居民说：", "");
    }

    private String time(Instant instant) {
        ZonedDateTime time = instant.atZone(clock.getZone());
        return time.format(time.getYear() == LocalDate.now(clock).getYear() ? THIS_YEAR : EARLIER);
    }
}
