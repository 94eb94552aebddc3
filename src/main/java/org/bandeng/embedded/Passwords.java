package org.bandeng.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords that no person has to type. */
final class Passwords {

    private static final int BYTES = 24;

    private Passwords() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Writes a file that only the program's own user can read. */
    static Path write(Path file, String password) throws IOException {
        Files.deleteIfExists(file);
        Path created = Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")
                ? Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(file);
        return Files.writeString(created, password);
    }
}
