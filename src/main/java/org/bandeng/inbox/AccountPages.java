package org.bandeng.inbox;

import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.bandeng.web.FirstAccount;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One's own password. Whoever changes it logs in again, wherever they were logged in. */
@Controller
class AccountPages {

    private final StaffAccounts accounts;
    private final PasswordEncoder encoder;
    private final FirstAccount firstAccount;

    AccountPages(StaffAccounts accounts, PasswordEncoder encoder, FirstAccount firstAccount) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.firstAccount = firstAccount;
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
        return accounts.named(user.getUsername())
                .publishOn(Schedulers.boundedElastic())
                .filter(account -> encoder.matches(current, account.passwordHash()))
                .flatMap(account -> accounts.changePassword(account.member().id(), encoder.encode(password))
                        .doOnSuccess(changed -> forgetFirstPassword(account.member()))
                        .then(session.invalidate())
                        .thenReturn("redirect:/login?changed"))
                .defaultIfEmpty("redirect:/inbox/account?said=wrong");
    }

    private void forgetFirstPassword(StaffMember member) {
        if (member.username().equals(FirstAccount.USERNAME)) {
            firstAccount.forget();
        }
    }
}
