package org.bandeng.inbox;

import org.bandeng.community.StaffAccounts;
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

/** One's own password. Whoever changes it logs in again, wherever they were logged in. */
@Controller
class AccountPages {

    private final StaffAccounts accounts;
    private final Passwords passwords;

    AccountPages(StaffAccounts accounts, Passwords passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /** The form of a new password. */
    record NewPassword(
            @Nullable String current,
            @Nullable String password,
            @Nullable String repeated) {}

    @GetMapping("/inbox/account")
    String account(@AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "") String said, Model model) {
        model.addAttribute("user", user);
        model.addAttribute("said", said);
        return "inbox/account";
    }

    @PostMapping("/inbox/account")
    Mono<String> changePassword(
            @AuthenticationPrincipal StaffUser user, WebSession session, @ModelAttribute NewPassword form) {
        String password = form.password();
        if (password == null || !Passwords.isGood(password)) {
            return Mono.just("redirect:/inbox/account?said=weak");
        }
        if (!password.equals(form.repeated())) {
            return Mono.just("redirect:/inbox/account?said=different");
        }
        String current = form.current() == null ? "" : form.current();
        return passwords
                .isOf(user.getUsername(), current)
                .filter(right -> right)
                .flatMap(right -> accounts.find(user.id()))
                .flatMap(member -> passwords
                        .change(member, password)
                        .then(session.invalidate())
                        .thenReturn("redirect:/login?changed"))
                .defaultIfEmpty("redirect:/inbox/account?said=wrong");
    }
}
