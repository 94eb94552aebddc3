package org.bandeng.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL as a child process; its data outlive the program. */
final class EmbeddedPostgreSql implements AutoCloseable {

    private static final String DATABASE = "postgres";
    private static final String USER = "postgres";

    /** Recovery after a power cut can take its time. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** What a database that tests throw away turns off, and what a small server needs no more of. */
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_connections", "60",
            "listen_addresses", "127.0.0.1",
            "password_encryption", "scram-sha-256",
            "log_min_messages", "warning");

    private final EmbeddedPostgres server;
    private final String password;

    private EmbeddedPostgreSql(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    /**
     * Starts it.
     *
     * @param folder for its data and its log
     * @param binaries where its programs are unpacked
     */
    static EmbeddedPostgreSql start(Path folder, Path binaries) throws IOException {
        Path data = folder.resolve("data");
        Path passwordFile = folder.resolve("password");
        boolean fresh = !Files.exists(passwordFile);
        ChildProcess.stopOrphan(data.resolve("postmaster.pid"), "postgres");
        if (fresh) {
            // The password is written when all is ready: without it nothing was ever stored here.
            FileSystemUtils.deleteRecursively(data);
        }
        String password = fresh ? Passwords.random() : Files.readString(passwordFile);
        EmbeddedPostgres server = start(data, binaries, folder.resolve("postgresql.log"), password);
        if (fresh) {
            protect(server, data, password);
            Path part = Passwords.write(folder.resolve("password.part"), password);
            Files.move(part, passwordFile, StandardCopyOption.ATOMIC_MOVE);
        }
        return new EmbeddedPostgreSql(server, password);
    }

    private static EmbeddedPostgres start(Path data, Path binaries, Path log, String password) throws IOException {
        Redirect output = Redirect.appendTo(log.toFile());
        File workingDirectory = binaries.toFile();
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(workingDirectory)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(PATIENCE)
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                .setConnectConfig("password", password);
        SETTINGS.forEach(builder::setServerConfig);
        try {
            return builder.start();
        } catch (IOException | IllegalStateException e) {
            throw new CannotStartException(
                    "The embedded PostgreSQL does not start: %s".formatted(e.getMessage()),
                    "Read \"%s\"; or use a PostgreSQL of your own: --spring.r2dbc.url=r2dbc:postgresql://host/database"
                            .formatted(log),
                    e);
        }
    }

    /** From now on nobody on this machine gets in without the password. */
    private static void protect(EmbeddedPostgres server, Path data, String password) throws IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter user %s password '%s'".formatted(USER, password));
            Files.writeString(
                    data.resolve("pg_hba.conf"),
                    "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n",
                    StandardOpenOption.TRUNCATE_EXISTING);
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new IOException("The embedded PostgreSQL could not be given its password", e);
        }
    }

    /**
     * The settings for the one that another program has started.
     *
     * @param folder for its data and its log
     */
    static Map<String, Object> running(Path folder) throws IOException {
        // The fourth line of postmaster.pid is the port ("miscadmin.h", PostgreSQL).
        String port = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .get(3);
        return properties(Integer.parseInt(port.strip()), Files.readString(folder.resolve("password")));
    }

    Map<String, Object> properties() {
        return properties(server.getPort(), password);
    }

    private static Map<String, Object> properties(int port, String password) {
        String address = "127.0.0.1:%d/%s".formatted(port, DATABASE);
        return Map.of(
                "spring.r2dbc.url", "r2dbc:postgresql://" + address,
                "spring.r2dbc.username", USER,
                "spring.r2dbc.password", password,
                "spring.flyway.url", "jdbc:postgresql://" + address,
                "spring.flyway.user", USER,
                "spring.flyway.password", password);
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
