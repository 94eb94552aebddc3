package org.bandeng.community;

/** Our own id of a resident. */
public record ResidentId(long value) {}
