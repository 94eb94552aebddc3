package org.bandeng.yaml;

/**
 * A mistake in a file, told to the author of its content.
 *
 * @param file the file's name
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what to do
 */
public record Problem(String file, int line, int column, String message) {
    @Override
    public String toString() {
        return "%s:%d:%d: %s".formatted(file, line, column, message);
    }
}
