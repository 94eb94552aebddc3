package org.bandeng.conversation.redis;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.bandeng.community.OpenId;
import org.bandeng.community.ResidentId;
import org.bandeng.conversation.ConversationProperties;
import org.bandeng.conversation.Reply;
import org.bandeng.conversation.StoredConversation;
import org.bandeng.conversation.Turns;
import org.bandeng.live.LiveFeed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns by a queue, a lease and a fencing token in Redis.
 *
 * <p>All keys of a resident share a hash tag, so that they are on one node of a cluster. A holder that dies loses its
 * lease after {@link #LEASE}; a waiter that dies is passed over after {@link #PATIENCE}. Should a holder be thought dead
 * and wake up again, its fencing token is too low for the database.
 */
@Component
class RedisTurns implements Turns {

    private static final Logger LOG = LoggerFactory.getLogger(RedisTurns.class);

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration ASK_AGAIN = Duration.ofMillis(25);

    /** WeChat delivers again within 15 s ("接收普通消息", reported practice); hours cost little. */
    private static final Duration REPLY_LIFE = Duration.ofHours(6);

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> BEGIN = script("begin-turn", List.class);

    private static final RedisScript<Long> END = script("end-turn", Long.class);
    private static final RedisScript<Long> KEEP = script("keep-turn", Long.class);

    private final ReactiveStringRedisTemplate redis;
    private final JsonMapper json;
    private final Duration stateLife;

    RedisTurns(ReactiveStringRedisTemplate redis, JsonMapper json, ConversationProperties properties) {
        this.redis = redis;
        this.json = json;
        this.stateLife = properties.stateLife();
    }

    @Override
    public Mono<Turn> begin(OpenId openId, String messageKey) {
        Keys keys = new Keys(openId);
        String lease = UUID.randomUUID().toString();
        List<String> names =
                List.of(keys.reply(messageKey), keys.lock(), keys.queue(), keys.beats(), keys.state(), keys.fence());
        List<String> arguments =
                List.of(messageKey, lease, String.valueOf(LEASE.toMillis()), String.valueOf(PATIENCE.toMillis()));
        return Flux.defer(() -> redis.execute(BEGIN, names, arguments))
                .next()
                .mapNotNull(answer -> turn(answer, openId, messageKey, lease))
                .repeatWhenEmpty(again -> again.delayElements(ASK_AGAIN));
    }

    private @org.jspecify.annotations.Nullable Turn turn(
            List<?> answer, OpenId openId, String messageKey, String lease) {
        return switch ((String) answer.get(0)) {
            case "done" -> new Done(json.readValue((String) answer.get(1), Reply.class));
            case "begun" ->
                new Begun(
                        openId,
                        messageKey,
                        Long.parseLong((String) answer.get(1)),
                        lease + "|" + messageKey,
                        state((String) answer.get(2)));
            default -> null;
        };
    }

    @Override
    public Mono<StoredConversation> look(OpenId openId) {
        return redis.opsForValue()
                .get(new Keys(openId).state())
                .defaultIfEmpty("")
                .map(this::state);
    }

    /** A state that cannot be read is dropped: the resident starts over, which is better than being stuck. */
    private StoredConversation state(String stored) {
        if (stored.isEmpty()) {
            return StoredConversation.EMPTY;
        }
        try {
            StoredConversation state = json.readValue(stored, StoredConversation.class);
            return state.version() == StoredConversation.VERSION ? state : StoredConversation.EMPTY;
        } catch (JacksonException e) {
            LOG.warn(
                    "A conversation's state is in no known form and was dropped: {}",
                    e.getClass().getSimpleName());
            return StoredConversation.EMPTY;
        }
    }

    @Override
    public Mono<Void> keep(Begun turn) {
        return Flux.interval(LEASE.dividedBy(3))
                .concatMap(tick -> redis.execute(
                        KEEP,
                        List.of(new Keys(turn.openId()).lock()),
                        List.of(turn.lease(), String.valueOf(LEASE.toMillis()))))
                .takeUntil(kept -> kept == 0)
                .then();
    }

    @Override
    public Mono<Void> end(Begun turn, ResidentId resident, StoredConversation state, Reply reply) {
        String stored = state.isEmpty() ? "" : json.writeValueAsString(state);
        return end(turn, stored, json.writeValueAsString(reply), LiveFeed.messageFor(resident));
    }

    @Override
    public Mono<Void> abandon(Begun turn) {
        return end(turn, "", "", "");
    }

    private Mono<Void> end(Begun turn, String state, String reply, String change) {
        Keys keys = new Keys(turn.openId());
        return redis.execute(
                        END,
                        List.of(keys.reply(turn.messageKey()), keys.lock(), keys.state()),
                        List.of(
                                turn.lease(),
                                state,
                                String.valueOf(stateLife.toSeconds()),
                                reply,
                                String.valueOf(REPLY_LIFE.toSeconds()),
                                LiveFeed.CHANNEL,
                                change))
                .then();
    }

    private static <T> RedisScript<T> script(String name, Class<T> answer) {
        DefaultRedisScript<T> script = new DefaultRedisScript<>();
        script.setLocation(new ClassPathResource("redis/" + name + ".lua"));
        script.setResultType(answer);
        return script;
    }

    private record Keys(OpenId openId) {
        String reply(String messageKey) {
            return name("reply:" + messageKey);
        }

        String lock() {
            return name("lock");
        }

        String queue() {
            return name("queue");
        }

        String beats() {
            return name("beats");
        }

        String state() {
            return name("state");
        }

        String fence() {
            return name("fence");
        }

        private String name(String what) {
            return "bandeng:{" + openId.value() + "}:" + what;
        }
    }
}
