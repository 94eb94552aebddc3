package org.bandeng.inbox;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bandeng.survey.Surveys;
import org.bandeng.ticket.IllegalTicketActionException;
import org.bandeng.ticket.Labels;
import org.bandeng.ticket.NewTicket;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketChangedException;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.TicketTasks;
import org.bandeng.ticket.TicketTies;
import org.bandeng.ticket.Tickets;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** What a ticket has to do with others and with other parties: merge, split, link, tasks, labels, the mark of who has no WeChat. */
@Controller
class TieForms {

    private static final int LONGEST = 300;

    private final Desk desk;
    private final Access access;
    private final TicketTies ties;
    private final TicketTasks tasks;
    private final Tickets tickets;
    private final Surveys surveys;
    private final Corrections corrections;
    private final TransactionalOperator transaction;

    TieForms(
            Desk desk,
            Access access,
            TicketTies ties,
            TicketTasks tasks,
            Tickets tickets,
            Surveys surveys,
            Corrections corrections,
            TransactionalOperator transaction) {
        this.desk = desk;
        this.access = access;
        this.ties = ties;
        this.tasks = tasks;
        this.tickets = tickets;
        this.surveys = surveys;
        this.corrections = corrections;
        this.transaction = transaction;
    }

    /** What the forms send; each only a few of these. */
    record Wanted(
            @Nullable Integer version,
            @Nullable String other,
            @Nullable String category,
            @Nullable String words,
            @Nullable String tags,
            @Nullable String priority,
            @Nullable String office,
            @Nullable Integer score,
            @Nullable String sure) {

        /** The version that the person saw; none, where it does not matter. */
        int seen() {
            return version == null ? 0 : version;
        }

        String said() {
            String text = words == null ? "" : words.strip();
            return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        }

        Optional<TicketNumber> otherNumber() {
            return TicketNumber.parse(other == null ? "" : other.strip());
        }
    }

    @PostMapping("/inbox/tickets/{number}/merge")
    Mono<String> merge(
            @AuthenticationPrincipal StaffUser user, @PathVariable String number, @ModelAttribute Wanted wanted) {
        return other(user, wanted)
                .flatMap(into -> isAlike(number(number), into)
                        .flatMap(alike -> alike || wanted.sure() != null
                                ? desk.told(ties.merge(number(number), wanted.seen(), into, user.id()))
                                        .map(goesOn -> back(goesOn.number().toString(), ""))
                                : Mono.just(back(number, "unlike&other=" + into))))
                .transform(answer -> orProblem(number, answer));
    }

    /** Whether two are of one kind and at one place; else it is asked whether they really are about the same. */
    private Mono<Boolean> isAlike(TicketNumber one, TicketNumber other) {
        return Mono.zip(tickets.numbered(one), tickets.numbered(other))
                .map(both -> both.getT1().category().equals(both.getT2().category())
                        && Objects.equals(both.getT1().place(), both.getT2().place()))
                .defaultIfEmpty(true);
    }

    /** The other ticket, if they see it. */
    private Mono<TicketNumber> other(StaffUser user, Wanted wanted) {
        return Mono.justOrEmpty(wanted.otherNumber()).filterWhen(other -> access.seesTicket(user, other.toString()));
    }

    @PostMapping("/inbox/tickets/{number}/link")
    Mono<String> link(
            @AuthenticationPrincipal StaffUser user, @PathVariable String number, @ModelAttribute Wanted wanted) {
        return other(user, wanted)
                .flatMap(other -> desk.told(ties.link(number(number), other, user.id())))
                .map(linked -> back(number, ""))
                .transform(answer -> orProblem(number, answer));
    }

    /** The second matter is at the same place, of the same resident. */
    @PostMapping("/inbox/tickets/{number}/split")
    Mono<String> split(
            @AuthenticationPrincipal StaffUser user, @PathVariable String number, @ModelAttribute Wanted wanted) {
        String category = wanted.category() == null ? "" : wanted.category();
        String title = corrections.categories().get(category);
        if (title == null || wanted.said().isEmpty()) {
            return Mono.just(back(number, "note"));
        }
        return tickets.numbered(number(number))
                .flatMap(ticket -> desk.told(
                        ties.split(ticket.number(), second(ticket, category, title, wanted.said()), user.id())))
                .map(second -> back(second.number().toString(), ""))
                .transform(answer -> orProblem(number, answer));
    }

    private static NewTicket second(Ticket first, String category, String title, String words) {
        return new NewTicket(
                first.resident(), category, title, words, words, first.place(), first.placeText(), first.urgent());
    }

    @PostMapping("/inbox/tickets/{number}/tags")
    Mono<String> tag(
            @AuthenticationPrincipal StaffUser user, @PathVariable String number, @ModelAttribute Wanted wanted) {
        List<String> tags = List.of((wanted.tags() == null ? "" : wanted.tags()).split("[,，、\\s]+"));
        return desk.told(ties.tag(number(number), wanted.seen(), tags, user.id()))
                .map(tagged -> back(number, ""))
                .transform(answer -> orProblem(number, answer));
    }

    @PostMapping("/inbox/tickets/{number}/priority")
    Mono<String> prioritize(
            @AuthenticationPrincipal StaffUser user, @PathVariable String number, @ModelAttribute Wanted wanted) {
        return Mono.justOrEmpty(Stream.of(Labels.Priority.values())
                        .filter(each -> each.code().equals(wanted.priority()))
                        .findFirst())
                .flatMap(priority -> desk.told(ties.prioritize(number(number), wanted.seen(), priority, user.id())))
                .map(changed -> back(number, ""))
                .transform(answer -> orProblem(number, answer));
    }

    @PostMapping("/inbox/tickets/{number}/tasks")
    Mono<String> addTask(
            @AuthenticationPrincipal StaffUser user, @PathVariable String number, @ModelAttribute Wanted wanted) {
        String office = wanted.office() == null ? "" : wanted.office().strip();
        if (wanted.said().isEmpty() || office.isEmpty() || office.length() > LONGEST) {
            return Mono.just(back(number, "note"));
        }
        return desk.told(tasks.add(number(number), wanted.said(), office, null, user.id()))
                .map(added -> back(number, ""))
                .transform(answer -> orProblem(number, answer));
    }

    @PostMapping("/inbox/tickets/{number}/tasks/{task}")
    Mono<String> finishTask(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable String number,
            @PathVariable long task,
            @ModelAttribute Wanted wanted) {
        if (wanted.said().isEmpty()) {
            return Mono.just(back(number, "note"));
        }
        return desk.told(tasks.finish(number(number), task, wanted.said(), user.id()))
                .map(finished -> back(number, ""))
                .defaultIfEmpty(back(number, "task"))
                .transform(answer -> orProblem(number, answer));
    }

    /** What somebody without WeChat says when they are rung up; not written down by who did the work. */
    @PostMapping("/inbox/tickets/{number}/rating")
    Mono<String> rate(
            @AuthenticationPrincipal StaffUser user, @PathVariable String number, @ModelAttribute Wanted wanted) {
        Integer score = wanted.score();
        if (score == null || score < 1 || score > 5) {
            return Mono.just(back(number, "note"));
        }
        return transaction
                .transactional(surveys.rateFor(number(number), score, user.id()))
                .flatMap(rated -> tickets.numbered(number(number)))
                .flatMap(ticket -> desk.told(surveys.remark(ticket.resident(), ticket.number(), wanted.said())
                        .thenReturn(ticket)))
                .map(ticket -> back(number, ""))
                .defaultIfEmpty(back(number, "rating"))
                .transform(answer -> orProblem(number, answer));
    }

    private static Mono<String> orProblem(String number, Mono<String> answer) {
        return answer.defaultIfEmpty(back(number, "number"))
                .onErrorReturn(TicketChangedException.class, back(number, "changed"))
                .onErrorReturn(IllegalTicketActionException.class, back(number, "impossible"));
    }

    private static TicketNumber number(String number) {
        return TicketNumber.parse(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String back(String number, String problem) {
        return "redirect:/inbox/tickets/" + number(number) + (problem.isEmpty() ? "" : "?problem=" + problem);
    }
}
