package org.bandeng.wechat;

import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What WeChat told about the account itself: its verification, its mass messages. */
@Repository
public class AccountEvents {

    private final DatabaseClient database;

    AccountEvents(DatabaseClient database) {
        this.database = database;
    }

    /** @param kind WeChat's name of the event */
    public record AccountEvent(String kind, String detail, Instant at) {}

    /** Latest first. */
    public Flux<AccountEvent> latest(int limit) {
        return database.sql("select kind, detail, at from account_event order by id desc limit :limit")
                .bind("limit", limit)
                .map(row -> new AccountEvent(
                        row.get("kind", String.class), row.get("detail", String.class), row.get("at", Instant.class)))
                .all();
    }

    Mono<Void> keep(String key, AccountEvent event) {
        return database.sql("""
                        insert into account_event (dedup_key, kind, detail, at) values (:key, :kind, :detail, :at)
                        on conflict (dedup_key) do nothing""")
                .bind("key", key)
                .bind("kind", event.kind())
                .bind("detail", event.detail())
                .bind("at", event.at())
                .then();
    }
}
