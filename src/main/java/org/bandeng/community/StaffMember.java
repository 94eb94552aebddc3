package org.bandeng.community;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works on what residents report.
 *
 * @param username for the login; empty: they have no account
 * @param name as residents and colleagues see it
 * @param weChat their own WeChat, by which they are told and answer; null: not bound
 */
public record StaffMember(
        StaffId id,
        String username,
        String name,
        Role role,
        @Nullable ResidentId weChat) {

    /** What a member of the staff may do: each what those before may, too. */
    public enum Role {
        /** What was given to them, in WeChat: 红管家, 志愿者, 师傅. */
        STEWARD,
        /** Look at tickets and figures of their part of the community; no telephone numbers, no change. */
        VIEWER,
        /** Work on tickets, and talk to residents. */
        HANDLER,
        /** Say who works on what, put right what it is and where, register for who rings up. */
        DISPATCHER,
        /** Accounts, the directory, and how the program is set up. */
        ADMIN;

        /** The name in the database and in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether they may do what the other may. */
        public boolean isAtLeast(Role other) {
            return compareTo(other) >= 0;
        }
    }

    /** Whether anything given to them would be seen. */
    public boolean canBeTold() {
        return weChat != null || !username.isEmpty();
    }
}
