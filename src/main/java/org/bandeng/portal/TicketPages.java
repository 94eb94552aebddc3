package org.bandeng.portal;

import org.bandeng.community.Residents;
import org.bandeng.conversation.ResidentWords;
import org.bandeng.live.LiveFeed;
import org.bandeng.media.Media;
import org.bandeng.survey.Surveys;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Command;
import org.bandeng.ticket.IllegalTicketActionException;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.Tickets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A resident's tickets: each by its sealed link, all of them for who comes by WeChat. */
@Controller
class TicketPages {

    private static final int LISTED = 30;

    private final Links links;
    private final LoginByWeChat login;
    private final TicketSheets sheets;
    private final Tickets tickets;
    private final TicketDesk desk;
    private final Surveys surveys;
    private final Residents residents;
    private final ResidentWords residentWords;
    private final Media media;
    private final Pictures pictures;
    private final LiveFeed live;
    private final TransactionalOperator transaction;

    TicketPages(
            Links links,
            LoginByWeChat login,
            TicketSheets sheets,
            Tickets tickets,
            TicketDesk desk,
            Surveys surveys,
            Residents residents,
            ResidentWords residentWords,
            Media media,
            Pictures pictures,
            LiveFeed live,
            TransactionalOperator transaction) {
        this.links = links;
        this.login = login;
        this.sheets = sheets;
        this.tickets = tickets;
        this.desk = desk;
        this.surveys = surveys;
        this.residents = residents;
        this.residentWords = residentWords;
        this.media = media;
        this.pictures = pictures;
        this.live = live;
        this.transaction = transaction;
    }

    /** All matters of whoever's phone it is. */
    @GetMapping("/r/me")
    Mono<String> mine(ServerWebExchange exchange, Model model) {
        return Mono.justOrEmpty(login.whose(exchange))
                .flatMap(openId -> residents
                        .named(openId)
                        .flatMapMany(resident -> tickets.of(resident.id(), LISTED))
                        .map(ticket -> sheets.line(ticket, links.token(ticket)))
                        .collectList())
                .map(lines -> {
                    model.addAttribute("lines", lines);
                    return "portal/list";
                })
                .switchIfEmpty(Mono.fromSupplier(() -> login.ask(exchange, 1)));
    }

    @GetMapping("/r/t/{token}")
    Mono<String> page(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String said,
            ServerHttpResponse response,
            Model model) {
        return linked(token)
                .flatMap(sheets::of)
                .map(sheet -> {
                    model.addAttribute("sheet", sheet);
                    model.addAttribute("token", token);
                    model.addAttribute("said", said);
                    return "portal/ticket";
                })
                .switchIfEmpty(Mono.fromSupplier(() -> {
                    response.setStatusCode(HttpStatus.NOT_FOUND);
                    model.addAttribute("expired", true);
                    return "portal/sorry";
                }));
    }

    /** A picture, voice or video of the ticket; of no other. */
    @GetMapping("/r/t/{token}/media/{id}")
    Mono<ResponseEntity<Resource>> medium(@PathVariable String token, @PathVariable long id) {
        return linked(token)
                .flatMap(sheets::of)
                .filter(sheet -> sheet.media().stream().anyMatch(each -> each.id() == id))
                .flatMap(sheet -> media.bytes(id))
                .map(kept -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(kept.contentType()))
                        .header("Content-Security-Policy", "default-src 'none'; sandbox")
                        .<Resource>body(new ByteArrayResource(kept.bytes())))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    /** The form of a mark. */
    record Mark(@Nullable Integer score, @Nullable String words) {}

    @PostMapping("/r/t/{token}/rating")
    Mono<String> rate(@PathVariable String token, @ModelAttribute Mark mark) {
        Integer score = mark.score();
        if (score == null || score < 1 || score > 5) {
            return Mono.just(back(token, "no-mark"));
        }
        return changed(token, ticket -> surveys.rate(ticket.resident(), ticket.number(), score)
                        .flatMap(rated -> remark(ticket, mark.words())
                                .then(rated.low() ? residents.handOver(ticket.resident()) : Mono.empty())
                                .thenReturn(thanks(rated)))
                        .defaultIfEmpty("changed"))
                .map(said -> back(token, said));
    }

    private static String thanks(Surveys.Rated rated) {
        if (rated.reopened()) {
            return "low";
        }
        return rated.low() ? "low-noted" : "rated";
    }

    private Mono<Void> remark(Ticket ticket, @Nullable String words) {
        return words == null || words.isBlank()
                ? Mono.empty()
                : surveys.remark(ticket.resident(), ticket.number(), ResidentWords.typed(words));
    }

    @PostMapping("/r/t/{token}/words")
    Mono<String> add(
            @PathVariable String token,
            @RequestPart(name = "text", required = false) @Nullable String text,
            @RequestPart(name = "picture", required = false) @Nullable FilePart picture) {
        String words = ResidentWords.typed(text);
        return linked(token)
                .flatMap(ticket -> pictures.keep(ticket.resident(), picture).flatMap(kept -> add(ticket, words, kept)))
                .map(said -> back(token, said))
                .switchIfEmpty(Mono.fromSupplier(() -> back(token, "")));
    }

    /** What was typed is not lost because of a picture. */
    private Mono<String> add(Ticket ticket, String words, Pictures.Kept picture) {
        if (words.isBlank() && picture.id() == null) {
            return Mono.just(picture.unfit() ? "no-picture" : "nothing");
        }
        return residentWords
                .add(ticket.resident(), ticket.id(), words, picture.id())
                .thenReturn(picture.unfit() ? "added-no-picture" : "added");
    }

    /** The form of taking a ticket back. */
    record Withdrawal(@Nullable String words) {}

    @PostMapping("/r/t/{token}/withdraw")
    Mono<String> withdraw(@PathVariable String token, @ModelAttribute Withdrawal form) {
        String why = ResidentWords.typed(form.words());
        return changed(token, ticket -> desk.change(
                                ticket.number(), Command.of(TicketAction.WITHDRAW, Actor.RESIDENT, why))
                        .thenReturn("withdrawn")
                        .onErrorReturn(IllegalTicketActionException.class, "changed"))
                .map(said -> back(token, said));
    }

    private Mono<String> changed(String token, java.util.function.Function<Ticket, Mono<String>> change) {
        return linked(token)
                .flatMap(ticket -> transaction
                        .transactional(residents.lock(ticket.resident()).then(Mono.defer(() -> change.apply(ticket))))
                        .flatMap(said -> live.changed(ticket.resident()).thenReturn(said)))
                .defaultIfEmpty("");
    }

    /** The ticket of a link; empty if the link is not good, or no longer leads to the resident's own ticket. */
    private Mono<Ticket> linked(String token) {
        return Mono.justOrEmpty(links.open(token)).flatMap(linked -> tickets.numbered(linked.ticket())
                .filter(ticket -> ticket.resident().equals(linked.resident()))
                .filterWhen(ticket -> residents.find(ticket.resident()).map(resident -> !resident.isErased())));
    }

    private static String back(String token, String said) {
        return "redirect:/r/t/" + token + (said.isEmpty() ? "" : "?said=" + said);
    }
}
