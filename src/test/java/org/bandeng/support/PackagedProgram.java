package org.bandeng.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged jar as a process of its own. */
public final class PackagedProgram implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("Staff inbox\\s+(http://localhost:[0-9]+)/inbox");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path console;

    private PackagedProgram(Process process, Path console) {
        this.process = process;
        this.console = console;
    }

    /** Starts it; does not wait until it is ready. */
    public static PackagedProgram launch(Path dataDirectory, String... arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                System.getProperty("bandeng.jar", "target/bandeng.jar"),
                "--bandeng.data-dir=" + dataDirectory,
                "--bandeng.embedded.binaries=" + TestProgram.BINARIES,
                "--bandeng.dialogs.walk=false"));
        command.addAll(List.of(arguments));
        if (command.stream().noneMatch(argument -> argument.startsWith("--server.port="))) {
            command.add("--server.port=0");
        }
        try {
            Path console =
                    Files.createTempFile(Files.createDirectories(Path.of("target", "console")), "program", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(console.toFile())
                    .start();
            return new PackagedProgram(process, console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static PackagedProgram start(Path dataDirectory, String... arguments) {
        PackagedProgram program = launch(dataDirectory, arguments);
        program.address();
        return program;
    }

    /** Waits until it is ready, and says where it listens. */
    public String address() {
        await("the program")
                .atMost(PATIENCE)
                .until(() -> !process.isAlive() || ADDRESS.matcher(console()).find());
        Matcher address = ADDRESS.matcher(console());
        if (!address.find()) {
            throw new AssertionError("The program did not start:\n" + console());
        }
        return address.group(1);
    }

    /** What it has written so far. */
    public String console() {
        try {
            return Files.readString(console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has ended by itself, and returns its exit code. */
    public int ended() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The program still runs:\n" + console());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As {@code kill -9} does: without a chance to tidy up. */
    public void kill() {
        process.destroyForcibly();
        ended();
    }

    @Override
    public void close() {
        process.destroy();
        ended();
    }
}
