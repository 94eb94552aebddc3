package org.bandeng.sandbox;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.bandeng.wechat.MessageCrypto;
import org.bandeng.wechat.MessageSignature;
import org.bandeng.wechat.MessageXml;
import org.bandeng.wechat.SandboxMode;
import org.bandeng.wechat.WeChatAccount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Brings what phones send to the webhook as WeChat does: signed, encrypted, with 5 s of patience, three times. */
@Component
@Conditional(SandboxMode.class)
class Wire {

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int REPEATS = 2;
    private static final String NOTHING = "success";

    /** What real phones show then. */
    private static final String OUT_OF_SERVICE = "该公众号提供的服务出现故障，请稍后再试";

    private final WeChatAccount account;
    private final Phones phones;
    private final Environment environment;
    private final Clock clock;
    private final WebClient client;
    private final AtomicLong lastMsgId;

    Wire(WeChatAccount account, Phones phones, Environment environment, Clock clock, WebClient.Builder builder) {
        this.account = account;
        this.phones = phones;
        this.environment = environment;
        this.clock = clock;
        this.client = builder.clone().build();
        this.lastMsgId = new AtomicLong(clock.millis() * 1_000_000);
    }

    /** Sends a message; the phone shows what comes back. */
    Mono<Void> message(Phone phone, String type, Map<String, String> elements) {
        return deliver(phone, body(phone, type, elements) + "<MsgId>" + lastMsgId.incrementAndGet() + "</MsgId></xml>");
    }

    /** Sends an event; the phone shows what comes back. */
    Mono<Void> event(Phone phone, Map<String, String> elements) {
        return deliver(phone, body(phone, "event", elements) + "</xml>");
    }

    /** Sends an event with elements inside others. */
    Mono<Void> event(Phone phone, String event, String nested) {
        return deliver(phone, body(phone, "event", Map.of("Event", event)) + nested + "</xml>");
    }

    private String body(Phone phone, String type, Map<String, String> elements) {
        StringBuilder body = new StringBuilder("<xml>")
                .append(MessageXml.element("ToUserName", "gh_sandbox"))
                .append(MessageXml.element("FromUserName", phone.openId()))
                .append("<CreateTime>" + clock.instant().getEpochSecond() + "</CreateTime>")
                .append(MessageXml.element("MsgType", type));
        elements.forEach((name, text) -> body.append(MessageXml.element(name, text)));
        return body.toString();
    }

    private Mono<Void> deliver(Phone phone, String body) {
        return Mono.defer(() -> post(phone, body))
                .timeout(PATIENCE)
                .retry(REPEATS)
                .map(this::text)
                .doOnNext(text -> {
                    if (!text.isEmpty()) {
                        phones.accountSaid(phone, text, Map.of());
                    }
                })
                .onErrorResume(problem -> {
                    LOG.warn("The webhook did not take a message of the sandbox: {}", problem.toString());
                    phones.weChatSaid(phone, OUT_OF_SERVICE);
                    return Mono.empty();
                })
                .then();
    }

    private Mono<String> post(Phone phone, String body) {
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        String nonce = UUID.randomUUID().toString().substring(0, 8);
        String encrypt = crypto().encrypt(body);
        URI uri = UriComponentsBuilder.fromUriString(SandboxConfiguration.here(environment) + "/wechat")
                .queryParam("signature", MessageSignature.of(account.token(), timestamp, nonce))
                .queryParam("timestamp", timestamp)
                .queryParam("nonce", nonce)
                .queryParam("openid", phone.openId())
                .queryParam("encrypt_type", "aes")
                .queryParam("msg_signature", MessageSignature.of(account.token(), timestamp, nonce, encrypt))
                .build()
                .toUri();
        String sealed = "<xml>" + MessageXml.element("ToUserName", "gh_sandbox")
                + MessageXml.element("Encrypt", encrypt) + "</xml>";
        return client.post()
                .uri(uri)
                .contentType(MediaType.TEXT_XML)
                .bodyValue(sealed)
                .retrieve()
                .bodyToMono(String.class)
                .defaultIfEmpty("");
    }

    private MessageCrypto crypto() {
        return account.crypto().orElseThrow();
    }

    /** The text of an answer; as WeChat does, whatever is neither a signed message nor "success" counts as broken. */
    private String text(String answer) {
        if (answer.equals(NOTHING) || answer.isEmpty()) {
            return "";
        }
        MessageXml sealed = MessageXml.read(answer);
        String encrypt = sealed.get("Encrypt");
        if (!MessageSignature.matches(
                sealed.get("MsgSignature"), account.token(), sealed.get("TimeStamp"), sealed.get("Nonce"), encrypt)) {
            throw new IllegalStateException("The answer's signature is wrong");
        }
        return MessageXml.read(crypto().decrypt(encrypt)).get("Content");
    }
}
