package org.bandeng.dialog;

/**
 * What a script knows under one name.
 *
 * @param value for conditions and for the ticket: an option's key, a place's id, a number, the resident's own words
 * @param text for people: what {@code {name}} becomes in a sentence
 */
public record Answer(String value, String text) {

    /** Nothing was said, or nobody wanted to say it. */
    public static final Answer NOTHING = new Answer("", "");

    /** An answer whose value is its text. */
    public static Answer of(String text) {
        return new Answer(text, text);
    }

    static Answer of(boolean flag) {
        return new Answer(String.valueOf(flag), flag ? "是" : "否");
    }
}
