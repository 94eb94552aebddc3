package org.bandeng.care;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A visit.
 *
 * @param id what it is called in chat: 看望 101
 * @param againAt when the steward is to go once more; null: they have not said that nobody answers, or were asked again
 * @param callBy by when somebody must have rung up; null: not yet
 * @param endedAt null: it is not over
 */
public record CareVisit(
        long id,
        CarePerson person,
        LocalDate dueOn,
        Status status,
        Instant askedAt,
        @Nullable Instant againAt,
        @Nullable Instant callBy,
        @Nullable Instant endedAt) {

    /** How far it is. */
    public enum Status {
        /** The steward is to go. */
        ASKED,
        /** Nobody answered; the steward is to go once more. */
        AGAIN,
        /** Nobody answered twice, or the steward has said nothing: the coordinator rings up within the hour. */
        CALL,
        /** Nobody answers the telephone either: somebody must go there now. */
        ALARM,
        SEEN,
        REACHED;

        /** The name in the database and in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status ofCode(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }
}
