package org.bandeng.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** Redis as a child process, with an append-only file that outlives the program. */
final class EmbeddedRedis implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final String LOOPBACK = "127.0.0.1";

    /** Somebody else may take a port between our finding it free and Redis binding it. */
    private static final int TRIES = 5;

    private final RedisServer server;
    private final int port;
    private final String password;

    private EmbeddedRedis(RedisServer server, int port, String password) {
        this.server = server;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts it.
     *
     * @param folder for its data and its log
     */
    static EmbeddedRedis start(Path folder) throws IOException {
        Orphan.stop(folder.resolve("redis.pid"), "redis");
        String password = Passwords.random();
        IOException problem = new IOException("it was never tried");
        for (int i = 0; i < TRIES; i++) {
            int port = freePort();
            try {
                RedisServer server = server(folder, port, password);
                server.start();
                return new EmbeddedRedis(server, port, password);
            } catch (IOException e) {
                LOG.debug("Redis did not start on port {}", port, e);
                problem = e;
            }
        }
        throw new CannotStartException(
                "The embedded Redis does not start: %s".formatted(problem.getMessage()),
                "Read what it says above; or use a Redis of your own: --spring.data.redis.url=redis://host:6379",
                problem);
    }

    private static RedisServer server(Path folder, int port, String password) throws IOException {
        RedisServerBuilder builder = RedisServer.newRedisServer()
                .bind(LOOPBACK)
                .port(port)
                .onShutdownForceStop(false)
                .setting("dir \"" + folder.toString().replace('\\', '/') + "\"")
                .setting("pidfile \"" + folder.resolve("redis.pid").toString().replace('\\', '/') + "\"")
                .setting("requirepass " + password)
                .setting("appendonly yes")
                .setting("appendfsync everysec")
                // State that matters would otherwise be evicted when memory is short; refusing is better.
                .setting("maxmemory-policy noeviction");
        return builder.build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }

    Map<String, Object> properties() {
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
        server.stop();
    }
}
