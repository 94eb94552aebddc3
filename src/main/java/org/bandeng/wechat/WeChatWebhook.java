package org.bandeng.wechat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.bandeng.community.OpenId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Where WeChat calls. Who does not know the token is refused; who does always gets an answer in time that WeChat
 * understands, because anything else shows residents a line saying that the service is broken.
 */
@RestController
@RequestMapping("/wechat")
class WeChatWebhook {

    private static final Logger LOG = LoggerFactory.getLogger(WeChatWebhook.class);

    private final WeChatAccount account;
    private final WeChatProperties properties;
    private final Calls calls;
    private final Clock clock;

    WeChatWebhook(WeChatAccount account, WeChatProperties properties, Calls calls, Clock clock) {
        this.account = account;
        this.properties = properties;
        this.calls = calls;
        this.clock = clock;
    }

    /** The check of the URL, made when staff save it in the console. */
    @GetMapping
    Mono<ResponseEntity<String>> check(ServerHttpRequest request) {
        Call call = Call.of(request);
        return Mono.fromCallable(() -> {
                    prove(call);
                    return text(call.echostr);
                })
                .onErrorResume(Refusal.class, this::refused);
    }

    /** A message or an event. */
    @PostMapping
    Mono<ResponseEntity<String>> receive(ServerHttpRequest request) {
        Call call = Call.of(request);
        return Mono.fromCallable(() -> prove(call))
                .flatMap(token -> body(request).map(body -> clear(call, token, body)))
                .flatMap(clear -> answer(call, clear))
                .onErrorResume(Refusal.class, this::refused)
                .onErrorResume(WeChatWebhook::notTaken);
    }

    /** Nothing could be kept and nobody waits for words: WeChat brings the call again. The address, which has an openid, is not logged. */
    private static Mono<ResponseEntity<String>> notTaken(Throwable problem) {
        LOG.error("A call could not be taken; WeChat is left to repeat it: {}", problem.toString());
        return Mono.just(ResponseEntity.internalServerError().body(""));
    }

    /** Checks the signature, then the clock; the token that the call is signed with. */
    private String prove(Call call) {
        String token = account.tokenOf(call.signature, call.timestamp, call.nonce)
                .orElseThrow(() -> new Refusal(
                        HttpStatus.FORBIDDEN, "its signature is wrong; is bandeng.wechat.token that of the console?"));
        Duration skew = Duration.between(call.time(), Instant.now(clock)).abs();
        if (skew.compareTo(properties.maxClockSkew()) > 0) {
            throw new Refusal(HttpStatus.FORBIDDEN, "its timestamp is %s off; is the clock right?".formatted(skew));
        }
        return token;
    }

    private Mono<String> body(ServerHttpRequest request) {
        int limit = Math.toIntExact(properties.maxBody().toBytes());
        return DataBufferUtils.join(request.getBody(), limit)
                .map(WeChatWebhook::utf8)
                .defaultIfEmpty("")
                .onErrorMap(
                        DataBufferLimitException.class,
                        e -> new Refusal(
                                HttpStatus.CONTENT_TOO_LARGE, "its body is larger than %d bytes".formatted(limit)));
    }

    private static String utf8(DataBuffer buffer) {
        try {
            return buffer.toString(StandardCharsets.UTF_8);
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    /**
     * A body that can be read, and how to answer it.
     *
     * @param key null: in plain
     */
    private record Clear(
            String body, String token, @Nullable MessageCrypto key) {}

    /** The body that counts: in safe and in compatible mode the decrypted one, whatever else stands beside it. */
    private Clear clear(Call call, String token, String body) {
        if (!call.encrypted) {
            if (account.crypto().isPresent() && !properties.compatible()) {
                throw new Refusal(HttpStatus.FORBIDDEN, "it is not encrypted; choose the safe mode in the console");
            }
            return new Clear(body, token, null);
        }
        if (account.cryptos().isEmpty()) {
            throw new Refusal(HttpStatus.FORBIDDEN, "it is encrypted; set bandeng.wechat.encoding-aes-key");
        }
        try {
            String encrypt = MessageXml.read(body).get("Encrypt");
            if (!MessageSignature.matches(call.msgSignature, token, call.timestamp, call.nonce, encrypt)) {
                throw new Refusal(HttpStatus.FORBIDDEN, "its msg_signature is wrong");
            }
            return decrypted(encrypt, token);
        } catch (MessageXml.UnreadableException e) {
            return new Clear(body, token, null);
        }
    }

    /** With the current key, or the previous one. */
    private Clear decrypted(String encrypt, String token) {
        MessageCrypto.RefusedException refused = null;
        for (MessageCrypto key : account.cryptos()) {
            try {
                return new Clear(key.decrypt(encrypt), token, key);
            } catch (MessageCrypto.RefusedException e) {
                refused = refused == null ? e : refused;
            }
        }
        throw new Refusal(
                HttpStatus.FORBIDDEN, "it cannot be decrypted: " + (refused == null ? "" : refused.getMessage()));
    }

    private Mono<ResponseEntity<String>> answer(Call call, Clear clear) {
        return calls.take(clear.body, call.timestamp + call.nonce, call.openId)
                .filter(answered -> !answered.reply().isEmpty())
                .map(answered -> text(written(call, clear, answered)))
                .defaultIfEmpty(text(PassiveReply.NOTHING));
    }

    private String written(Call call, Clear clear, Calls.Answered answered) {
        String xml = PassiveReply.to(answered.incoming(), Instant.now(clock))
                .write(new PassiveReply.Text(answered.reply().text()));
        if (clear.key == null) {
            return xml;
        }
        String encrypt = clear.key.encrypt(xml);
        String signature = MessageSignature.of(clear.token, call.timestamp, call.nonce, encrypt);
        return PassiveReply.encrypted(encrypt, signature, call.timestamp, call.nonce);
    }

    private Mono<ResponseEntity<String>> refused(Refusal refusal) {
        LOG.warn("A call to /wechat was refused: {}", refusal.getMessage());
        return Mono.just(ResponseEntity.status(refusal.status).body(""));
    }

    /** XML goes out as text/xml, the rest as plain text. */
    private static ResponseEntity<String> text(String body) {
        MediaType type = body.startsWith("<xml>") ? MediaType.TEXT_XML : MediaType.TEXT_PLAIN;
        return ResponseEntity.ok()
                .contentType(new MediaType(type, StandardCharsets.UTF_8))
                .body(body);
    }

    /** The parameters of a call. */
    private record Call(
            String signature,
            String timestamp,
            String nonce,
            String echostr,
            boolean encrypted,
            String msgSignature,
            Optional<OpenId> openId) {

        static Call of(ServerHttpRequest request) {
            return new Call(
                    parameter(request, "signature"),
                    parameter(request, "timestamp"),
                    parameter(request, "nonce"),
                    parameter(request, "echostr"),
                    "aes".equals(parameter(request, "encrypt_type")),
                    parameter(request, "msg_signature"),
                    openId(parameter(request, "openid")));
        }

        private static String parameter(ServerHttpRequest request, String name) {
            return Objects.requireNonNullElse(request.getQueryParams().getFirst(name), "");
        }

        private static Optional<OpenId> openId(String value) {
            try {
                return Optional.of(new OpenId(value));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /** Long ago, if it is no number. */
        Instant time() {
            return timestamp.matches("[0-9]{1,11}") ? Instant.ofEpochSecond(Long.parseLong(timestamp)) : Instant.EPOCH;
        }
    }

    /** A call that is not let in; who calls learns nothing but the status. */
    private static final class Refusal extends RuntimeException {
        private final HttpStatus status;

        Refusal(HttpStatus status, String message) {
            super(message);
            this.status = status;
        }
    }
}
