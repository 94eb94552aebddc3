package org.bandeng.community;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows the mistakes of a directory file, a line each, instead of a stack trace. */
final class DirectoryMistakesAnalyzer extends AbstractFailureAnalyzer<DirectoryMistakesException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DirectoryMistakesException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct these rows of the files of bandeng.community.import and start again; nothing was taken in.",
                cause);
    }
}
