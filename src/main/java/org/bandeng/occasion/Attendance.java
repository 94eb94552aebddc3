package org.bandeng.occasion;

import java.util.Locale;
import org.bandeng.community.ResidentId;

/**
 * Somebody and an occasion.
 *
 * @param slot which of its slots, from 1 on; 0: none
 * @param words what they said with it; empty: nothing
 */
public record Attendance(ResidentId resident, int slot, Status status, String words) {

    /** Whether they come. */
    public enum Status {
        SIGNED_UP,
        /** It is full; whoever signed up first follows when somebody cancels. */
        WAITING,
        CANCELLED,
        ATTENDED;

        /** The name in the database and in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
