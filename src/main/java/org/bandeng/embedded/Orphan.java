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
 * A store that outlived its program, because that was killed. It is stopped in good order, so that it writes down what it
 * has, and started afresh; nobody else can be using it, for the data directory is ours.
 */
final class Orphan {

    private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Orphan() {}

    /**
     * Stops the process whose id is in the first line of a file, if it runs and is what the file says, and removes the file.
     *
     * @param program part of the name of the program that it must be; a process id may long belong to somebody else
     */
    static void stop(Path pidFile, String program) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> orphan = running(pidFile, program);
        if (orphan.isPresent()) {
            LOG.warn(
                    "The {} of a program that was killed still runs (process {}); stopping it",
                    program,
                    orphan.get().pid());
            orphan.get().destroy();
            await(orphan.get(), program);
        }
        Files.deleteIfExists(pidFile);
    }

    private static Optional<ProcessHandle> running(Path pidFile, String program) throws IOException {
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.get(0).strip().matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().orElse("").contains(program));
    }

    private static void await(ProcessHandle orphan, String program) {
        try {
            orphan.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new CannotStartException(
                    "A %s of an earlier run (process %d) does not stop.".formatted(program, orphan.pid()),
                    "Stop it by hand and start again; nothing is lost.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("The start was interrupted.", "Start again.", e);
        }
    }
}
