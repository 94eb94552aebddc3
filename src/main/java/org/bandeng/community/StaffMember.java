package org.bandeng.community;

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

    /** What a member of the staff may do. */
    public enum Role {
        /** What was given to them, in WeChat: 红管家, 志愿者, 师傅. */
        STEWARD,
        /** Everything with tickets and conversations. */
        STAFF,
        /** That, and accounts of the staff, the directory, and how the program is set up. */
        ADMIN
    }

    /** Whether anything given to them would be seen. */
    public boolean canBeTold() {
        return weChat != null || !username.isEmpty();
    }
}
