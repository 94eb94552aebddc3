package org.bandeng.inbox;

import org.bandeng.community.StaffAccounts;
import org.bandeng.web.SecondFactor;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/** 两步验证: an own code of the phone beside the password, begun and ended by each for themselves. */
@Controller
class SecondFactorPages {

    private static final String VIEW = "inbox/second-factor";

    /** The key that is being set up, in the session: it counts only once a code of it was typed. */
    private static final String PENDING = "second-factor-key";

    private final StaffAccounts accounts;
    private final SecondFactor secondFactor;
    private final Passwords passwords;

    SecondFactorPages(StaffAccounts accounts, SecondFactor secondFactor, Passwords passwords) {
        this.accounts = accounts;
        this.secondFactor = secondFactor;
        this.passwords = passwords;
    }

    /** What the forms send. */
    record Typed(@Nullable String code, @Nullable String password) {}

    @GetMapping("/inbox/account/second-factor")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user,
            @RequestParam(defaultValue = "") String said,
            WebSession session,
            Model model) {
        model.addAttribute("user", user);
        model.addAttribute("said", said);
        return accounts.totpKey(user.id()).hasElement().map(begun -> {
            model.addAttribute("begun", begun);
            if (!begun) {
                byte[] key = pending(session);
                model.addAttribute("qr", QrPicture.of(SecondFactor.address(key, user.getUsername())));
                model.addAttribute("key", SecondFactor.base32(key));
            }
            return VIEW;
        });
    }

    private byte[] pending(WebSession session) {
        byte[] key = session.getAttribute(PENDING);
        if (key != null) {
            return key;
        }
        byte[] made = secondFactor.key();
        session.getAttributes().put(PENDING, made);
        return made;
    }

    @PostMapping("/inbox/account/second-factor")
    Mono<String> begin(@AuthenticationPrincipal StaffUser user, WebSession session, @ModelAttribute Typed typed) {
        byte[] key = session.getAttribute(PENDING);
        String code = typed.code() == null ? "" : typed.code();
        if (key == null || !secondFactor.isRight(key, code)) {
            return Mono.just(back("wrong"));
        }
        // A page left open must not let a stranger put their own phone in the place of another.
        return accounts.totpKey(user.id())
                .hasElement()
                .filter(begun -> !begun)
                .flatMap(none -> knows(user, typed))
                .filter(knows -> knows)
                .flatMap(knows -> {
                    session.getAttributes().remove(PENDING);
                    return accounts.changeTotpKey(user.id(), key)
                            .then(session.invalidate())
                            .thenReturn("redirect:/login?factor");
                })
                .defaultIfEmpty(back("wrong"));
    }

    @PostMapping("/inbox/account/second-factor/end")
    Mono<String> end(@AuthenticationPrincipal StaffUser user, WebSession session, @ModelAttribute Typed typed) {
        return knows(user, typed)
                .filter(knows -> knows)
                .flatMap(knows -> accounts.changeTotpKey(user.id(), null)
                        .then(session.invalidate())
                        .thenReturn("redirect:/login?changed"))
                .defaultIfEmpty(back("wrong"));
    }

    /** Whether whoever sits there knows the password. */
    private Mono<Boolean> knows(StaffUser user, Typed typed) {
        String password = typed.password() == null ? "" : typed.password();
        return passwords.isOf(user.getUsername(), password);
    }

    private static String back(String said) {
        return "redirect:/inbox/account/second-factor?said=" + said;
    }
}
