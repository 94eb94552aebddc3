package org.bandeng.dialog;

/**
 * A time as heard in a resident's words.
 *
 * @param value in ISO form, local to the community: {@code 2026-11-25}, {@code 2026-11-25T20:00}, or the two ends of a span with a
 *     slash between
 * @param text as people say it: 明天（11月25日）晚上8点
 * @param past whether it began before the moment at which it was said
 */
public record HeardTime(String value, String text, boolean past) {
    Answer answer() {
        return new Answer(value, text);
    }
}
