package org.bandeng.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store's process, known by the file with its process id. It may have outlived its program, if that was killed; then it
 * is stopped in good order, so that it writes down what it has, and started afresh. Nobody else can be using it, for the
 * data directory is ours.
 */
final class ChildProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ChildProcess() {}

    /**
     * Stops the process whose id is in the first line of a file, if it runs and is what the file says, and removes the file.
     *
     * @param program part of the name of the program that it must be; a process id may long belong to somebody else
     */
    static void stopOrphan(Path pidFile, String program) throws IOException {
        if (stop(pidFile, program)) {
            LOG.warn("The {} of a program that was killed still ran and was stopped; nothing is lost", program);
        }
    }

    /**
     * Stops the process.
     *
     * @return false if it did not run
     */
    static boolean stop(Path pidFile, String program) throws IOException {
        if (!Files.exists(pidFile)) {
            return false;
        }
        Optional<ProcessHandle> process = running(pidFile, program);
        if (process.isPresent()) {
            process.get().destroy();
            await(process.get(), program);
        }
        Files.deleteIfExists(pidFile);
        return process.isPresent();
    }

    private static Optional<ProcessHandle> running(Path pidFile, String program) throws IOException {
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.get(0).strip().matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .filter(running -> running.info().command().orElse("").contains(program));
    }

    private static void await(ProcessHandle process, String program) {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new CannotStartException(
                    "A %s of an earlier run (process %d) does not stop.".formatted(program, process.pid()),
                    "Stop it by hand and start again; nothing is lost.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("The start was interrupted.", "Start again.", e);
        }
    }
}
