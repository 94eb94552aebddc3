package org.bandeng.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** The files cannot be used; lists every mistake found, one a line. */
public final class ProblemsException extends RuntimeException {

    private final transient List<Problem> problems;

    public ProblemsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
