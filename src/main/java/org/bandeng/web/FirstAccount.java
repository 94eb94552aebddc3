package org.bandeng.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The account {@code admin}, made at the first start. A random password is kept in a file that only the program's user can
 * read, so that it can be shown at each start until it is changed.
 */
@Component
public class FirstAccount {

    /** The name to log in with. */
    public static final String USERNAME = "admin";

    /** Without letters and digits that look alike. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 12;

    private final StaffAccounts accounts;
    private final PasswordEncoder encoder;
    private final AdminProperties properties;
    private final Path file;

    FirstAccount(
            StaffAccounts accounts,
            PasswordEncoder encoder,
            AdminProperties properties,
            @Value("${bandeng.data-dir}") Path dataDir) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.properties = properties;
        this.file = dataDir.toAbsolutePath().normalize().resolve("first-password");
    }

    /** Makes the account unless there is one. */
    public Mono<Void> ensure() {
        return accounts.named(USERNAME)
                .map(account -> true)
                .switchIfEmpty(Mono.defer(this::make))
                .then();
    }

    private Mono<Boolean> make() {
        boolean chosen = !properties.initialPassword().isBlank();
        String password = chosen ? properties.initialPassword() : random();
        return Mono.fromCallable(() -> encoder.encode(password))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(hash -> accounts.add(USERNAME, "管理员", StaffMember.Role.ADMIN, hash))
                .doOnNext(account -> {
                    if (!chosen) {
                        keep(password);
                    }
                })
                .map(account -> true)
                // Another instance was quicker; its password counts.
                .onErrorReturn(DuplicateKeyException.class, false);
    }

    /** The random password, as long as nobody has changed it. */
    public Optional<String> password() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The password was changed, so the first one is good for nothing any more. */
    public void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The first password cannot be removed", e);
        }
    }

    private void keep(String password) {
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, password);
        } catch (IOException e) {
            throw new UncheckedIOException("The first password cannot be kept in " + file, e);
        }
    }

    private static String random() {
        return new SecureRandom()
                .ints(LENGTH, 0, LETTERS.length())
                .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
                .collect(Collectors.joining());
    }
}
