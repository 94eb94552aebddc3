package org.bandeng.wechat;

import io.netty.channel.ChannelOption;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bandeng.media.MediaSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plain calls to the platform: no token of its own, every answer judged, no secret in any message. */
@Component
class WeChatHttp {

    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;

    private final WeChatAccount account;
    private final WebClient client;
    private final JsonMapper json;
    private final Duration timeout;

    WeChatHttp(
            WeChatAccount account,
            WeChatProperties properties,
            WebClient.Builder builder,
            ReactorResourceFactory netty,
            JsonMapper json) {
        this.account = account;
        this.json = json;
        this.timeout = properties.callTimeout();
        ReactorClientHttpConnector connector = new ReactorClientHttpConnector(netty, http -> http.option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .responseTimeout(timeout)
                // Reactor Netty otherwise repeats a call whose connection broke, and the resident is told twice.
                .disableRetry(true));
        this.client = builder.clone()
                .clientConnector(connector)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MediaSource.MAX_BYTES))
                .build();
    }

    /** Posts JSON; answers with JSON whose errcode is 0, or {@link WeChatException}. */
    Mono<JsonNode> post(String path, String token, Object body) {
        return client.post()
                .uri(uri(path, token, Map.of()))
                .contentType(MediaType.APPLICATION_JSON)
                // Real UTF-8: WeChat refuses menus with escaped characters (40033).
                .bodyValue(json.writeValueAsString(body))
                .exchangeToMono(response -> response.toEntity(String.class))
                .timeout(timeout)
                .map(answer -> judge(path, answer));
    }

    /** Gets JSON, judged likewise. */
    Mono<JsonNode> get(String path, String token, Map<String, String> query) {
        return client.get()
                .uri(uri(path, token, query))
                .exchangeToMono(response -> response.toEntity(String.class))
                .timeout(timeout)
                .map(answer -> judge(path, answer));
    }

    /** Posts a file as the part {@code media}, with a name of our own; answers as {@link #post}. */
    Mono<JsonNode> upload(String path, String token, String type, String fileName, byte[] bytes) {
        MultipartBodyBuilder parts = new MultipartBodyBuilder();
        parts.part("media", bytes).filename(fileName).header("Content-Length", String.valueOf(bytes.length));
        return client.post()
                .uri(uri(path, token, Map.of("type", type)))
                .bodyValue(parts.build())
                .exchangeToMono(response -> response.toEntity(String.class))
                .timeout(timeout.multipliedBy(4))
                .map(answer -> judge(path, answer));
    }

    /**
     * Gets bytes. WeChat answers errors with JSON and HTTP 200, which is then a {@link WeChatException}; videos it answers with
     * the address where they are, which is then followed.
     */
    Mono<byte[]> download(String path, String token, Map<String, String> query) {
        return bytes(uri(path, token, query), path).flatMap(body -> {
            if (body.length == 0 || body[0] != '{') {
                return Mono.just(body);
            }
            String text = new String(body, StandardCharsets.UTF_8);
            String video =
                    judge(path, ResponseEntity.ok(text)).path("video_url").asString("");
            return video.isEmpty()
                    ? Mono.error(new WeChatException(path, 200, WeChatException.NO_ERRCODE, "no bytes but a document"))
                    : bytes(URI.create(video), "video_url");
        });
    }

    private Mono<byte[]> bytes(URI uri, String path) {
        return client.get()
                .uri(uri)
                .exchangeToMono(response -> response.toEntity(byte[].class))
                .timeout(timeout.multipliedBy(4))
                .map(answer -> {
                    byte[] body = answer.getBody() == null ? new byte[0] : answer.getBody();
                    if (!answer.getStatusCode().is2xxSuccessful() || body.length == 0) {
                        throw new WeChatException(
                                path, answer.getStatusCode().value(), WeChatException.NO_ERRCODE, "no bytes");
                    }
                    return body;
                });
    }

    private JsonNode judge(String path, ResponseEntity<String> answer) {
        int status = answer.getStatusCode().value();
        if (!answer.getStatusCode().is2xxSuccessful()) {
            throw new WeChatException(path, status, WeChatException.NO_ERRCODE, "not what was asked for");
        }
        try {
            JsonNode node = json.readTree(answer.getBody() == null ? "" : answer.getBody());
            if (!node.isObject()) {
                throw new WeChatException(path, status, WeChatException.NO_ERRCODE, "no JSON object");
            }
            int errcode = node.path("errcode").asInt(0);
            if (errcode != 0) {
                throw new WeChatException(
                        path, status, errcode, node.path("errmsg").asString(""));
            }
            return node;
        } catch (JacksonException e) {
            throw new WeChatException(path, status, WeChatException.NO_ERRCODE, "no JSON");
        }
    }

    private URI uri(String path, String token, Map<String, String> query) {
        UriComponentsBuilder uri =
                UriComponentsBuilder.fromUri(account.apiBaseUrl().get()).path(path);
        Map<String, Object> values = new LinkedHashMap<>(query);
        if (!token.isEmpty()) {
            values.put("access_token", token);
        }
        values.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
        return uri.encode().buildAndExpand(values).toUri();
    }
}
