package org.bandeng.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bandeng.BandengApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;

/** The whole program, running in this JVM on a free port. */
public final class TestProgram implements AutoCloseable {

    /** Where the programs of PostgreSQL are unpacked once for all tests. */
    public static final Path BINARIES = Path.of("target", "postgresql").toAbsolutePath();

    private final ConfigurableApplicationContext context;

    private TestProgram(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it with its own data directory; arguments as on the command line. */
    public static TestProgram start(Path dataDirectory, String... arguments) {
        return start(dataDirectory, List.of(), arguments);
    }

    /** Starts it with parts that an office has added. */
    public static TestProgram start(Path dataDirectory, List<Class<?>> parts, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--bandeng.data-dir=" + dataDirectory,
                "--bandeng.embedded.binaries=" + BINARIES,
                "--bandeng.dialogs.walk=false",
                "--bandeng.admin.initial-password=" + Staff.PASSWORD));
        all.addAll(List.of(arguments));
        return new TestProgram(new SpringApplicationBuilder(BandengApplication.class)
                .sources(parts.toArray(Class[]::new))
                .run(all.toArray(String[]::new)));
    }

    public int port() {
        return Integer.parseInt(property("local.server.port"));
    }

    public String address() {
        return "http://localhost:" + port();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public String property(String name) {
        return context.getEnvironment().getRequiredProperty(name);
    }

    /** The arguments that make another program use this one's stores. */
    public String[] storesAsArguments() {
        return new String[] {
            "--spring.r2dbc.url=" + property("spring.r2dbc.url"),
            "--spring.r2dbc.username=" + property("spring.r2dbc.username"),
            "--spring.r2dbc.password=" + property("spring.r2dbc.password"),
            "--spring.data.redis.url=redis://:%s@127.0.0.1:%s"
                    .formatted(property("spring.data.redis.password"), property("spring.data.redis.port"))
        };
    }

    /** Rows of a query, each a map of its columns. */
    public List<Map<String, Object>> rows(String sql) {
        return List.copyOf(
                bean(DatabaseClient.class).sql(sql).fetch().all().collectList().block());
    }

    /** The only value of a query. */
    public Object value(String sql) {
        return rows(sql).get(0).values().iterator().next();
    }

    @Override
    public void close() {
        context.close();
    }
}
