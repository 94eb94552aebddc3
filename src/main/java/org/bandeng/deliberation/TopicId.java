package org.bandeng.deliberation;

/** A topic's id in the database. */
public record TopicId(long value) {}
