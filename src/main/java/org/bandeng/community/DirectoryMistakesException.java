package org.bandeng.community;

import java.util.List;
import java.util.stream.Collectors;

/** A directory file cannot be taken in; has every mistake found. */
public final class DirectoryMistakesException extends RuntimeException {

    private final transient List<DirectoryMistake> mistakes;

    public DirectoryMistakesException(List<DirectoryMistake> mistakes) {
        super(mistakes.stream().map(DirectoryMistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<DirectoryMistake> mistakes() {
        return mistakes;
    }
}
