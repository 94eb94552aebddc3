package org.bandeng.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.bandeng.support.House;
import org.bandeng.support.PackagedProgram;
import org.junit.jupiter.api.Test;

/** The operator presses Ctrl-C. */
class ShutdownIT {

    /** Less than the 30 s that the server would wait for a page that listens. */
    private static final Duration SOON = Duration.ofSeconds(15);

    @Test
    void itEndsSoonThoughPagesListenAndTakesItsStoresAlong() throws Exception {
        Path data = House.temporary();
        PackagedProgram program = PackagedProgram.start(data);
        HttpClient page =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        page.send(get(program.address() + "/simulator"), HttpResponse.BodyHandlers.ofString());
        CompletableFuture<HttpResponse<Stream<String>>> listening =
                page.sendAsync(get(program.address() + "/simulator/live"), HttpResponse.BodyHandlers.ofLines());
        await().until(listening::isDone);
        long redis = pid(data.resolve("redis").resolve("redis.pid"));
        long postgreSql = pid(data.resolve("postgresql").resolve("data").resolve("postmaster.pid"));

        long start = System.nanoTime();
        program.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        await("Redis to end").until(() -> ProcessHandle.of(redis).isEmpty());
        await("PostgreSQL to end").until(() -> ProcessHandle.of(postgreSql).isEmpty());
    }

    private static HttpRequest get(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).build();
    }

    private static long pid(Path file) throws Exception {
        return Long.parseLong(Files.readAllLines(file).get(0).strip());
    }
}
