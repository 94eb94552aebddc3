package org.bandeng.portal;

import org.bandeng.community.Places;
import org.bandeng.community.Resident;
import org.bandeng.community.Residents;
import org.bandeng.conversation.PageReports;
import org.bandeng.conversation.ResidentWords;
import org.bandeng.ticket.Ticket;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A resident registers something on a page, for whom that is easier than the chat. */
@Controller
class ReportPages {

    private final LoginByWeChat login;
    private final Links links;
    private final Residents residents;
    private final Places places;
    private final PageReports reports;
    private final Pictures pictures;

    ReportPages(
            LoginByWeChat login,
            Links links,
            Residents residents,
            Places places,
            PageReports reports,
            Pictures pictures) {
        this.login = login;
        this.links = links;
        this.residents = residents;
        this.places = places;
        this.reports = reports;
        this.pictures = pictures;
    }

    @GetMapping("/r/report")
    Mono<String> page(ServerWebExchange exchange, @RequestParam(defaultValue = "") String said, Model model) {
        return whose(exchange)
                .flatMap(resident -> places.directory().map(directory -> {
                    String home = resident.home() == null
                            ? ""
                            : directory
                                    .place(resident.home())
                                    .map(place -> place.fullName() + resident.homeRoom())
                                    .orElse("");
                    model.addAttribute("home", home);
                    model.addAttribute("said", said);
                    return "portal/report";
                }))
                .switchIfEmpty(Mono.fromSupplier(() -> nobody(exchange, model)));
    }

    @PostMapping("/r/report")
    Mono<String> report(
            ServerWebExchange exchange,
            @RequestPart(name = "text", required = false) @Nullable String text,
            @RequestPart(name = "place", required = false) @Nullable String place,
            @RequestPart(name = "picture", required = false) @Nullable FilePart picture,
            Model model) {
        String words = ResidentWords.typed(text);
        if (words.isEmpty()) {
            return Mono.just("redirect:/r/report?said=nothing");
        }
        String where = ResidentWords.typed(place);
        return whose(exchange)
                .flatMap(resident -> reports.isSomewhere(resident, words, where)
                        .flatMap(somewhere -> somewhere
                                ? pictures.keep(resident.id(), picture)
                                        .flatMap(kept -> reports.open(resident, words, where, kept.id())
                                                .map(ticket -> opened(ticket, kept.unfit())))
                                : Mono.just(again(words, model))))
                .switchIfEmpty(Mono.fromSupplier(() -> nobody(exchange, model)));
    }

    private String opened(Ticket ticket, boolean withoutPicture) {
        String calm = withoutPicture ? "registered-no-picture" : "registered";
        return "redirect:/r/t/" + links.token(ticket) + "?said=" + (ticket.urgent() ? "danger" : calm);
    }

    /** What was typed stays. */
    private static String again(String words, Model model) {
        model.addAttribute("home", "");
        model.addAttribute("words", words);
        model.addAttribute("said", "nowhere");
        return "portal/report";
    }

    /** Whom WeChat knows and we do not would be sent round in a circle. */
    private String nobody(ServerWebExchange exchange, Model model) {
        if (login.whose(exchange).isEmpty()) {
            return login.ask(exchange, 1);
        }
        model.addAttribute("stranger", true);
        return "portal/sorry";
    }

    private Mono<Resident> whose(ServerWebExchange exchange) {
        return Mono.justOrEmpty(login.whose(exchange))
                .flatMap(residents::named)
                .filter(resident -> !resident.isErased());
    }
}
