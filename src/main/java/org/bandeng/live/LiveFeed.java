package org.bandeng.live;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.bandeng.community.ResidentId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.ReactiveSubscription;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/** A feed of "something about this resident changed", over Redis, to whoever watches on any instance. */
@Component
public class LiveFeed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

    /** The channel in Redis; whoever is talking to Redis anyway may publish {@link #messageFor} on it. */
    public static final String CHANNEL = "bandeng:live";

    private static final Duration BUSY = Duration.ofSeconds(1);

    private final ReactiveStringRedisTemplate redis;
    private final Sinks.Many<ResidentId> changes = Sinks.many().multicast().directBestEffort();
    private final AtomicReference<@Nullable Disposable> listening = new AtomicReference<>();

    LiveFeed(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /** What is published when something about a resident changed. */
    public static String messageFor(ResidentId resident) {
        return String.valueOf(resident.value());
    }

    /** Every change from now on, until the program stops. A change while Redis is away is missed: who shows lists reloads now and then. */
    public Flux<ResidentId> changes() {
        return changes.asFlux();
    }

    /** Tells the change. Never fails: a page that is not refreshed is no reason to undo what was done. */
    public Mono<Void> changed(ResidentId resident) {
        return redis.convertAndSend(CHANNEL, messageFor(resident))
                .doOnError(e -> LOG.warn("Staff pages were not told of a change: {}", e.toString()))
                .onErrorComplete()
                .then();
    }

    @Override
    public void start() {
        listening.set(redis.listenToChannel(CHANNEL)
                .map(ReactiveSubscription.Message::getMessage)
                .map(id -> new ResidentId(Long.parseLong(id)))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5)))
                .subscribe(resident -> changes.emitNext(resident, Sinks.EmitFailureHandler.busyLooping(BUSY))));
    }

    /** Before the web server waits for its last requests: pages that listen would keep it waiting. */
    @Override
    public void stop() {
        changes.tryEmitComplete();
        Disposable current = listening.getAndSet(null);
        if (current != null) {
            current.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return listening.get() != null;
    }
}
