package org.bandeng.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bandeng.community.OpenId;
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

    /** Longer than the slowest send: a picture to upload, each call with its one repeat after a token refresh. */
    private static final Duration LEASE = Duration.ofMinutes(4);

    private static final Duration POLL_WHILE_STOPPING = Duration.ofMillis(20);
    private static final int AT_ONCE = 8;

    /** About an hour and a half of tries; what is important is then told at the door, too. */
    private static final int TRIES_BEFORE_THE_DOOR = 16;

    /** WeChat drops a repeat of a template message for 10 minutes ("模板消息 client_msg_id", WeChat docs); tries end well before. */
    private static final int REPEATS = 6;

    private static final Duration REPEATABLE = Duration.ofMinutes(8);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Outbox outbox;
    private final Attempts attempts;
    private final Reach reach;
    private final Doorstep doorstep;
    private final NoticeTemplates templates;
    private final Delivery delivery;
    private final LiveFeed live;
    private final Sinks.Many<Boolean> wakeUps = Sinks.many().unicast().onBackpressureBuffer();
    private final Sinks.Empty<Void> stopping = Sinks.empty();
    private final AtomicReference<@Nullable Disposable> running = new AtomicReference<>();

    OutboxRelay(
            Outbox outbox,
            Attempts attempts,
            Reach reach,
            Doorstep doorstep,
            NoticeTemplates templates,
            Delivery delivery,
            LiveFeed live) {
        this.outbox = outbox;
        this.attempts = attempts;
        this.reach = reach;
        this.doorstep = doorstep;
        this.templates = templates;
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
        return delivery.deliver(Envelope.unrecorded(resident, text), Way.SERVICE)
                .doOnNext(outcome -> LOG.warn("A resident was told without any record: {}", outcome))
                .then();
    }

    /** Shows a resident whose answer takes long that somebody is writing. */
    public Mono<Void> typing(OpenId resident) {
        return delivery.typing(resident);
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

    /** Sends all that is due. */
    Mono<Void> drain() {
        return outbox.giveUpLapsed(REPEATABLE)
                .doOnNext(lapsed -> {
                    if (lapsed > 0) {
                        LOG.warn(
                                "{} messages were being sent when the program stopped; staff can send them again",
                                lapsed);
                    }
                })
                .thenMany(outbox.claim(AT_ONCE, LEASE).flatMap(this::sendAlone, AT_ONCE))
                .collectList()
                .flatMap(sent -> sent.isEmpty() ? Mono.empty() : drain());
    }

    /** What goes wrong with one does not break the others off in the middle. */
    private Mono<Long> sendAlone(Envelope envelope) {
        return send(envelope).onErrorResume(problem -> {
            LOG.warn(
                    "Message {} could not be written down while it was sent: {}",
                    envelope.messageId(),
                    problem.toString());
            return Mono.empty();
        });
    }

    private Mono<Long> send(Envelope envelope) {
        return ways(envelope)
                .flatMap(open -> tryWays(envelope, open.ways, open.otherwise))
                .flatMap(end -> conclude(envelope, end))
                .then(Mono.defer(() -> live.changed(envelope.resident())))
                .thenReturn(envelope.messageId());
    }

    /**
     * How a message stands after all that could be tried now.
     *
     * @param templateId the template whose try may be repeated; empty: nothing was taken for certain
     */
    private record Standing(String status, String problem, Duration after, String templateId) {
        static Standing of(String status, String problem) {
            return new Standing(status, problem, Duration.ZERO, "");
        }
    }

    private record Open(List<Way> ways, Standing otherwise) {}

    /** The ways that are open for a message; after a try that may have been taken, only that one. */
    private Mono<Open> ways(Envelope envelope) {
        if (!envelope.templateId().isEmpty()) {
            Way again = new Way(Channel.TEMPLATE, envelope.templateId());
            return Mono.just(
                    new Open(List.of(again), Standing.of("unconfirmed", "it is not known whether it arrived")));
        }
        List<Way> declared = envelope.media() == null ? templates.waysFor(envelope.notice()) : List.of();
        return reach.of(envelope.resident())
                .map(reachable -> new Open(reachable.open(declared), Standing.of("held", reachable.whyClosed())));
    }

    private Mono<Standing> tryWays(Envelope envelope, List<Way> ways, Standing otherwise) {
        if (ways.isEmpty()) {
            return Mono.just(otherwise);
        }
        Way way = ways.get(0);
        List<Way> others = ways.subList(1, ways.size());
        return attempts.begin(envelope, way)
                .flatMap(attempt -> delivery.deliver(envelope, way).flatMap(outcome -> attempts.end(attempt, outcome)
                        .then(Mono.defer(() -> after(envelope, way, outcome, others, otherwise)))))
                .switchIfEmpty(Mono.defer(() -> tryWays(envelope, others, otherwise)));
    }

    private Mono<Standing> after(
            Envelope envelope, Way way, Delivery.Outcome outcome, List<Way> others, Standing otherwise) {
        String problem = outcome.problem();
        if (outcome instanceof Delivery.Outcome.Retry retry) {
            Duration wait = longer(retry.after(), backoff(envelope.attempt()));
            return reach.giveBack(envelope.resident(), way)
                    .thenReturn(new Standing("pending", problem, wait, envelope.templateId()));
        }
        if (outcome instanceof Delivery.Outcome.Unavailable unavailable) {
            Standing later = new Standing("pending", problem, unavailable.after(), envelope.templateId());
            return reach.giveBack(envelope.resident(), way).then(tryWays(envelope, others, later));
        }
        if (outcome instanceof Delivery.Outcome.Closed closed) {
            Standing next = otherwise.status.equals("held") ? Standing.of("held", problem) : otherwise;
            return reach.closed(envelope.resident(), way, closed.why())
                    .then(tryWays(envelope, closed.why() == Reach.Closed.UNFOLLOWED ? List.of() : others, next));
        }
        if (outcome instanceof Delivery.Outcome.Failed) {
            Standing next = otherwise.status.equals("held") ? Standing.of("failed", problem) : otherwise;
            return tryWays(envelope, others, next);
        }
        if (outcome instanceof Delivery.Outcome.Unconfirmed unconfirmed) {
            boolean again = unconfirmed.repeatable() && envelope.attempt() <= REPEATS;
            return Mono.just(
                    again
                            ? new Standing("pending", problem, backoff(envelope.attempt()), way.templateId())
                            : Standing.of("unconfirmed", problem));
        }
        return Mono.just(Standing.of("sent", ""));
    }

    private static Duration backoff(int attempt) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, 10));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Mono<Void> conclude(Envelope envelope, Standing end) {
        if (!end.problem.isEmpty()) {
            LOG.warn("Message {} is {}: {}", envelope.messageId(), end.status, end.problem);
        }
        Mono<Void> recorded = outbox.record(envelope, end.status, end.problem, end.after, end.templateId);
        if (end.status.equals("sent")) {
            return recorded.then(doorstep.noLongerNeeded(envelope));
        }
        boolean soon = end.status.equals("pending") && envelope.attempt() < TRIES_BEFORE_THE_DOOR;
        return soon || !envelope.important() ? recorded : recorded.then(doorstep.needed(envelope));
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
