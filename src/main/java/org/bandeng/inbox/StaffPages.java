package org.bandeng.inbox;

import java.util.List;
import java.util.stream.Stream;
import org.bandeng.community.Scopes;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.web.AuditLog;
import org.bandeng.web.LoginThrottle;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The accounts of the staff: who may do what, for which part of the community. Nobody changes their own rights, so that one
 * administrator is always left.
 */
@Controller
class StaffPages {

    private static final String VIEW = "inbox/staff";

    private final StaffAccounts accounts;
    private final Scopes scopes;
    private final TransactionalOperator transaction;
    private final Passwords passwords;
    private final LoginThrottle throttle;

    StaffPages(
            StaffAccounts accounts,
            Scopes scopes,
            TransactionalOperator transaction,
            Passwords passwords,
            LoginThrottle throttle) {
        this.accounts = accounts;
        this.scopes = scopes;
        this.transaction = transaction;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /** The form of a new account. */
    record NewAccount(
            @Nullable String username,
            @Nullable String name,
            @Nullable String password,
            @Nullable String role,
            @Nullable String scope) {

        static final NewAccount EMPTY = new NewAccount(null, null, null, "handler", null);

        boolean isComplete() {
            return username != null
                    && username.matches("[A-Za-z0-9._-]{2,32}")
                    && name != null
                    && !name.isBlank()
                    && name.length() <= 20
                    && Passwords.isGood(password);
        }
    }

    /** The form of what somebody may do and see. */
    record Rights(@Nullable String role, @Nullable String scope) {

        StaffMember.Role wanted() {
            return Stream.of(StaffMember.Role.values())
                    .filter(each ->
                            each != StaffMember.Role.STEWARD && each.code().equals(role))
                    .findFirst()
                    .orElse(StaffMember.Role.HANDLER);
        }

        /** The parts of the community that are seen; none: all of it. An administrator sees everything. */
        List<String> parts() {
            String typed = scope == null || wanted() == StaffMember.Role.ADMIN ? "" : scope;
            return Stream.of(typed.split("[,，、;；\\n]+"))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
        }

        /** For the audit log. */
        String inWords() {
            return "%s %s".formatted(wanted().code(), String.join("，", parts())).strip();
        }
    }

    @GetMapping("/inbox/staff")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "") String said, Model model) {
        return page(user, said, NewAccount.EMPTY, model);
    }

    /** With what was typed and did not fit, except for the password. */
    private Mono<String> page(StaffUser user, String said, NewAccount typed, Model model) {
        return Mono.zip(accounts.withAccounts().collectList(), scopes.names(), accounts.withSecondFactor())
                .map(all -> {
                    model.addAttribute("user", user);
                    model.addAttribute("said", said);
                    model.addAttribute("typed", typed);
                    model.addAttribute("accounts", all.getT1());
                    model.addAttribute("scopes", all.getT2());
                    model.addAttribute("factors", all.getT3());
                    return VIEW;
                });
    }

    @PostMapping("/inbox/staff")
    Mono<String> add(
            @AuthenticationPrincipal StaffUser user,
            @ModelAttribute NewAccount form,
            ServerWebExchange exchange,
            Model model) {
        Rights rights = new Rights(form.role(), form.scope());
        AuditLog.tell(exchange, "%s: %s".formatted(form.username(), rights.inWords()));
        if (!form.isComplete()) {
            return refuse("incomplete", user, form, exchange, model);
        }
        // Without a scope an account sees everything, so that is looked at first, and both are made or neither.
        return scopes.unknown(rights.parts())
                .flatMap(unknown -> unknown.isEmpty()
                        ? add(form, rights).thenReturn(said("added"))
                        : refuse("unknown", user, form, exchange, model))
                .onErrorResume(DuplicateKeyException.class, taken -> refuse("taken", user, form, exchange, model));
    }

    private Mono<String> refuse(String why, StaffUser user, NewAccount form, ServerWebExchange exchange, Model model) {
        AuditLog.tell(exchange, "%s refused: %s".formatted(form.username(), why));
        return page(user, why, form, model);
    }

    private Mono<List<String>> add(NewAccount form, Rights rights) {
        return passwords
                .hash(String.valueOf(form.password()))
                .flatMap(hash -> transaction.transactional(accounts.add(
                                String.valueOf(form.username()),
                                String.valueOf(form.name()).strip(),
                                rights.wanted(),
                                hash)
                        .flatMap(added -> scopes.narrow(added.id(), rights.parts()))));
    }

    /** Changes what somebody may do and see. */
    @PostMapping("/inbox/staff/{id}")
    Mono<String> change(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable long id,
            @ModelAttribute Rights form,
            ServerWebExchange exchange) {
        StaffId staff = new StaffId(id);
        if (staff.equals(user.id())) {
            return refuse("self", exchange);
        }
        return Mono.zip(account(id), scopes.names())
                .flatMap(before ->
                        change(before.getT1(), before.getT2().getOrDefault(staff, List.of()), form, exchange));
    }

    private Mono<String> change(StaffMember member, List<String> partsBefore, Rights form, ServerWebExchange exchange) {
        Rights before = new Rights(member.role().code(), String.join("，", partsBefore));
        return transaction.transactional(scopes.narrow(member.id(), form.parts())
                .flatMap(unknown -> unknown.isEmpty()
                        ? accounts.changeRole(member.id(), form.wanted())
                                .then(Mono.fromRunnable(() -> AuditLog.tell(
                                        exchange,
                                        "%s: %s → %s".formatted(member.username(), before.inWords(), form.inWords()))))
                                .thenReturn(said("saved"))
                        : refuse("unknown", exchange)));
    }

    /** Somebody with an account. */
    private Mono<StaffMember> account(long id) {
        return accounts.find(new StaffId(id))
                .filter(member -> !member.username().isEmpty())
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    private static Mono<String> refuse(String why, ServerWebExchange exchange) {
        AuditLog.tell(exchange, "refused: " + why);
        return Mono.just(said(why));
    }

    /** The form of another password for somebody. */
    record NewPassword(@Nullable String password) {}

    /** Somebody forgot their password, or mistyped it too often: they come in at once with another one. */
    @PostMapping("/inbox/staff/{id}/password")
    Mono<String> changePassword(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable long id,
            @ModelAttribute NewPassword form,
            ServerWebExchange exchange) {
        String password = form.password();
        if (user.id().value() == id) {
            return refuse("self", exchange);
        }
        if (password == null || !Passwords.isGood(password)) {
            return refuse("weak", exchange);
        }
        return account(id)
                .flatMap(member -> passwords
                        .change(member, password)
                        .then(throttle.forgive(member.username()))
                        .then(Mono.fromRunnable(() -> AuditLog.tell(exchange, member.username()))))
                .thenReturn(said("reset"));
    }

    /** Somebody's phone is lost: an administrator who knows them ends it for them. */
    @PostMapping("/inbox/staff/{id}/second-factor/end")
    Mono<String> endSecondFactor(@AuthenticationPrincipal StaffUser user, @PathVariable long id) {
        return user.id().value() == id
                ? Mono.just(said("self"))
                : accounts.changeTotpKey(new StaffId(id), null).thenReturn(said("saved"));
    }

    private static String said(String what) {
        return "redirect:/inbox/staff?said=" + what;
    }
}
