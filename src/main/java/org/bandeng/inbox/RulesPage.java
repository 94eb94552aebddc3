package org.bandeng.inbox;

import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bandeng.community.Callers;
import org.bandeng.community.OfficeCalendar;
import org.bandeng.conversation.Dialogs;
import org.bandeng.conversation.Edition;
import org.bandeng.conversation.Recordings;
import org.bandeng.dialog.Script;
import org.bandeng.privacy.Retention;
import org.bandeng.ticket.Level;
import org.bandeng.ticket.Routing;
import org.bandeng.web.AuditLog;
import org.bandeng.web.StaffUser;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import reactor.core.publisher.Mono;

/**
 * The rules that hold now, for who must not read files: when the office works, what goes to whom and how long it may take, and
 * for how long what is kept.
 */
@Controller
class RulesPage {

    /** How far the calendar is shown. */
    private static final int DAYS_SHOWN = 120;

    private final Dialogs dialogs;
    private final Retention retention;
    private final AuditLog audit;
    private final MessageSource messages;
    private final Times times;

    RulesPage(Dialogs dialogs, Retention retention, AuditLog audit, MessageSource messages, Times times) {
        this.dialogs = dialogs;
        this.retention = retention;
        this.audit = audit;
        this.messages = messages;
        this.times = times;
    }

    /** A day with other hours than its day of the week has. */
    record Day(LocalDate date, String weekday, String hours) {}

    /** How long somebody has. */
    record Limit(String name, String who, String accept, String resolve) {}

    /** A rule of dispatch, in the order in which they are tried. */
    record Rule(String what, String where, String when, String level, String role, String accept, String resolve) {}

    /** Something that is kept; days of 0: as long as there is somebody whose it is, or for ever. */
    record Kept(String name, long days, String oldest) {}

    @GetMapping("/inbox/rules")
    Mono<String> page(@AuthenticationPrincipal StaffUser user, Locale language, Model model) {
        return retention.oldest().map(times::show).defaultIfEmpty("").map(oldest -> {
            Edition edition = dialogs.edition();
            model.addAttribute("user", user);
            calendar(edition.calendar(), model);
            routing(edition, language, model);
            model.addAttribute("kept", kept(oldest));
            return "inbox/rules";
        });
    }

    private void calendar(OfficeCalendar calendar, Model model) {
        LocalDate today = times.now().atZone(times.zone()).toLocalDate();
        model.addAttribute("week", calendar.inWords());
        model.addAttribute(
                "days",
                calendar.unusualDays(today, today.plusDays(DAYS_SHOWN)).stream()
                        .map(day -> day(day, calendar))
                        .toList());
        // The State Council tells the next year's holidays in November.
        int year = today.plusDays(ChronoUnit.WEEKS.getDuration().toDays() * 6).getYear();
        model.addAttribute("unknownYear", calendar.knows(year) ? "" : String.valueOf(year));
    }

    private static Day day(LocalDate date, OfficeCalendar calendar) {
        return new Day(
                date,
                "一二三四五六日".substring(date.getDayOfWeek().getValue() - 1).substring(0, 1),
                String.join(
                        "、",
                        calendar.hoursOn(date).stream()
                                .map(OfficeCalendar.Hours::toString)
                                .toList()));
    }

    private void routing(Edition edition, Locale language, Model model) {
        Routing routing = edition.routing();
        List<Limit> limits = new ArrayList<>();
        routing.rungs()
                .forEach((level, rung) -> limits.add(new Limit(
                        level(level, language),
                        rung.role().isEmpty() ? rung.office() : rung.role(),
                        span(rung.limits().accept(), language),
                        span(rung.limits().resolve(), language))));
        model.addAttribute("limits", limits);
        model.addAttribute(
                "urgent",
                Map.of(
                        "accept", span(routing.urgent().accept(), language),
                        "resolve", span(routing.urgent().resolve(), language)));
        model.addAttribute(
                "rules",
                routing.routes().stream()
                        .map(route -> rule(route, edition, language))
                        .toList());
        model.addAttribute("remindPercent", String.valueOf(routing.remindPercent()));
        model.addAttribute("askAgain", span(routing.after().remind(), language));
        model.addAttribute("unconfirmed", span(routing.after().unconfirmed(), language));
        model.addAttribute(
                "check",
                routing.after().check().isZero() ? "" : span(routing.after().check(), language));
        model.addAttribute("longestWait", span(routing.longestWait(), language));
        model.addAttribute(
                "photo",
                routing.photo().stream()
                        .sorted()
                        .map(each -> title(each, edition))
                        .toList());
    }

    private Rule rule(Routing.Route route, Edition edition, Locale language) {
        List<String> when = new ArrayList<>();
        if (route.urgent() != null) {
            when.add(say(route.urgent() ? "rules.urgent" : "rules.not-urgent", language));
        }
        if (route.open() != null) {
            when.add(say(route.open() ? "rules.open" : "rules.closed", language));
        }
        Routing.Limits limits = route.limits();
        return new Rule(
                String.join(
                        "、",
                        route.categories().stream()
                                .map(each -> title(each, edition))
                                .sorted()
                                .toList()),
                String.join("、", route.places().stream().sorted().toList()),
                String.join("，", when),
                level(route.level(), language),
                route.role(),
                limits == null ? "" : span(limits.accept(), language),
                limits == null ? "" : span(limits.resolve(), language));
    }

    private static String title(String category, Edition edition) {
        return edition.scripts().named(category).map(Script::title).orElse(category);
    }

    private String level(Level level, Locale language) {
        return say("level." + level.code(), language);
    }

    /** In the largest unit that leaves nothing over. */
    private String span(Duration time, Locale language) {
        if (time.toMinutesPart() > 0) {
            return say("rules.minutes", language, String.valueOf(time.toMinutes()));
        }
        return time.toHoursPart() > 0 || time.isZero()
                ? say("rules.hours", language, String.valueOf(time.toHours()))
                : say("rules.days", language, String.valueOf(time.toDays()));
    }

    private String say(String key, Locale language, Object... values) {
        return messages.getMessage(key, values, language);
    }

    private List<Kept> kept(String oldest) {
        return List.of(
                new Kept("conversations", retention.conversations().toDays(), oldest),
                new Kept("callers", Callers.KEPT.toDays(), ""),
                new Kept("recordings", Recordings.KEPT.toDays(), ""),
                new Kept("audit", audit.kept().toDays(), ""),
                new Kept("tickets", 0, ""),
                new Kept("left", 0, ""));
    }
}
