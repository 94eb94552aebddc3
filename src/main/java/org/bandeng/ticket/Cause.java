package org.bandeng.ticket;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a ticket was given to somebody else, climbed or was taken up again. */
public enum Cause {
    /** A rule of {@code routing.yaml}. */
    ROUTED,
    /** No rule fits: a dispatcher decides. */
    NO_RULE,
    /** Nobody accepted it in time. */
    NOT_ACCEPTED,
    /** Whoever was asked cannot take it. */
    DECLINED,
    /** Whoever had it works here no longer. */
    LEFT,
    /** It was not resolved in time. */
    NOT_RESOLVED,
    /** Nobody of this level is on duty. */
    NOBODY_ON_DUTY,
    /** Somebody decided so, and said why in the note. */
    BY_HAND,
    /** Somebody takes back what they have just done. */
    UNDONE,
    /** A resident gave a low mark. */
    LOW_MARK,
    /** A resident says that it is not fixed. */
    NOT_FIXED,
    /** What was waited for did not come in time. */
    WAITED_LONG_ENOUGH,
    /** A resident whom it waited for has answered. */
    ANSWERED,
    /** Enough of those who reported it say that it is fixed. */
    CONFIRMED,
    /** Nobody who reported it has answered. */
    NO_ANSWER;

    /** The name in the database and in message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable Cause of(@Nullable String code) {
        return code == null ? null : valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
