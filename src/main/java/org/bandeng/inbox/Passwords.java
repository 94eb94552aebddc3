package org.bandeng.inbox;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What is asked of a password. */
final class Passwords {

    private static final int SHORTEST = 8;

    /** What bcrypt takes into account, in bytes. */
    private static final int MOST_BYTES = 72;

    private Passwords() {}

    /** Whether it is long enough, and not so long that its end would not count. */
    static boolean isGood(@Nullable String password) {
        return password != null
                && password.length() >= SHORTEST
                && password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }
}
