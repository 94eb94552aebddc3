package org.bandeng.conversation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.Name;
import org.bandeng.dialog.Notices;
import org.bandeng.ticket.Outcome;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How tickets are spoken of to those who reported them: where one stands, who has it and until when. */
@Component
public class TicketWords {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M月d日");
    private static final DateTimeFormatter DAY_OF_OTHER_YEAR = DateTimeFormatter.ofPattern("yyyy年M月d日");

    private static final String WEEKDAYS = "一二三四五六日";

    private final Dialogs dialogs;
    private final Clock clock;

    TicketWords(Dialogs dialogs, Clock clock) {
        this.dialogs = dialogs;
        this.clock = clock;
    }

    /** Where it stands: 已派单, or, of one that has ended, how. */
    public static String status(Ticket ticket, Notices notices) {
        return notices.say("status-" + statusCode(ticket), Map.of());
    }

    private static String statusCode(Ticket ticket) {
        Outcome outcome = ticket.outcome();
        return ticket.status() == TicketStatus.CLOSED && outcome != null
                ? outcome.code()
                : ticket.status().code();
    }

    /** Where it stands, who has it, and until when: 已派单，等待接单（幸福里物业服务中心，最晚今天17:30）. */
    public String standing(Ticket ticket, Notices notices) {
        String until =
                switch (ticket.status()) {
                    case OPENED, DISPATCHED -> "until-accepted";
                    case ACCEPTED, IN_PROGRESS -> "until-resolved";
                    case WAITING -> "until-continued";
                    case RESOLVED, CLOSED, WITHDRAWN, MERGED -> "";
                };
        return until.isEmpty()
                ? status(ticket, notices)
                : status(ticket, notices) + notices.say(until, with(facts(ticket), "next", next(ticket, notices)));
    }

    /** To whom it climbs when that time is over; empty: nobody is above. */
    private String next(Ticket ticket, Notices notices) {
        return dialogs.edition()
                .routing()
                .above(ticket.level())
                .map(level -> notices.say("until-next", Map.of("next", notices.say("level-" + level.code(), Map.of()))))
                .orElse("");
    }

    private static Map<String, String> with(Map<String, String> facts, String name, String value) {
        facts.put(name, value);
        return facts;
    }

    /** A ticket in one line, for who may know its number. */
    String line(Ticket ticket, Notices notices) {
        return "编号 %s %s".formatted(ticket.number(), line(ticket, ticket.placeText(), notices));
    }

    /** A ticket in one line, without its number: that belongs to who reported it. */
    String line(Ticket ticket, String place, Notices notices) {
        String when = day(ticket.openedAt());
        return "%s（%s）：%s"
                .formatted(ticket.title(), place.isEmpty() ? when : place + "，" + when, standing(ticket, notices));
    }

    private String day(Instant instant) {
        LocalDate day = instant.atZone(clock.getZone()).toLocalDate();
        boolean thisYear = day.getYear() == LocalDate.now(clock).getYear();
        return day.format(thisYear ? DAY : DAY_OF_OTHER_YEAR);
    }

    /** As many as fit into one message of WeChat's, in their order. */
    List<Candidate> listed(List<Ticket> tickets, Notices notices) {
        List<Candidate> listed = new ArrayList<>();
        int length = 0;
        for (Ticket ticket : tickets) {
            Candidate candidate = new Candidate(ticket.number().toString(), line(ticket, notices));
            length += candidate.name().length() + 1;
            if (length > Name.LONGEST_LIST) {
                break;
            }
            listed.add(candidate);
        }
        return listed;
    }

    /** What scripts may know of it. */
    Map<String, String> known(Ticket ticket, Notices notices) {
        return Map.of(
                "ticket.number", ticket.number().toString(),
                "ticket.office", ticket.office(),
                "ticket.title", ticket.title(),
                "ticket.status", ticket.status().code(),
                "ticket.due", due(ticket),
                "ticket.line", line(ticket, notices));
    }

    /** What notices may say of it without knowing what happened. */
    public Map<String, String> facts(Ticket ticket) {
        Map<String, String> facts = new HashMap<>();
        facts.put("ticket.number", ticket.number().toString());
        facts.put("ticket.title", ticket.title());
        facts.put("ticket.place", ticket.placeText());
        facts.put("ticket.office", ticket.office());
        facts.put("due", due(ticket));
        return facts;
    }

    /** By when the next thing must have happened, as people say it: 今天17:30, 明天9:00, 11月30日12:00; empty: it has ended. */
    public String due(Ticket ticket) {
        return ticket.status().isOpen() ? moment(ticket.dueAt()) : "";
    }

    /** A moment as templates want it: 2019年10月1日 15:01. */
    String stamp(Instant instant) {
        return instant.atZone(clock.getZone()).format(STAMP);
    }

    /** A time that was agreed on, the same whenever it is read: 12月5日（周六）9:00. */
    String appointment(Instant instant) {
        ZonedDateTime time = instant.atZone(clock.getZone());
        String weekday = WEEKDAYS.substring(
                time.getDayOfWeek().getValue() - 1, time.getDayOfWeek().getValue());
        return "%s（周%s）%d:%02d".formatted(day(instant), weekday, time.getHour(), time.getMinute());
    }

    /** A moment as people say it. */
    String moment(@Nullable Instant instant) {
        if (instant == null) {
            return "";
        }
        ZonedDateTime time = instant.atZone(clock.getZone());
        long days = ChronoUnit.DAYS.between(LocalDate.now(clock), time.toLocalDate());
        String day = days == -1 ? "昨天" : days == 0 ? "今天" : days == 1 ? "明天" : days == 2 ? "后天" : day(instant);
        return "%s%d:%02d".formatted(day, time.getHour(), time.getMinute());
    }
}
