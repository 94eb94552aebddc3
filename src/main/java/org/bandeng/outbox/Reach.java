package org.bandeng.outbox;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bandeng.community.ResidentId;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The ledger of what the platform allows towards each resident. */
@Repository
public class Reach {

    private final DatabaseClient database;
    private final Clock clock;

    Reach(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** How the resident can be reached now. */
    public Mono<Reachability> of(ResidentId resident) {
        Mono<Boolean> followed = database.sql("select followed from resident where id = :id")
                .bind("id", resident.value())
                .mapValue(Boolean.class)
                .one()
                .defaultIfEmpty(false);
        Mono<Window> window = database.sql("""
                        select coalesce(max(remaining), 0)::int as remaining, max(until) filter (where remaining > 0) as until_left,
                            max(until) as until_any
                        from service_window where resident_id = :id and until > :now""")
                .bind("id", resident.value())
                .bind("now", Instant.now(clock))
                .map(Window::of)
                .one();
        return Mono.zip(followed, window, consents(resident))
                .map(all -> new Reachability(
                        all.getT1(),
                        all.getT2().remaining,
                        all.getT2().until,
                        all.getT3().remaining,
                        all.getT3().refused));
    }

    private record Window(int remaining, @Nullable Instant until) {
        static Window of(Readable row) {
            Instant left = row.get("until_left", Instant.class);
            return new Window(
                    row.get("remaining", Integer.class), left == null ? row.get("until_any", Instant.class) : left);
        }
    }

    private record Consents(Map<String, Integer> remaining, Set<String> refused) {}

    private Mono<Consents> consents(ResidentId resident) {
        Consents consents = new Consents(new HashMap<>(), new HashSet<>());
        return database.sql("select template_id, remaining, refused from template_consent where resident_id = :id")
                .bind("id", resident.value())
                .map(row -> {
                    String template = row.get("template_id", String.class);
                    consents.remaining.put(template, row.get("remaining", Integer.class));
                    if (row.get("refused", Boolean.class)) {
                        consents.refused.add(template);
                    }
                    return template;
                })
                .all()
                .then(Mono.just(consents));
    }

    /** The resident did something that opens a window. */
    public Mono<Void> interacted(ResidentId resident, Interaction interaction, Instant at) {
        if (interaction == Interaction.NONE) {
            return Mono.empty();
        }
        return database.sql("""
                        insert into service_window (resident_id, kind, until, remaining) values (:id, :kind, :until, :remaining)
                        on conflict (resident_id, kind) do update set
                            remaining = case when excluded.until >= service_window.until then excluded.remaining
                                else service_window.remaining end,
                            until = greatest(excluded.until, service_window.until)""")
                .bind("id", resident.value())
                .bind("kind", interaction.stored())
                .bind("until", at.plus(interaction.window()))
                .bind("remaining", interaction.messages())
                .then();
    }

    /** The resident agreed to one more message with a template, or wants none. */
    public Mono<Void> consented(ResidentId resident, String templateId, boolean accepted) {
        return database.sql("""
                        insert into template_consent (resident_id, template_id, remaining, refused)
                        values (:id, :template, case when :accepted then 1 else 0 end, not :accepted)
                        on conflict (resident_id, template_id) do update set refused = excluded.refused,
                            remaining = case when :accepted then template_consent.remaining + 1 else 0 end""")
                .bind("id", resident.value())
                .bind("template", templateId)
                .bind("accepted", accepted)
                .then();
    }

    /**
     * Uses up one message of a way before it is tried: whatever happens then, never more is sent than is allowed.
     *
     * @return false if nothing is left
     */
    Mono<Boolean> take(ResidentId resident, Way way) {
        return switch (way.channel()) {
            case SERVICE ->
                change(
                        resident,
                        "update service_window set remaining = remaining - 1 where resident_id = :id and until > :now and remaining > 0",
                        Map.of("now", Instant.now(clock)));
            case SUBSCRIBE ->
                change(
                        resident,
                        "update template_consent set remaining = remaining - 1 where resident_id = :id and template_id = :template and remaining > 0",
                        Map.of("template", way.templateId()));
            case TEMPLATE, PASSIVE -> Mono.just(true);
        };
    }

    /** The platform certainly did not take the message, so it did not count. */
    Mono<Boolean> giveBack(ResidentId resident, Way way) {
        return switch (way.channel()) {
            case SERVICE ->
                change(
                        resident,
                        """
                    update service_window set remaining = remaining + 1 where resident_id = :id and until > :now
                        and remaining < case kind when 'message' then %d else %d end""".formatted(Interaction.MESSAGE.messages(), Interaction.TAP.messages()),
                        Map.of("now", Instant.now(clock)));
            case SUBSCRIBE ->
                change(
                        resident,
                        "update template_consent set remaining = remaining + 1 where resident_id = :id and template_id = :template",
                        Map.of("template", way.templateId()));
            case TEMPLATE, PASSIVE -> Mono.just(true);
        };
    }

    /** The platform says that nothing goes this way; it knows better than the ledger. */
    Mono<Boolean> closed(ResidentId resident, Way way, Closed why) {
        return switch (why) {
            case UNFOLLOWED -> change(resident, "update resident set followed = false where id = :id", Map.of());
            case USED_UP ->
                way.channel() == Channel.SERVICE
                        ? change(resident, "update service_window set remaining = 0 where resident_id = :id", Map.of())
                        : consented(resident, way.templateId(), false).thenReturn(true);
            case WINDOW ->
                change(
                        resident,
                        "update service_window set until = :now, remaining = 0 where resident_id = :id",
                        Map.of("now", Instant.now(clock)));
            case REFUSED ->
                way.templateId().isEmpty()
                        ? change(resident, "update service_window set remaining = 0 where resident_id = :id", Map.of())
                        : consented(resident, way.templateId(), false).thenReturn(true);
        };
    }

    private Mono<Boolean> change(ResidentId resident, String sql, Map<String, Object> values) {
        DatabaseClient.GenericExecuteSpec statement = database.sql(sql).bind("id", resident.value());
        for (Map.Entry<String, Object> value : values.entrySet()) {
            statement = statement.bind(value.getKey(), value.getValue());
        }
        return statement.fetch().rowsUpdated().map(rows -> rows > 0);
    }

    /** Why nothing goes a way to a resident. */
    public enum Closed {
        /** They do not follow the account. */
        UNFOLLOWED,
        /** The time since their last interaction is over. */
        WINDOW,
        /** The count is used up. */
        USED_UP,
        /** They do not want it. */
        REFUSED
    }
}
