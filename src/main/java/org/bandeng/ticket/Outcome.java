package org.bandeng.ticket;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a ticket ended: three ends that are never mixed. */
public enum Outcome {
    /** 已解决: said by who did it; of a closed ticket, confirmed by who reported it. */
    FIXED,
    /** 说明原因: it cannot be done, or not here, and the residents were told why. */
    EXPLAINED,
    /** 未确认: it was said to be done, but nobody who reported it has answered. Silence is not satisfaction. */
    UNCONFIRMED;

    /** The name in the database, in notices and message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Outcome of(@Nullable String code) {
        return code == null ? null : valueOf(code.toUpperCase(Locale.ROOT));
    }
}
