package org.bandeng.wechat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.bandeng.community.OpenId;
import org.bandeng.media.Media;
import org.bandeng.outbox.Channel;
import org.bandeng.outbox.Delivery;
import org.bandeng.outbox.Envelope;
import org.bandeng.outbox.Reach;
import org.bandeng.outbox.Way;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

/**
 * Delivers by customer-service, subscription or template message.
 *
 * <p>Only template messages have a key that makes a repeat harmless. So any other try is repeated only when it is certain that
 * the one before was not taken: WeChat said so, or the connection was never made. When a call breaks off after it was sent,
 * the message is {@link Outcome.Unconfirmed}.
 */
@Component
class WeChatDelivery implements Delivery {

    private static final int SERVICE_UNAVAILABLE = 503;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Duration WHEN_PUT_RIGHT = Duration.ofMinutes(5);

    private final WeChatApi api;
    private final MessageTemplates templates;
    private final Media media;

    WeChatDelivery(WeChatApi api, MessageTemplates templates, Media media) {
        this.api = api;
        this.templates = templates;
        this.media = media;
    }

    @Override
    public Mono<Outcome> deliver(Envelope envelope, Way way) {
        return Mono.defer(() -> sent(envelope, way))
                .<Outcome>map(Outcome.Sent::new)
                .onErrorResume(problem -> Mono.just(outcome(problem, way)));
    }

    /** The platform's id of the message; empty text if it gives none. */
    private Mono<String> sent(Envelope envelope, Way way) {
        return switch (way.channel()) {
            case TEMPLATE -> api.sendTemplate(templates.fill(envelope, way), "m" + envelope.messageId());
            case SUBSCRIBE -> api.sendSubscribe(templates.fill(envelope, way));
            case SERVICE ->
                message(envelope)
                        .flatMap(message -> api.send(envelope.openId(), message, envelope.aiMade()))
                        .thenReturn("");
            case PASSIVE -> Mono.error(new IllegalArgumentException("A passive reply is not pushed"));
        };
    }

    private Mono<ServiceMessage> message(Envelope envelope) {
        Long picture = envelope.media();
        if (picture != null) {
            return media.bytes(picture)
                    .switchIfEmpty(Mono.error(() -> new UnsendableException("the picture is not there")))
                    .flatMap(kept -> api.uploadImage(kept.name(), kept.bytes()))
                    .onErrorMap(WeChatDelivery::isOnTheWay, BeforeSendingException::new)
                    .map(ServiceMessage.Image::new);
        }
        return Mono.just(
                envelope.choices().isEmpty()
                        ? new ServiceMessage.Text(envelope.text())
                        : new ServiceMessage.Menu(envelope.text(), envelope.choices(), ""));
    }

    /** Whether the picture could not be brought there, for a reason that may pass. */
    private static boolean isOnTheWay(Throwable problem) {
        boolean answered = problem instanceof WeChatException answer && answer.errcode() != WeChatException.NO_ERRCODE;
        return !answered
                && !(problem instanceof ApiGate.ClosedException)
                && !(problem instanceof WeChatApi.NoTokenException)
                && !(problem instanceof UnsendableException);
    }

    @Override
    public Mono<Void> typing(OpenId openId) {
        return api.typing(openId).onErrorComplete();
    }

    private static Outcome outcome(Throwable problem, Way way) {
        String words = String.valueOf(problem.getMessage());
        if (problem instanceof ApiGate.ClosedException) {
            return new Outcome.Unavailable(words, LATER);
        }
        if (problem instanceof WeChatApi.NoTokenException) {
            return new Outcome.Retry(words, problem.getCause() instanceof WeChatException ? LATER : SOON);
        }
        if (problem instanceof BeforeSendingException) {
            return new Outcome.Retry(words, SOON);
        }
        if (problem instanceof TemplateField.UnfitException || problem instanceof UnsendableException) {
            return new Outcome.Failed(words);
        }
        boolean repeatable = way.channel() == Channel.TEMPLATE;
        if (problem instanceof WeChatException answer) {
            return answer.errcode() == WeChatException.NO_ERRCODE ? strange(answer, repeatable) : answered(answer);
        }
        if (problem instanceof WebClientRequestException request && neverConnected(request)) {
            return new Outcome.Retry("the platform cannot be reached", SOON);
        }
        if (problem instanceof java.util.concurrent.TimeoutException) {
            return new Outcome.Unconfirmed("the platform did not answer in time", repeatable);
        }
        return new Outcome.Unconfirmed("the connection broke before the platform had answered", repeatable);
    }

    private static Outcome answered(WeChatException answer) {
        String words = String.valueOf(answer.getMessage());
        return switch (ErrorClass.of(answer.errcode())) {
            case RETRY, REFRESH_TOKEN -> new Outcome.Retry(words, SOON);
            case SLOW_DOWN -> new Outcome.Retry(words, LATER);
            case DAILY_QUOTA, TELL_STAFF, TEMPLATE_GONE -> new Outcome.Unavailable(words, WHEN_PUT_RIGHT);
            case WINDOW_CLOSED -> new Outcome.Closed(words, Reach.Closed.WINDOW);
            case USED_UP -> new Outcome.Closed(words, Reach.Closed.USED_UP);
            case UNFOLLOWED -> new Outcome.Closed(words, Reach.Closed.UNFOLLOWED);
            case REFUSED -> new Outcome.Closed(words, Reach.Closed.REFUSED);
            case GIVE_UP, LOGIN_AGAIN, OUR_MISTAKE -> new Outcome.Failed(words);
        };
    }

    /** 503 is a refusal; behind any other status, or a body that is no JSON, the message may have been taken. */
    private static Outcome strange(WeChatException answer, boolean repeatable) {
        String words = String.valueOf(answer.getMessage());
        return answer.httpStatus() == SERVICE_UNAVAILABLE
                ? new Outcome.Retry(words, SOON)
                : new Outcome.Unconfirmed(words, repeatable);
    }

    private static boolean neverConnected(WebClientRequestException request) {
        Throwable cause = request.getCause();
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof io.netty.channel.ConnectTimeoutException;
    }

    /** There is nothing that could be sent. */
    private static final class UnsendableException extends RuntimeException {
        UnsendableException(String message) {
            super(message);
        }
    }

    /** Something went wrong before the message itself was on its way. */
    private static final class BeforeSendingException extends RuntimeException {
        BeforeSendingException(Throwable cause) {
            super("its picture could not be brought to the platform: " + cause.getMessage(), cause);
        }
    }
}
