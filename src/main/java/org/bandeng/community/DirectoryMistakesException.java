package org.bandeng.community;

/** A directory file cannot be taken in; lists every mistake found, one a line. */
public final class DirectoryMistakesException extends RuntimeException {
    /** @param mistakes one a line */
    public DirectoryMistakesException(String mistakes) {
        super(mistakes);
    }
}
