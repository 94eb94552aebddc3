package org.bandeng.community;

/** Our own id of a member of the staff. */
public record StaffId(long value) {}
