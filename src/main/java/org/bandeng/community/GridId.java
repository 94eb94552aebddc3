package org.bandeng.community;

/** Our own id of a branch, grid or micro-grid. */
public record GridId(long value) {}
