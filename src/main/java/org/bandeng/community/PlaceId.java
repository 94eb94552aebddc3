package org.bandeng.community;

/** The directory's id of a place. */
public record PlaceId(long value) {}
