package org.bandeng.inbox;

import java.util.List;
import java.util.stream.Stream;
import org.bandeng.community.Scopes;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.web.FirstAccount;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One's own password, and, for the admin, the accounts of the staff. */
@Controller
class AccountPages {

    private static final int MIN_PASSWORD = 8;

    /** What bcrypt takes into account, in bytes. */
    private static final int MAX_PASSWORD_BYTES = 72;

    private final StaffAccounts accounts;
    private final Scopes scopes;
    private final TransactionalOperator transaction;
    private final PasswordEncoder encoder;
    private final FirstAccount firstAccount;

    AccountPages(
            StaffAccounts accounts,
            Scopes scopes,
            TransactionalOperator transaction,
            PasswordEncoder encoder,
            FirstAccount firstAccount) {
        this.accounts = accounts;
        this.transaction = transaction;
        this.scopes = scopes;
        this.encoder = encoder;
        this.firstAccount = firstAccount;
    }

    /** The form of a new password. */
    record NewPassword(
            @Nullable String current,
            @Nullable String password,
            @Nullable String repeated) {}

    /** The form of a new account. */
    record NewAccount(
            @Nullable String username,
            @Nullable String name,
            @Nullable String password,
            @Nullable String role,
            @Nullable String scope) {

        StaffMember.Role wanted() {
            return Stream.of(StaffMember.Role.values())
                    .filter(each ->
                            each != StaffMember.Role.STEWARD && each.code().equals(role))
                    .findFirst()
                    .orElse(StaffMember.Role.HANDLER);
        }

        /** The parts of the community that are seen, as typed. */
        List<String> parts() {
            return Stream.of((scope == null ? "" : scope).split("[,，、;；\\n]+"))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
        }

        boolean isComplete() {
            return username != null
                    && username.matches("[A-Za-z0-9._-]{2,32}")
                    && name != null
                    && !name.isBlank()
                    && name.length() <= 20
                    && isGood(password);
        }
    }

    @GetMapping("/inbox/account")
    String account(@AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "") String said, Model model) {
        model.addAttribute("user", user);
        model.addAttribute("said", said);
        return "inbox/account";
    }

    @PostMapping("/inbox/account")
    Mono<String> changePassword(@AuthenticationPrincipal StaffUser user, @ModelAttribute NewPassword form) {
        String password = form.password();
        if (password == null || !isGood(password)) {
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
                        .thenReturn("redirect:/inbox/account?said=changed"))
                .defaultIfEmpty("redirect:/inbox/account?said=wrong");
    }

    private void forgetFirstPassword(StaffMember member) {
        if (member.username().equals(FirstAccount.USERNAME)) {
            firstAccount.forget();
        }
    }

    @GetMapping("/inbox/staff")
    Mono<String> staff(
            @AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "") String said, Model model) {
        return Mono.zip(accounts.withAccounts().collectList(), scopes.names(), accounts.withSecondFactor())
                .map(both -> {
                    model.addAttribute("user", user);
                    model.addAttribute("said", said);
                    model.addAttribute("accounts", both.getT1());
                    model.addAttribute("scopes", both.getT2());
                    model.addAttribute("factors", both.getT3());
                    return "inbox/staff";
                });
    }

    @PostMapping("/inbox/staff")
    Mono<String> add(@ModelAttribute NewAccount form) {
        if (!form.isComplete()) {
            return Mono.just("redirect:/inbox/staff?said=incomplete");
        }
        StaffMember.Role role = form.wanted();
        List<String> parts = form.parts();
        List<String> scope = role == StaffMember.Role.ADMIN ? List.of() : parts;
        // Without a scope an account sees everything, so that is looked at first, and both are made or neither.
        return scopes.unknown(scope)
                .flatMap(unknown -> unknown.isEmpty()
                        ? add(form, role, scope).thenReturn("redirect:/inbox/staff?said=added")
                        : Mono.just("redirect:/inbox/staff?said=unknown"))
                .onErrorReturn(DuplicateKeyException.class, "redirect:/inbox/staff?said=taken");
    }

    private Mono<List<String>> add(NewAccount form, StaffMember.Role role, List<String> scope) {
        return Mono.fromCallable(() -> encoder.encode(String.valueOf(form.password())))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(hash -> transaction.transactional(accounts.add(
                                String.valueOf(form.username()),
                                String.valueOf(form.name()).strip(),
                                role,
                                hash)
                        .flatMap(added -> scopes.narrow(added.id(), scope))));
    }

    /** The form of what somebody may do and see. */
    record Rights(@Nullable String role, @Nullable String scope) {}

    /** Changes what somebody may do and see. The first account stays an administrator: somebody must be one. */
    @PostMapping("/inbox/staff/{id}")
    Mono<String> change(@AuthenticationPrincipal StaffUser user, @PathVariable long id, @ModelAttribute Rights form) {
        NewAccount asNew = new NewAccount(null, null, null, form.role(), form.scope());
        StaffId staff = new StaffId(id);
        if (staff.equals(user.id())) {
            return Mono.just("redirect:/inbox/staff?said=self");
        }
        StaffMember.Role role = asNew.wanted();
        return transaction.transactional(
                scopes.narrow(staff, role == StaffMember.Role.ADMIN ? List.of() : asNew.parts())
                        .flatMap(unknown -> unknown.isEmpty()
                                ? accounts.changeRole(staff, role).thenReturn("redirect:/inbox/staff?said=saved")
                                : Mono.just("redirect:/inbox/staff?said=unknown")));
    }

    private static boolean isGood(@Nullable String password) {
        return password != null
                && password.length() >= MIN_PASSWORD
                && password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= MAX_PASSWORD_BYTES;
    }
}
