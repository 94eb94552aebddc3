package org.bandeng.dialog;

/**
 * One of several things that a resident may mean: a place, a ticket.
 *
 * @param value its id, or empty for what is only known in the resident's words
 * @param name as people say it
 */
public record Candidate(String value, String name) {
    Answer answer() {
        return new Answer(value, name);
    }
}
