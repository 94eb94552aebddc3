package org.bandeng.inbox;

import org.bandeng.community.ResidentId;
import org.bandeng.talent.Talents;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

/** 能人库: who can do what, whether that is so, and who is asked to take a ticket. */
@Controller
class TalentPages {

    private static final int SHOWN = 200;
    private static final int LONGEST_SKILL = 20;
    private static final int LONGEST_NOTE = 100;

    private final Talents talents;
    private final Access access;

    TalentPages(Talents talents, Access access) {
        this.talents = talents;
        this.access = access;
    }

    @GetMapping("/inbox/talents")
    Mono<String> list(
            @AuthenticationPrincipal StaffUser user,
            @RequestParam(defaultValue = "") String skill,
            @RequestParam(defaultValue = "") String ticket,
            @RequestParam(defaultValue = "") String said,
            @RequestParam(defaultValue = "0") int count,
            Model model) {
        return access.sight(user)
                .flatMap(sight -> talents.seen(sight.scope(), FormText.of(skill, LONGEST_SKILL), SHOWN)
                        .collectList())
                .map(all -> {
                    model.addAttribute("user", user);
                    model.addAttribute("skill", FormText.of(skill, LONGEST_SKILL));
                    model.addAttribute("ticket", ticket.matches("[0-9]{4,9}") ? ticket : "");
                    model.addAttribute("said", said.matches("asked|nobody|thanked|ticket") ? said : "");
                    model.addAttribute("count", count);
                    model.addAttribute("talents", all);
                    return "inbox/talents";
                });
    }

    @PostMapping("/inbox/talents/{resident}/{action}")
    Mono<String> judge(
            @AuthenticationPrincipal StaffUser user, @PathVariable long resident, @PathVariable String action) {
        ResidentId id = new ResidentId(resident);
        return access.seesResident(user, id)
                .filter(sees -> sees)
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .flatMap(sees -> switch (action) {
                    case "confirm" -> talents.confirm(id);
                    case "off" -> talents.leave(id);
                    default -> Mono.<Boolean>error(new ResponseStatusException(HttpStatus.NOT_FOUND));
                })
                .thenReturn("redirect:/inbox/talents");
    }

    /** Which ticket, what one must be able to do, and a word with it. */
    record Call(
            @Nullable String ticket,
            @Nullable String skill,
            @Nullable String note) {}

    @PostMapping("/inbox/talents/call")
    Mono<String> call(@AuthenticationPrincipal StaffUser user, @ModelAttribute Call call) {
        String skill = FormText.of(call.skill(), LONGEST_SKILL);
        return theirs(user, call)
                .filter(number -> !skill.isEmpty())
                .flatMap(number -> talents.call(number, skill, FormText.of(call.note(), LONGEST_NOTE)))
                .map(count -> "redirect:/inbox/talents?said=" + (count == 0 ? "nobody" : "asked&count=" + count))
                .defaultIfEmpty("redirect:/inbox/talents?said=ticket");
    }

    @PostMapping("/inbox/talents/thank")
    Mono<String> thank(@AuthenticationPrincipal StaffUser user, @ModelAttribute Call call) {
        String words = FormText.of(call.note(), LONGEST_NOTE);
        return theirs(user, call)
                .filter(number -> !words.isEmpty())
                .flatMap(number -> talents.thank(number, words))
                .map(thanked -> "redirect:/inbox/talents?said=" + (thanked ? "thanked" : "ticket"))
                .defaultIfEmpty("redirect:/inbox/talents?said=ticket");
    }

    private Mono<TicketNumber> theirs(StaffUser user, Call call) {
        String typed = String.valueOf(call.ticket()).strip();
        return access.seesTicket(user, typed)
                .filter(sees -> sees)
                .flatMap(sees -> Mono.justOrEmpty(TicketNumber.parse(typed)));
    }
}
