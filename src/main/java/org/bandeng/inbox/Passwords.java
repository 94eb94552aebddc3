package org.bandeng.inbox;

import java.nio.charset.StandardCharsets;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.bandeng.web.FirstAccount;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What is asked of a password, and how it is changed. */
@Component
class Passwords {

    private static final int SHORTEST = 8;

    /** What bcrypt takes into account, in bytes. */
    private static final int MOST_BYTES = 72;

    private final StaffAccounts accounts;
    private final PasswordEncoder encoder;
    private final FirstAccount firstAccount;

    Passwords(StaffAccounts accounts, PasswordEncoder encoder, FirstAccount firstAccount) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.firstAccount = firstAccount;
    }

    /** Whether it is long enough, and not so long that its end would not count. */
    static boolean isGood(@Nullable String password) {
        return password != null
                && password.length() >= SHORTEST
                && password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    /** What is kept of it. */
    Mono<String> hash(String password) {
        return Mono.fromCallable(() -> String.valueOf(encoder.encode(password)))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Whether it is somebody's password. */
    Mono<Boolean> isOf(String username, String password) {
        return accounts.named(username)
                .publishOn(Schedulers.boundedElastic())
                .map(account -> encoder.matches(password, account.passwordHash()))
                .defaultIfEmpty(false);
    }

    /** Gives somebody another one; that of the first account is shown at the start no more. */
    Mono<Void> change(StaffMember member, String password) {
        return hash(password)
                .flatMap(hash -> accounts.changePassword(member.id(), hash))
                .then(Mono.fromRunnable(() -> {
                    if (member.username().equals(FirstAccount.USERNAME)) {
                        firstAccount.forget();
                    }
                }));
    }
}
