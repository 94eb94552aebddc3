package org.bandeng.understanding;

/**
 * The time in a message.
 *
 * @param value in ISO form, local: {@code 2026-11-25}, or {@code 2026-11-25T20:00} if a time of day was named
 * @param text as people say it: 11月25日（周三）晚上8点
 * @param past whether it lies before the moment of the message
 */
public record TimeReading(String value, String text, boolean past) {}
