package org.bandeng.inbox;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.conversation.Dialogs;
import org.bandeng.conversation.StaffReplies;
import org.bandeng.media.Media;
import org.bandeng.media.MediaSource;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Command;
import org.bandeng.ticket.IllegalTicketActionException;
import org.bandeng.ticket.Level;
import org.bandeng.ticket.Outcome;
import org.bandeng.ticket.PhotoMissingException;
import org.bandeng.ticket.TasksOpenException;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketChangedException;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.TicketStatus;
import org.bandeng.ticket.Tickets;
import org.bandeng.ticket.Waiting;
import org.bandeng.web.StaffUser;
import org.bandeng.web.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/** What staff do to a ticket, a form each. */
@Controller
class ActionForms {

    /** What can be done by hand, in the order of the page. */
    static final List<TicketAction> BY_HAND = List.of(
            TicketAction.ACCEPT,
            TicketAction.START,
            TicketAction.RESUME,
            TicketAction.RESOLVE,
            TicketAction.NOTE,
            TicketAction.DISPATCH,
            TicketAction.WAIT,
            TicketAction.DECLINE,
            TicketAction.ESCALATE,
            TicketAction.REOPEN,
            TicketAction.WITHDRAW);

    /** What who works on tickets does to their own alone; who hands tickets out does it to all. */
    private static final Set<TicketAction> OWN =
            Set.of(TicketAction.DISPATCH, TicketAction.DECLINE, TicketAction.WITHDRAW);

    /** What must not be done without a word that somebody gets to read. */
    private static final Set<TicketAction> NEEDS_NOTE = Set.of(
            TicketAction.RESOLVE,
            TicketAction.NOTE,
            TicketAction.WAIT,
            TicketAction.DECLINE,
            TicketAction.ESCALATE,
            TicketAction.WITHDRAW);

    private static final int MAX_NOTE = 300;

    private final Desk desk;
    private final Tickets tickets;
    private final StaffAccounts staff;
    private final StaffReplies replies;
    private final Media media;
    private final Dialogs dialogs;
    private final Clock clock;

    ActionForms(
            Desk desk,
            Tickets tickets,
            StaffAccounts staff,
            StaffReplies replies,
            Media media,
            Dialogs dialogs,
            Clock clock) {
        this.desk = desk;
        this.tickets = tickets;
        this.staff = staff;
        this.replies = replies;
        this.media = media;
        this.dialogs = dialogs;
        this.clock = clock;
    }

    /**
     * What a form sends.
     *
     * @param version the version that the person saw
     * @param level whose it is to be; empty: as it is
     * @param outcome how it ends
     * @param reason why it cannot be done, of those that the rules name
     * @param waiting what it waits for
     * @param until the day until which it waits
     * @param confidential not null: a note is for the staff alone
     * @param picture of what was done; null: none
     */
    record Wanted(
            int version,
            @Nullable String note,
            @Nullable Long assignee,
            @Nullable String level,
            @Nullable String outcome,
            @Nullable String reason,
            @Nullable String waiting,
            @Nullable String until,
            @Nullable String confidential,
            @Nullable FilePart picture) {

        String words() {
            return note == null ? "" : note.strip();
        }
    }

    @PostMapping("/inbox/tickets/{number}/{action}")
    Mono<String> act(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable String number,
            @PathVariable String action,
            @ModelAttribute Wanted wanted,
            WebSession session) {
        TicketAction wantedAction = action(action);
        return checked(user, number, wantedAction, wanted).doOnNext(address -> {
            if (address.contains("?problem=") && !wanted.words().isEmpty()) {
                new Typed(number, wantedAction.code(), wanted.words()).keep(session);
            }
        });
    }

    private Mono<String> checked(StaffUser user, String number, TicketAction wantedAction, Wanted wanted) {
        if (wanted.words().length() > MAX_NOTE || wanted.words().isEmpty() && NEEDS_NOTE.contains(wantedAction)) {
            return Mono.just(back(number, "note"));
        }
        return needsReason(wantedAction, wanted, number)
                .flatMap(missing ->
                        missing ? Mono.just(back(number, "reason")) : carryOut(user, number, wantedAction, wanted));
    }

    private Mono<String> carryOut(StaffUser user, String number, TicketAction action, Wanted wanted) {
        return allowed(user, number, action)
                .filter(ticket -> !isTheSame(ticket, action, wanted))
                .switchIfEmpty(Mono.error(NothingNewException::new))
                .then(assignee(action, user, wanted))
                .flatMap(assignee -> show(user, number, wanted)
                        .then(Mono.fromCallable(() -> command(action, user, wanted, assignee))))
                .flatMap(command -> desk.change(number(number), wanted.version(), command))
                .map(changed -> back(number, ""))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .onErrorReturn(NothingNewException.class, back(number, "same"))
                .onErrorReturn(TicketChangedException.class, back(number, "changed"))
                .onErrorReturn(DateTimeException.class, back(number, "until"))
                .onErrorReturn(TasksOpenException.class, back(number, "tasks"))
                .onErrorReturn(PhotoMissingException.class, back(number, "photo"))
                .onErrorReturn(Media.UnfitMediaException.class, back(number, "no-picture"))
                .onErrorReturn(DataBufferLimitException.class, back(number, "no-picture"))
                .onErrorReturn(IllegalTicketActionException.class, back(number, "impossible"));
    }

    /** The picture of what was done belongs to the ticket, and the resident sees it. */
    private Mono<Void> show(StaffUser user, String number, Wanted wanted) {
        FilePart chosen = wanted.picture();
        // A browser sends an empty part when no file was chosen.
        return chosen == null || chosen.filename().isEmpty()
                ? Mono.empty()
                : tickets.numbered(number(number)).flatMap(ticket -> Uploads.read(chosen, MediaSource.MAX_BYTES)
                        .flatMap(bytes -> media.keepPicture(ticket.resident(), bytes))
                        .flatMap(kept -> replies.show(
                                ticket.resident(), user.id(), kept, ticket.id().value())));
    }

    /** Whether somebody may do that to that ticket, as far as their role goes. */
    static boolean isFor(StaffUser user, TicketAction action, Ticket ticket) {
        boolean own = user.id().equals(ticket.assignee());
        return user.isDispatcher() || user.isHandler() && (own || !OWN.contains(action));
    }

    private static final class NothingNewException extends RuntimeException {}

    /** Whoever is asked already is not asked again: that would only give them more time. */
    private static boolean isTheSame(Ticket ticket, TicketAction action, Wanted wanted) {
        StaffId assignee = wanted.assignee() == null ? null : new StaffId(wanted.assignee());
        Level level = level(wanted);
        return action == TicketAction.DISPATCH
                && ticket.status() == TicketStatus.DISPATCHED
                && Objects.equals(ticket.assignee(), assignee)
                && (level == null || level == ticket.level());
    }

    private Mono<Ticket> allowed(StaffUser user, String number, TicketAction action) {
        return tickets.numbered(number(number))
                .filter(ticket -> isFor(user, action, ticket))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.FORBIDDEN)));
    }

    /** Whoever has taken a ticket and hands it over says why. */
    private Mono<Boolean> needsReason(TicketAction action, Wanted wanted, String number) {
        return action == TicketAction.DISPATCH && wanted.words().isEmpty()
                ? tickets.numbered(number(number))
                        .map(ticket -> ticket.status().isOpen()
                                && ticket.status() != TicketStatus.OPENED
                                && ticket.status() != TicketStatus.DISPATCHED)
                        .defaultIfEmpty(false)
                : Mono.just(false);
    }

    private Command command(TicketAction action, StaffUser user, Wanted wanted, StaffId assignee) {
        Actor who = Actor.staff(user.id());
        return switch (action) {
            case RESOLVE -> resolved(who, wanted);
            case WAIT -> Command.waits(who, waitingFor(wanted), until(wanted), wanted.words());
            case NOTE ->
                wanted.confidential() == null
                        ? Command.of(action, who, wanted.words())
                        : Command.of(action, who, wanted.words()).inPrivate();
            default ->
                Command.of(action, who, wanted.words())
                        .to(assignee.value() == 0 ? null : assignee)
                        .at(level(wanted));
        };
    }

    private Command resolved(Actor who, Wanted wanted) {
        if (!Outcome.EXPLAINED.code().equals(wanted.outcome())) {
            return Command.fixed(who, wanted.words());
        }
        String reason = dialogs.edition().routing().reasons().stream()
                .filter(each -> each.equals(wanted.reason()))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        return Command.explained(who, reason + "。" + wanted.words());
    }

    private static Waiting.For waitingFor(Wanted wanted) {
        return Stream.of(Waiting.For.values())
                .filter(each -> each.code().equals(wanted.waiting()))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }

    /** The end of that day's work; not in the past, and not later than the rules allow. */
    private Instant until(Wanted wanted) {
        Instant until = Waiting.evening(LocalDate.parse(String.valueOf(wanted.until())), clock.getZone());
        Instant now = Instant.now(clock);
        Duration longest = dialogs.edition().routing().longestWait().plusDays(1);
        if (until.isBefore(now) || until.isAfter(now.plus(longest))) {
            throw new DateTimeException("It cannot wait until then");
        }
        return until;
    }

    private static @Nullable Level level(Wanted wanted) {
        return Stream.of(Level.values())
                .filter(each -> each.code().equals(wanted.level()))
                .findFirst()
                .orElse(null);
    }

    /** Who takes a ticket has it; who dispatches it may say who has it. 0: no change. */
    private Mono<StaffId> assignee(TicketAction action, StaffUser user, Wanted wanted) {
        if (action == TicketAction.ACCEPT) {
            return Mono.just(user.id());
        }
        if (action == TicketAction.DISPATCH && wanted.assignee() != null) {
            return staff.find(new StaffId(wanted.assignee()))
                    .map(StaffMember::id)
                    .filterWhen(staff::isHere);
        }
        return Mono.just(new StaffId(0));
    }

    private static TicketNumber number(String number) {
        return TicketNumber.parse(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static TicketAction action(String code) {
        return BY_HAND.stream()
                .filter(action -> action.code().equals(code.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String back(String number, String problem) {
        return "redirect:/inbox/tickets/" + number(number) + (problem.isEmpty() ? "" : "?problem=" + problem);
    }
}
