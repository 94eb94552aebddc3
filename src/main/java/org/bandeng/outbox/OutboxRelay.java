package org.bandeng.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.bandeng.community.OpenId;
import org.bandeng.community.ResidentId;
import org.bandeng.live.LiveFeed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Sends what is due, as often as needed and no oftener; any number of instances may do so side by side. */
@Component
public class OutboxRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    /** How soon a message of another instance, or one whose time has come, is noticed. */
    private static final Duration POLL = Duration.ofMillis(500);

    /** Longer than the slowest call to the platform, with its one repeat after a token refresh. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration POLL_WHILE_STOPPING = Duration.ofMillis(20);
    private static final int AT_ONCE = 8;
    private static final int MAX_ATTEMPTS = 8;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Outbox outbox;
    private final Delivery delivery;
    private final LiveFeed live;
    private final Sinks.Many<Boolean> wakeUps = Sinks.many().unicast().onBackpressureBuffer();
    private final Sinks.Empty<Void> stopping = Sinks.empty();
    private final AtomicReference<@Nullable Disposable> running = new AtomicReference<>();

    OutboxRelay(Outbox outbox, Delivery delivery, LiveFeed live) {
        this.outbox = outbox;
        this.delivery = delivery;
        this.live = live;
    }

    /** Looks into the outbox soon; call it after a transaction that put something in. */
    public void wake() {
        wakeUps.emitNext(true, Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1)));
    }

    /**
     * Tells a resident something of which nothing can be written down, once and as well as it goes: the last resort, so that
     * they do not wait for an answer that will never come.
     */
    public Mono<Void> tellUnrecorded(OpenId resident, String text) {
        return delivery.deliver(new Envelope(0, new ResidentId(0), resident, text, Map.of(), 1))
                .doOnNext(outcome -> LOG.warn("A resident was told without any record: {}", outcome))
                .then();
    }

    @Override
    public void start() {
        Flux<Boolean> ticks = Flux.interval(POLL).onBackpressureDrop().map(tick -> true);
        running.set(Flux.merge(ticks, wakeUps.asFlux())
                .takeUntilOther(stopping.asMono())
                .onBackpressureLatest()
                .concatMap(tick -> drain().onErrorResume(this::logged), 1)
                .doFinally(end -> running.set(null))
                .subscribe());
    }

    private Mono<Void> logged(Throwable problem) {
        LOG.warn("The outbox could not be read, trying again: {}", problem.toString());
        return Mono.delay(POLL.multipliedBy(4)).then();
    }

    private Mono<Void> drain() {
        return outbox.giveUpLapsed()
                .doOnNext(lapsed -> {
                    if (lapsed > 0) {
                        LOG.warn(
                                "{} messages were being sent when the program stopped; staff can send them again",
                                lapsed);
                    }
                })
                .thenMany(outbox.claim(AT_ONCE, LEASE).flatMap(this::send, AT_ONCE))
                .collectList()
                .flatMap(sent -> sent.isEmpty() ? Mono.empty() : drain());
    }

    private Mono<Long> send(Envelope envelope) {
        return delivery.deliver(envelope)
                .flatMap(outcome -> record(envelope, outcome))
                .then(Mono.defer(() -> live.changed(envelope.resident())))
                .thenReturn(envelope.messageId());
    }

    private Mono<Void> record(Envelope envelope, Delivery.Outcome outcome) {
        long id = envelope.messageId();
        if (outcome instanceof Delivery.Outcome.Retry retry && envelope.attempt() < MAX_ATTEMPTS) {
            Duration wait = FIRST_WAIT.multipliedBy(1L << (envelope.attempt() - 1));
            Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
            Duration longer = retry.after().compareTo(bounded) > 0 ? retry.after() : bounded;
            return outbox.record(id, "pending", retry.problem(), longer);
        }
        if (outcome instanceof Delivery.Outcome.Retry retry) {
            return failed(id, "failed", retry.problem());
        }
        if (outcome instanceof Delivery.Outcome.Held held) {
            return outbox.record(id, "held", held.problem(), Duration.ZERO);
        }
        if (outcome instanceof Delivery.Outcome.Failed failed) {
            return failed(id, "failed", failed.problem());
        }
        if (outcome instanceof Delivery.Outcome.Unconfirmed unconfirmed) {
            return failed(id, "unconfirmed", unconfirmed.problem());
        }
        return outbox.record(id, "sent", "", Duration.ZERO);
    }

    private Mono<Void> failed(long id, String status, String problem) {
        LOG.warn("Message {} is {}: {}", id, status, problem);
        return outbox.record(id, status, problem, Duration.ZERO);
    }

    /** Lets the messages on their way arrive first. */
    @Override
    public void stop(Runnable callback) {
        stopping.tryEmitEmpty();
        Mono.delay(POLL_WHILE_STOPPING)
                .repeat(() -> isRunning())
                .take(LEASE)
                .doFinally(end -> callback.run())
                .subscribe();
    }

    @Override
    public void stop() {
        stopping.tryEmitEmpty();
    }

    @Override
    public boolean isRunning() {
        return running.get() != null;
    }
}
