package org.bandeng.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/**
 * Redis as a process of its own, with an append-only file that outlives the program. It leaves the program's terminal, so
 * that Ctrl-C there ends the program first and Redis last.
 */
final class EmbeddedRedis implements AutoCloseable {

    private static final String PROGRAM = "redis-server";
    private static final String LOOPBACK = "127.0.0.1";

    /** Somebody else may take a port between our finding it free and Redis binding it. */
    private static final int TRIES = 5;

    /** A long append-only file takes its time to read. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int POLL_MILLIS = 20;

    private final Path pidFile;
    private final int port;
    private final String password;

    private EmbeddedRedis(Path pidFile, int port, String password) {
        this.pidFile = pidFile;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts it.
     *
     * @param folder for its program, its data and its log
     */
    static EmbeddedRedis start(Path folder) throws IOException {
        Path pidFile = folder.resolve("redis.pid");
        ChildProcess.stopOrphan(pidFile, PROGRAM);
        Path program = unpack(folder);
        String password = Passwords.random();
        for (int i = 0; i < TRIES; i++) {
            int port = freePort();
            Path settings = Passwords.write(folder.resolve("redis.conf"), settings(folder, pidFile, port, password));
            if (starts(program, settings, folder.resolve("redis.log"), port, password)) {
                return new EmbeddedRedis(pidFile, port, password);
            }
        }
        throw new CannotStartException(
                "The embedded Redis does not start.",
                "Read \"%s\"; or use a Redis of your own: --spring.data.redis.url=redis://host:6379"
                        .formatted(folder.resolve("redis.log")));
    }

    private static Path unpack(Path folder) throws IOException {
        Path packed =
                ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
        Path program = folder.resolve(PROGRAM);
        Files.move(packed, program, StandardCopyOption.REPLACE_EXISTING);
        return program;
    }

    private static String settings(Path folder, Path pidFile, int port, String password) {
        return String.join(
                "\n",
                "bind " + LOOPBACK,
                "port " + port,
                "requirepass " + password,
                "daemonize yes",
                "dir \"" + folder + "\"",
                "pidfile \"" + pidFile + "\"",
                "logfile \"" + folder.resolve("redis.log") + "\"",
                "loglevel warning",
                "appendonly yes",
                "appendfsync everysec",
                // State that matters would otherwise be evicted when memory is short; refusing is better.
                "maxmemory-policy noeviction",
                "");
    }

    /** Whether Redis answers with our password in time; if the port was taken meanwhile, it ends at once. */
    private static boolean starts(Path program, Path settings, Path log, int port, String password) throws IOException {
        Process launcher = new ProcessBuilder(List.of(program.toString(), settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        Instant end = Instant.now().plus(PATIENCE);
        try {
            launcher.waitFor();
            while (Instant.now().isBefore(end)) {
                String answer = ask(port, password);
                if (answer.startsWith("+OK")) {
                    return true;
                }
                if (answer.startsWith("-WRONGPASS") || answer.startsWith("-ERR")) {
                    return false;
                }
                Thread.sleep(POLL_MILLIS);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("The start was interrupted.", "Start again.", e);
        }
    }

    private static String ask(int port, String password) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            socket.setSoTimeout(500);
            socket.getOutputStream().write(("AUTH " + password + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[64];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(length, 0), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * The settings for the one that another program has started.
     *
     * @param folder for its program, its data and its log
     */
    static Map<String, Object> running(Path folder) throws IOException {
        Map<String, String> settings = new java.util.HashMap<>();
        Files.readAllLines(folder.resolve("redis.conf")).stream()
                .map(line -> line.split(" ", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> settings.put(pair[0], pair[1]));
        return properties(
                Integer.parseInt(settings.getOrDefault("port", "0")), settings.getOrDefault("requirepass", ""));
    }

    Map<String, Object> properties() {
        return properties(port, password);
    }

    private static Map<String, Object> properties(int port, String password) {
        return Map.of(
                "spring.data.redis.host", LOOPBACK,
                "spring.data.redis.port", port,
                "spring.data.redis.password", password);
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        ChildProcess.stop(pidFile, PROGRAM);
    }
}
