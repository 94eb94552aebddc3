package org.bandeng.web;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UserDetailsRepositoryReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Lets in who knows the password and, where somebody wanted that, the code of their phone; who guesses is slowed down. */
@Component
class LoginManager implements ReactiveAuthenticationManager {

    private final UserDetailsRepositoryReactiveAuthenticationManager passwords;
    private final PasswordEncoder encoder;
    private final String nobody;
    private final StaffAccounts accounts;
    private final SecondFactor secondFactor;
    private final LoginThrottle throttle;
    private final AuditLog audit;

    LoginManager(
            ReactiveUserDetailsService users,
            PasswordEncoder encoder,
            StaffAccounts accounts,
            SecondFactor secondFactor,
            LoginThrottle throttle,
            AuditLog audit) {
        this.passwords = new UserDetailsRepositoryReactiveAuthenticationManager(users);
        this.passwords.setPasswordEncoder(encoder);
        this.encoder = encoder;
        this.nobody = String.valueOf(encoder.encode("nobody"));
        this.accounts = accounts;
        this.secondFactor = secondFactor;
        this.throttle = throttle;
        this.audit = audit;
    }

    @Override
    public Mono<Authentication> authenticate(Authentication wanted) {
        return Mono.deferContextual(context -> ServerWebExchangeContextFilter.getExchange(context)
                .map(exchange -> authenticate(wanted, exchange))
                .orElseGet(() -> Mono.error(new IllegalStateException("A login comes with a request"))));
    }

    private Mono<Authentication> authenticate(Authentication wanted, ServerWebExchange exchange) {
        String address = addressOf(exchange);
        return throttle.begin(wanted.getName(), address)
                .flatMap(may -> may ? password(wanted) : Mono.error(new LockedException("Too many wrong passwords")))
                .filterWhen(known -> hasCode(known, exchange))
                .switchIfEmpty(Mono.error(() -> new BadCredentialsException("The code of the phone is wrong")))
                .flatMap(known -> throttle.succeeded(wanted.getName(), address)
                        .then(audit.record(AuditLog.Action.LOGIN, user(known), wanted.getName(), address))
                        .thenReturn(known))
                .onErrorResume(BadCredentialsException.class, wrong -> failed(wanted.getName(), address)
                        .then(Mono.<Authentication>error(wrong)))
                .onErrorMap(
                        problem -> !(problem instanceof AuthenticationException),
                        problem -> new AuthenticationServiceException("Nobody can be looked up now", problem));
    }

    /** Somebody who is not there takes as long as somebody who is: nobody learns by the time who has an account. */
    private Mono<Authentication> password(Authentication wanted) {
        return accounts.named(wanted.getName())
                .hasElement()
                .flatMap(there -> there
                        ? passwords.authenticate(wanted)
                        : Mono.fromCallable(() -> encoder.matches(String.valueOf(wanted.getCredentials()), nobody))
                                .subscribeOn(Schedulers.boundedElastic())
                                .then(Mono.error(new BadCredentialsException("There is nobody of that name"))));
    }

    /** What was typed as a name and is none may be a password: it is not written down. */
    private Mono<Void> failed(String name, String address) {
        return accounts.named(name)
                .map(account -> name)
                .defaultIfEmpty("")
                .flatMap(known -> audit.record(AuditLog.Action.LOGIN_FAILED, null, known, address));
    }

    private Mono<Boolean> hasCode(Authentication known, ServerWebExchange exchange) {
        StaffId id = user(known).id();
        return accounts.totpKey(id)
                .flatMap(key -> exchange.getFormData()
                        .map(form -> Optional.ofNullable(form.getFirst("code")).orElse(""))
                        .flatMap(code -> Mono.justOrEmpty(secondFactor.step(key, code)))
                        // A code is good once: whoever looked over a shoulder cannot use it again.
                        .flatMap(step -> accounts.useTotpStep(id, step))
                        .defaultIfEmpty(false))
                .defaultIfEmpty(true);
    }

    private static StaffUser user(Authentication known) {
        return (StaffUser) Objects.requireNonNull(known.getPrincipal());
    }

    static String addressOf(ServerWebExchange exchange) {
        InetSocketAddress address = exchange.getRequest().getRemoteAddress();
        return address == null || address.getAddress() == null
                ? ""
                : address.getAddress().getHostAddress();
    }
}
