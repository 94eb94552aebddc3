package org.bandeng.wechat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.bandeng.outbox.Delivery;
import org.bandeng.outbox.Envelope;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

/**
 * Delivers by customer-service message.
 *
 * <p>WeChat has no key that would make a repeat harmless. So a try is repeated only when it is certain that the one
 * before was not taken: WeChat said so, or the connection was never made. When a call breaks off after it was sent, the
 * message is {@link Outcome.Unconfirmed} and staff decide.
 */
@Component
class WeChatDelivery implements Delivery {

    private static final int SERVICE_UNAVAILABLE = 503;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Duration WHEN_PUT_RIGHT = Duration.ofMinutes(5);

    private final WeChatApi api;

    WeChatDelivery(WeChatApi api) {
        this.api = api;
    }

    @Override
    public Mono<Outcome> deliver(Envelope envelope) {
        Mono<Void> sent = envelope.choices().isEmpty()
                ? api.sendText(envelope.openId(), envelope.text())
                : api.sendMenu(envelope.openId(), envelope.text(), envelope.choices());
        return sent.then(Mono.<Outcome>fromSupplier(Outcome.Sent::new))
                .onErrorResume(problem -> Mono.just(outcome(problem)));
    }

    private static Outcome outcome(Throwable problem) {
        String words = String.valueOf(problem.getMessage());
        if (problem instanceof WeChatApi.NoTokenException) {
            return new Outcome.Retry(words, problem.getCause() instanceof WeChatException ? LATER : SOON);
        }
        if (problem instanceof WeChatException answer) {
            return answer.errcode() == WeChatException.NO_ERRCODE ? strange(answer) : answered(answer);
        }
        if (problem instanceof WebClientRequestException request && neverConnected(request)) {
            return new Outcome.Retry("the platform cannot be reached", SOON);
        }
        if (problem instanceof java.util.concurrent.TimeoutException) {
            return new Outcome.Unconfirmed("the platform did not answer in time");
        }
        return new Outcome.Unconfirmed("the connection broke before the platform had answered");
    }

    private static Outcome answered(WeChatException answer) {
        String words = String.valueOf(answer.getMessage());
        return switch (ErrorClass.of(answer.errcode())) {
            case RETRY, REFRESH_TOKEN -> new Outcome.Retry(words, SOON);
            case SLOW_DOWN -> new Outcome.Retry(words, LATER);
            case TELL_STAFF -> new Outcome.Retry(words, WHEN_PUT_RIGHT);
            case WINDOW_CLOSED -> new Outcome.Held(words);
            case GIVE_UP, OUR_MISTAKE -> new Outcome.Failed(words);
        };
    }

    /** 503 is a refusal; behind any other status, or a body that is no JSON, the message may have been taken. */
    private static Outcome strange(WeChatException answer) {
        String words = String.valueOf(answer.getMessage());
        return answer.httpStatus() == SERVICE_UNAVAILABLE
                ? new Outcome.Retry(words, SOON)
                : new Outcome.Unconfirmed(words);
    }

    private static boolean neverConnected(WebClientRequestException request) {
        Throwable cause = request.getCause();
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof io.netty.channel.ConnectTimeoutException;
    }
}
