package org.bandeng.support;

import java.io.ByteArrayOutputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Somebody at the pages of the inbox, with a browser that shows no pictures. */
public final class Clerk {

    private final TestProgram program;
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    public Clerk(TestProgram program) {
        this.program = program;
    }

    public HttpResponse<String> logIn(String username, String password) throws Exception {
        Document page = Jsoup.parse(get("/login").body());
        return submit(page, "/login", Map.of("username", username, "password", password));
    }

    /** Sends a form of a page as a browser would: with its hidden fields. */
    public HttpResponse<String> submit(Document page, String action, Map<String, String> typed) throws Exception {
        Element form = page.selectFirst("form[action='%s'][method=post]".formatted(action));
        Map<String, String> fields = form.select("input[type=hidden]").stream()
                .collect(Collectors.toMap(field -> field.attr("name"), field -> field.attr("value")));
        fields.putAll(typed);
        return post(action, fields);
    }

    /** Sends files with a form of a page, as a browser would. */
    public HttpResponse<String> upload(Document page, String action, String field, Map<String, String> files)
            throws Exception {
        String boundary = "----bandeng" + System.nanoTime();
        StringBuilder body = new StringBuilder();
        page.selectFirst("form[action='%s']".formatted(action))
                .select("input[type=hidden]")
                .forEach(hidden -> body.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(boundary, hidden.attr("name"), hidden.attr("value"))));
        files.forEach((name, text) -> body.append(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: text/csv\r\n\r\n%s\r\n"
                        .formatted(boundary, field, name, text)));
        body.append("--").append(boundary).append("--\r\n");
        return http.send(
                HttpRequest.newBuilder(URI.create(program.address() + action))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a form with files and the fields that are typed. */
    public HttpResponse<String> upload(
            Document page, String action, String field, Map<String, String> typed, Map<String, byte[]> files)
            throws Exception {
        String boundary = "----bandeng" + System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Map<String, String> fields = new LinkedHashMap<>();
        page.selectFirst("form[action='%s']".formatted(action))
                .select("input[type=hidden]")
                .forEach(hidden -> fields.put(hidden.attr("name"), hidden.attr("value")));
        fields.putAll(typed);
        for (Map.Entry<String, String> each : fields.entrySet()) {
            body.write("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(boundary, each.getKey(), each.getValue())
                    .getBytes(StandardCharsets.UTF_8));
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            body.write("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n"
                    .formatted(boundary, field, file.getKey())
                    .getBytes(StandardCharsets.UTF_8));
            body.write(file.getValue());
            body.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.write("--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create(program.address() + action))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(program.address() + path))
                        .header("Accept", "text/html, */*;q=0.5")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The bytes of a file. */
    public byte[] download(String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(program.address() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    /** Sends a form as it stands, with names that come more than once. */
    public HttpResponse<String> postForm(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(program.address() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html, */*;q=0.5")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                HttpRequest.newBuilder(URI.create(program.address() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Listens to a stream of events, a line at a time, until it is closed. */
    public AutoCloseable listen(String path, Consumer<String> line) {
        CompletableFuture<HttpResponse<Void>> stream = http.sendAsync(
                HttpRequest.newBuilder(URI.create(program.address() + path))
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(line)));
        return () -> stream.cancel(true);
    }

    private record Lines(Consumer<String> line) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String item) {
            line.accept(item);
        }

        @Override
        public void onError(Throwable problem) {}

        @Override
        public void onComplete() {}
    }
}
