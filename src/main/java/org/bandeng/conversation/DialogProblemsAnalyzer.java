package org.bandeng.conversation;

import org.bandeng.yaml.ProblemsException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows script authors their mistakes, a line each, instead of a stack trace. */
final class DialogProblemsAnalyzer extends AbstractFailureAnalyzer<ProblemsException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ProblemsException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()), "Correct these places in the scripts and start again.", cause);
    }
}
