package org.bandeng.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the stores that no URL was set for, before anything else, and stops them after everything else. With a URL for
 * PostgreSQL, tells Flyway the same address in the form that it wants.
 */
final class EmbeddedStores implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStores.class);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
        Path path = Path.of(environment.getProperty("bandeng.data-dir", "./data"))
                .toAbsolutePath()
                .normalize();
        Opened opened = new Opened();
        // What is registered first is destroyed last.
        beans.registerDisposableBean("embeddedStores", opened::close);
        try {
            Map<String, Object> properties = new HashMap<>();
            Map<String, Integer> ports = new LinkedHashMap<>();
            open(environment, path, opened, properties, ports);
            environment.getPropertySources().addFirst(new MapPropertySource("embeddedStores", properties));
            beans.registerSingleton("embedded", new Embedded(path, ports));
        } catch (IOException e) {
            opened.close();
            throw new CannotStartException(
                    "The data directory \"%s\" cannot be used: %s".formatted(path, e),
                    "Make it a folder that this user may write, or choose another one: --bandeng.data-dir=/another/folder",
                    e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static void open(
            ConfigurableEnvironment environment,
            Path path,
            Opened opened,
            Map<String, Object> properties,
            Map<String, Integer> ports)
            throws IOException {
        boolean ownPostgreSql = isUnset(environment, "spring.r2dbc.url");
        boolean ownRedis = isUnset(environment, "spring.data.redis.url")
                && isUnset(environment, "spring.data.redis.host")
                && isUnset(environment, "spring.data.redis.cluster.nodes")
                && isUnset(environment, "spring.data.redis.sentinel.nodes");
        if (!ownPostgreSql) {
            properties.putAll(FlywayAddress.from(environment));
        }
        if (!ownPostgreSql && !ownRedis) {
            return;
        }
        if (environment.containsProperty("bandeng.command") && DataDirectory.isTaken(path)) {
            join(path, ownPostgreSql, ownRedis, properties);
            return;
        }
        DataDirectory directory = opened.add(DataDirectory.take(path));
        if (ownPostgreSql) {
            Path binaries = Path.of(environment.getProperty(
                            "bandeng.embedded.binaries", path.resolve("bin").toString()))
                    .toAbsolutePath();
            EmbeddedPostgreSql server = opened.add(EmbeddedPostgreSql.start(directory.folder("postgresql"), binaries));
            properties.putAll(server.properties());
            ports.put("PostgreSQL", server.port());
        }
        if (ownRedis) {
            EmbeddedRedis server = opened.add(EmbeddedRedis.start(directory.folder("redis")));
            properties.putAll(server.properties());
            ports.put("Redis", server.port());
        }
    }

    /** A command uses the stores of the program that runs. */
    private static void join(Path path, boolean ownPostgreSql, boolean ownRedis, Map<String, Object> properties)
            throws IOException {
        if (ownPostgreSql) {
            properties.putAll(EmbeddedPostgreSql.running(path.resolve("postgresql")));
        }
        if (ownRedis) {
            properties.putAll(EmbeddedRedis.running(path.resolve("redis")));
        }
    }

    private static boolean isUnset(ConfigurableEnvironment environment, String property) {
        return Binder.get(environment)
                .bind(property, Object.class)
                .map(Object::toString)
                .orElse("")
                .isBlank();
    }

    /** What is to be closed again, last first. */
    private static final class Opened {
        private final Deque<AutoCloseable> closeables = new ArrayDeque<>();

        <T extends AutoCloseable> T add(T closeable) {
            closeables.push(closeable);
            return closeable;
        }

        void close() {
            while (!closeables.isEmpty()) {
                try {
                    closeables.pop().close();
                } catch (Exception e) {
                    LOG.warn("An embedded store was not stopped in good order; its data are safe: {}", e.toString());
                }
            }
        }
    }
}
