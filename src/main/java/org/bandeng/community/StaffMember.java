package org.bandeng.community;

/**
 * Somebody of the staff.
 *
 * @param username for the login
 * @param name as residents and colleagues see it
 */
public record StaffMember(StaffId id, String username, String name, Role role) {

    /** What a member of the staff may do. */
    public enum Role {
        /** Everything with tickets and conversations. */
        STAFF,
        /** That, and accounts of the staff. */
        ADMIN
    }
}
