package org.bandeng.wechat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bandeng.conversation.LateMail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The calls that were answered before their work was done, kept until it is. */
@Repository
class LateMessages {

    private static final Logger LOG = LoggerFactory.getLogger(LateMessages.class);

    /** No work takes so long; who is still here then was left by a program that died. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(90);

    private static final int MAX_ATTEMPTS = 20;

    private final DatabaseClient database;
    private final Clock clock;

    LateMessages(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param call what tells apart two calls whose bodies do not say when they were sent */
    record Late(String key, String body, String call) {}

    /** Where a call is kept when its time is over. */
    LateMail mailFor(Late late) {
        return new LateMail() {
            @Override
            public Mono<Void> keep() {
                return database.sql("""
                                insert into late_message (dedup_key, body, call, received_at) values (:key, :body, :call, :now)
                                on conflict (dedup_key) do nothing""")
                        .bind("key", late.key)
                        .bind("body", late.body.replace('\0', '\uFFFD'))
                        .bind("call", late.call)
                        .bind("now", Instant.now(clock))
                        .then();
            }

            @Override
            public Mono<Void> taken() {
                return database.sql("delete from late_message where dedup_key = :key")
                        .bind("key", late.key)
                        .then()
                        .onErrorResume(problem -> {
                            LOG.warn(
                                    "A late message is done but still kept, it will be looked at again: {}",
                                    problem.toString());
                            return Mono.empty();
                        });
            }
        };
    }

    /** Those that a program left behind, each for one instance alone. */
    Flux<Late> leftBehind() {
        Instant now = Instant.now(clock);
        return database.sql("""
                        update late_message set attempts = attempts + 1, received_at = :now where dedup_key in (
                            select dedup_key from late_message where received_at < :since and attempts < :max
                            order by received_at limit 10 for update skip locked)
                        returning dedup_key, body, call""")
                .bind("now", now)
                .bind("since", now.minus(LEFT_BEHIND))
                .bind("max", MAX_ATTEMPTS)
                .map(row -> new Late(
                        row.get("dedup_key", String.class),
                        row.get("body", String.class),
                        row.get("call", String.class)))
                .all();
    }
}
