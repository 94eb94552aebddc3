package org.bandeng.conversation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.bandeng.community.CommunityProperties;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Residents;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Effect;
import org.bandeng.dialog.Notices;
import org.bandeng.dialog.Scripts;
import org.bandeng.survey.Surveys;
import org.bandeng.ticket.NewTicket;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Carries out what dialogs want done, in the turn's transaction. */
@Component
class Effects {

    private static final int TICKETS_SHOWN = 8;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M月d日");
    private static final DateTimeFormatter DAY_OF_OTHER_YEAR = DateTimeFormatter.ofPattern("yyyy年M月d日");

    private final TicketDesk desk;
    private final Tickets tickets;
    private final Surveys surveys;
    private final Residents residents;
    private final Transcript transcript;
    private final Notices notices;
    private final Scripts scripts;
    private final CommunityProperties community;
    private final Clock clock;

    Effects(
            TicketDesk desk,
            Tickets tickets,
            Surveys surveys,
            Residents residents,
            Transcript transcript,
            Notices notices,
            Scripts scripts,
            CommunityProperties community,
            Clock clock) {
        this.desk = desk;
        this.tickets = tickets;
        this.surveys = surveys;
        this.residents = residents;
        this.transcript = transcript;
        this.notices = notices;
        this.scripts = scripts;
        this.community = community;
        this.clock = clock;
    }

    /**
     * Carries an effect out.
     *
     * @param other the dialog that was under way beside the one that wants the effect; null: none
     * @return what the dialog may use from then on
     */
    Mono<Map<String, String>> carryOut(Effect effect, Visit visit, @Nullable DialogState other) {
        if (effect instanceof Effect.OpenTicket open) {
            return open(open, visit);
        }
        if (effect instanceof Effect.FindTickets) {
            return find(visit);
        }
        if (effect instanceof Effect.HandOver) {
            return residents.handOver(visit.resident().id()).thenReturn(Map.of());
        }
        if (effect instanceof Effect.HandBack) {
            return residents.handBack(visit.resident().id()).thenReturn(Map.of());
        }
        if (effect instanceof Effect.Rate rate) {
            return rate(rate, visit);
        }
        if (effect instanceof Effect.Remark remark) {
            return remark(remark, visit);
        }
        if (effect instanceof Effect.BindHome bind) {
            return bindHome(bind, visit).thenReturn(Map.of());
        }
        if (effect instanceof Effect.CancelOther) {
            return Mono.just(Map.of("cancelled", other == null ? "" : titleOf(other)));
        }
        return Mono.error(new IllegalStateException("Nobody carries out " + effect));
    }

    private Mono<Map<String, String>> open(Effect.OpenTicket open, Visit visit) {
        Place place = open.place().isEmpty()
                ? null
                : visit.directory()
                        .place(new PlaceId(Long.parseLong(open.place())))
                        .orElse(null);
        String office = place == null || place.office().isEmpty() ? community.office() : place.office();
        NewTicket ticket = new NewTicket(
                visit.resident().id(),
                open.category(),
                open.title(),
                open.summary().strip(),
                place == null ? null : place.id(),
                open.placeText(),
                office);
        return desk.open(ticket).flatMap(opened -> transcript
                .attach(visit.resident().id(), visit.messageId(), opened.id())
                .thenReturn(Map.of("ticket.number", opened.number().toString(), "ticket.office", opened.office())));
    }

    /** A home that is no place of the directory is no use. */
    private Mono<Void> bindHome(Effect.BindHome bind, Visit visit) {
        return Mono.justOrEmpty(bind.place())
                .filter(id -> !id.isEmpty())
                .flatMap(id -> Mono.justOrEmpty(visit.directory().place(new PlaceId(Long.parseLong(id)))))
                .flatMap(place -> residents.livesAt(
                        visit.resident().id(), place.id(), roomIn(bind.placeText(), place.fullName())));
    }

    private static String roomIn(String placeText, String placeName) {
        return placeText.startsWith(placeName)
                ? placeText.substring(placeName.length()).strip()
                : "";
    }

    private Mono<Map<String, String>> find(Visit visit) {
        return tickets.of(visit.resident().id(), TICKETS_SHOWN)
                .map(this::line)
                .collectList()
                .map(lines ->
                        Map.of("tickets.count", String.valueOf(lines.size()), "tickets", String.join("\n", lines)));
    }

    /** A ticket in one line, for who reported it. */
    String line(Ticket ticket) {
        ZoneId zone = clock.getZone();
        LocalDate opened = ticket.openedAt().atZone(zone).toLocalDate();
        boolean thisYear = opened.getYear() == LocalDate.now(clock).getYear();
        return "编号 %s %s（%s，%s）：%s"
                .formatted(
                        ticket.number(),
                        ticket.title(),
                        ticket.placeText(),
                        opened.format(thisYear ? DAY : DAY_OF_OTHER_YEAR),
                        notices.say("status-" + ticket.status().code(), Map.of()));
    }

    private Mono<Map<String, String>> rate(Effect.Rate rate, Visit visit) {
        TicketNumber number = new TicketNumber(Long.parseLong(rate.ticket()));
        return surveys.rate(visit.resident().id(), number, rate.score())
                .defaultIfEmpty(false)
                .flatMap(low -> low
                        ? residents.handOver(visit.resident().id()).thenReturn(Map.of("low", "是"))
                        : Mono.just(Map.of("low", "否")));
    }

    private Mono<Map<String, String>> remark(Effect.Remark remark, Visit visit) {
        if (remark.words().isEmpty()) {
            return Mono.just(Map.of());
        }
        TicketNumber number = new TicketNumber(Long.parseLong(remark.ticket()));
        return surveys.remark(visit.resident().id(), number, remark.words()).thenReturn(Map.of());
    }

    private String titleOf(DialogState state) {
        return scripts.named(state.dialog()).map(script -> script.title()).orElse("这件事");
    }
}
