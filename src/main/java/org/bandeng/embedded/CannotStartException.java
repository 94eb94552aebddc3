package org.bandeng.embedded;

/** The program cannot start, for a reason that whoever starts it can do something about. */
public final class CannotStartException extends RuntimeException {

    private final String remedy;

    CannotStartException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    CannotStartException(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
