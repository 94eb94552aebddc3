package org.bandeng.inbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bandeng.community.Resident;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.conversation.StaffReplies;
import org.bandeng.conversation.TicketWords;
import org.bandeng.conversation.Transcript;
import org.bandeng.conversation.UnderWay;
import org.bandeng.media.Media;
import org.bandeng.media.MediaSource;
import org.bandeng.outbox.Attempts;
import org.bandeng.outbox.Reach;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.Tickets;
import org.bandeng.web.StaffUser;
import org.bandeng.web.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** The conversation with a resident: to read, to take part in, to give back to the bot. */
@Controller
class Conversation {

    private static final int LINES = 200;
    private static final int TICKETS = 20;

    private final Residents residents;
    private final Tickets tickets;
    private final Access access;
    private final Transcript transcript;
    private final StaffReplies replies;
    private final Reach reach;
    private final Attempts attempts;
    private final Media media;
    private final Corrections corrections;
    private final Drafts drafts;
    private final CannedAnswers answers;
    private final UnderWay underWay;
    private final TicketWords words;
    private final Times times;

    Conversation(
            Residents residents,
            Tickets tickets,
            Access access,
            Transcript transcript,
            StaffReplies replies,
            Reach reach,
            Attempts attempts,
            Media media,
            Corrections corrections,
            Drafts drafts,
            CannedAnswers answers,
            UnderWay underWay,
            TicketWords words,
            Times times) {
        this.reach = reach;
        this.attempts = attempts;
        this.media = media;
        this.corrections = corrections;
        this.drafts = drafts;
        this.answers = answers;
        this.underWay = underWay;
        this.words = words;
        this.residents = residents;
        this.tickets = tickets;
        this.access = access;
        this.transcript = transcript;
        this.replies = replies;
        this.times = times;
    }

    /** What the reply form sends; {@code ticket} is the page that it was written on. */
    record Written(
            @Nullable String text,
            @Nullable String ticket,
            @Nullable Long answer,
            @Nullable Boolean important,
            @Nullable FilePart picture) {}

    @GetMapping("/inbox/residents/{id}")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String problem,
            Model model) {
        model.addAttribute("problem", problem);
        model.addAttribute("categories", corrections.categories());
        return Mono.zip(resident(id), access.sight(user))
                .flatMap(both -> Mono.zip(
                        fill(user, both.getT1(), null, model),
                        tickets.of(both.getT1().id(), TICKETS)
                                .filter(both.getT2()::covers)
                                .collectList()))
                .map(both -> {
                    model.addAttribute("user", user);
                    model.addAttribute("tickets", both.getT2());
                    return "inbox/resident";
                });
    }

    /** The changing part of the page, here and on the page of a ticket. */
    @GetMapping("/inbox/residents/{id}/thread")
    Mono<String> thread(@AuthenticationPrincipal StaffUser user, @PathVariable long id, Model model) {
        return resident(id).flatMap(resident -> lines(user, resident, model)).thenReturn("inbox/parts :: thread-lines");
    }

    /** How the resident can be reached now. */
    @GetMapping("/inbox/residents/{id}/reach")
    Mono<String> reach(@AuthenticationPrincipal StaffUser user, @PathVariable long id, Model model) {
        return resident(id).flatMap(resident -> lines(user, resident, model)).thenReturn("inbox/parts :: reach");
    }

    /**
     * Puts the conversation into the model, with what somebody needs to answer.
     *
     * @param ticket beside which it stands; null: beside none
     */
    Mono<Resident> fill(StaffUser user, Resident resident, @Nullable Ticket ticket, Model model) {
        Map<String, String> facts = ticket == null ? new HashMap<>() : words.facts(ticket);
        facts.put("staff.name", user.displayName());
        return Mono.zip(
                        lines(user, resident, model),
                        drafts.of(user.id(), resident.id()).defaultIfEmpty(""),
                        answers.of(ticket == null ? "" : ticket.category())
                                .map(answer -> answer.filled(facts))
                                .collectList())
                .map(all -> {
                    model.addAttribute("draft", all.getT2());
                    model.addAttribute("answers", all.getT3());
                    return resident;
                });
    }

    /** Puts the conversation into the model; what a colleague is told of their work only for who sees all tickets. */
    private Mono<Resident> lines(StaffUser user, Resident resident, Model model) {
        return access.sight(user).flatMap(sight -> lines(resident, sight.scope().isEverywhere(), model));
    }

    private Mono<Resident> lines(Resident resident, boolean work, Model model) {
        return Mono.zip(
                        transcript
                                .last(resident.id(), work, LINES)
                                .map(line -> ThreadLine.of(line, times))
                                .collectList(),
                        reach.of(resident.id()),
                        resident.openId().isCaller()
                                ? Mono.just(List.<UnderWay.Unfinished>of())
                                : underWay.of(resident.openId()))
                .map(both -> {
                    model.addAttribute("underWay", both.getT3());
                    model.addAttribute("resident", resident);
                    model.addAttribute("lines", both.getT1());
                    model.addAttribute("reach", Reached.of(resident, both.getT2(), times));
                    model.addAttribute("maxLength", StaffReplies.MAX_LENGTH);
                    return resident;
                });
    }

    /** What was tried to bring one message to the resident. */
    @GetMapping("/inbox/residents/{id}/messages/{message}/attempts")
    Mono<String> attempts(@PathVariable long id, @PathVariable long message, Model model) {
        return attempts.of(new ResidentId(id), message)
                .map(attempt -> new Tried(attempt, times.show(attempt.startedAt())))
                .collectList()
                .map(tried -> {
                    model.addAttribute("tried", tried);
                    return "inbox/parts :: attempts";
                });
    }

    /** One try, in one line. */
    record Tried(Attempts.Attempt attempt, String time) {}

    @PostMapping("/inbox/residents/{id}/messages")
    Mono<String> write(
            @AuthenticationPrincipal StaffUser user, @PathVariable long id, @ModelAttribute Written written) {
        // Browsers send every new line as two signs.
        String text = written.text() == null
                ? ""
                : written.text().replace("\r\n", "\n").strip();
        FilePart chosen = written.picture();
        // A browser sends an empty part when no file was chosen.
        FilePart picture = chosen == null || chosen.filename().isEmpty() ? null : chosen;
        if (text.length() > StaffReplies.MAX_LENGTH || (text.isEmpty() && picture == null)) {
            return Mono.just(back(id, written.ticket(), "reply-length"));
        }
        return resident(id)
                .flatMap(resident -> ticketId(written.ticket(), resident).flatMap(ticket -> {
                    Long about = ticket == 0 ? null : ticket;
                    Mono<Void> words = text.isEmpty()
                            ? Mono.empty()
                            : replies.write(
                                    resident.id(),
                                    user.id(),
                                    user.displayName(),
                                    text,
                                    about,
                                    Boolean.TRUE.equals(written.important()));
                    return picture == null
                            ? words
                            : show(resident, user, picture, about).then(words);
                }))
                .then(drafts.drop(user.id(), new ResidentId(id)))
                .then(written.answer() == null ? Mono.empty() : answers.used(written.answer()))
                .thenReturn(back(id, written.ticket(), ""))
                .onErrorReturn(Media.UnfitMediaException.class, back(id, written.ticket(), "no-picture"))
                .onErrorReturn(DataBufferLimitException.class, back(id, written.ticket(), "no-picture"));
    }

    private Mono<Void> show(Resident resident, StaffUser user, FilePart picture, @Nullable Long ticket) {
        return Uploads.read(picture, MediaSource.MAX_BYTES)
                .flatMap(bytes -> media.keepPicture(resident.id(), bytes))
                .flatMap(kept -> replies.show(resident.id(), user.id(), kept, ticket));
    }

    @PostMapping("/inbox/residents/{id}/hand-back")
    Mono<String> handBack(
            @AuthenticationPrincipal StaffUser user, @PathVariable long id, @ModelAttribute Written written) {
        return resident(id)
                .flatMap(resident -> replies.handBack(resident.id()))
                .thenReturn(back(id, written.ticket(), ""));
    }

    @PostMapping("/inbox/residents/{id}/messages/{message}/again")
    Mono<String> again(@PathVariable long id, @PathVariable long message, @ModelAttribute Written written) {
        return resident(id)
                .flatMap(resident -> replies.sendAgain(resident, message))
                .thenReturn(back(id, written.ticket(), ""));
    }

    /** Our id of the ticket, if it is the resident's own; else 0. */
    private Mono<Long> ticketId(@Nullable String number, Resident resident) {
        return Mono.justOrEmpty(org.bandeng.ticket.TicketNumber.parse(number == null ? "" : number))
                .flatMap(tickets::numbered)
                .filter(ticket -> ticket.resident().equals(resident.id()))
                .map(Ticket::id)
                .map(each -> each.value())
                .defaultIfEmpty(0L);
    }

    private Mono<Resident> resident(long id) {
        return residents
                .find(new ResidentId(id))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    private static String back(long resident, @Nullable String ticket, String problem) {
        String page = ticket != null && ticket.matches("[0-9]+") ? "tickets/" + ticket : "residents/" + resident;
        return "redirect:/inbox/" + page + (problem.isEmpty() ? "" : "?problem=" + problem);
    }
}
