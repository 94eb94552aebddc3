package org.bandeng.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bandeng.dialog.TalkState;
import org.bandeng.dialog.json.DialogJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;

/** Conversations as they were, turn by turn: for trying out drafts, for stories, and for figures about dialogs. */
@Repository
public class Recordings {

    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);

    /** For how long they are kept: twice what pages look back. */
    public static final Duration KEPT = Duration.ofDays(60);

    private final DatabaseClient database;
    private final Clock clock;

    Recordings(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A turn as it was.
     *
     * @param first whether nothing was under way before it
     * @param played what the engine was given
     * @param deeds what was done outside, by the names of the effects; the outcomes are among the inputs, in the same order
     * @param dialog the dialog that it was about
     * @param trace what was understood and why, as JSON
     */
    public record Turn(
            long resident,
            boolean first,
            DialogJson.Played played,
            List<String> deeds,
            String dialog,
            String trace,
            TalkState state) {}

    /** What is older tells nobody anything any more, and is forgotten. */
    @Scheduled(fixedDelay = 6 * 60 * 60 * 1_000L, initialDelay = 60_000)
    Mono<Void> forgetOld() {
        return database.sql("delete from dialog_turn where at < :until")
                .bind("until", Instant.now(clock).minus(KEPT))
                .then()
                .onErrorResume(problem -> {
                    LOG.warn("Old turns could not be forgotten yet, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }

    /** The turns since some moment, each resident's together and in order; the latest residents first, {@code limit} of them. */
    public Flux<Turn> since(Instant since, int limit) {
        return database.sql("""
                        select t.* from dialog_turn t join (
                            select resident_id, max(id) as latest from dialog_turn where at >= :since
                            group by resident_id order by latest desc limit :limit) r on r.resident_id = t.resident_id
                        where t.at >= :since order by r.latest desc, t.id""")
                .bind("since", since)
                .bind("limit", limit)
                .map(Recordings::row)
                .all()
                .publishOn(Schedulers.boundedElastic())
                .flatMapSequential(row -> Mono.justOrEmpty(turn(row)));
    }

    /** The turns of the resident's last conversation, in order. */
    public Flux<Turn> lastOf(String openId) {
        return database.sql("""
                        select t.* from dialog_turn t join resident r on r.id = t.resident_id
                        where r.open_id = :open_id and t.id >= (
                            select max(id) from dialog_turn where resident_id = r.id and first) order by t.id""")
                .bind("open_id", openId)
                .map(Recordings::row)
                .all()
                .publishOn(Schedulers.boundedElastic())
                .flatMapSequential(row -> Mono.justOrEmpty(turn(row)));
    }

    private record Row(
            long resident,
            boolean first,
            String inputs,
            List<String> deeds,
            String dialog,
            String trace,
            String state) {}

    private static Row row(io.r2dbc.spi.Readable row) {
        String[] deeds = row.get("deeds", String[].class);
        return new Row(
                row.get("resident_id", Long.class),
                row.get("first", Boolean.class),
                row.get("inputs", String.class),
                deeds == null ? List.of() : List.of(deeds),
                row.get("dialog", String.class),
                row.get("trace", String.class),
                row.get("state", String.class));
    }

    /** Empty for a turn that was written in a form that is no longer read. */
    private static Optional<Turn> turn(Row row) {
        try {
            return Optional.of(new Turn(
                    row.resident(),
                    row.first(),
                    DialogJson.played(row.inputs()),
                    row.deeds(),
                    row.dialog(),
                    row.trace(),
                    DialogJson.state(row.state())));
        } catch (JacksonException outdated) {
            return Optional.empty();
        }
    }

    /**
     * How often something happened at a question.
     *
     * @param step the slot that is asked for
     * @param what {@code asked}, {@code waiting} (now), or how it ended there: {@code person}, {@code cancelled}, {@code put-by}
     */
    public record Count(String dialog, String step, String what, long times) {}

    /** What happened at the questions of all dialogs since some moment. */
    public Flux<Count> counts(Instant since) {
        return database.sql("""
                        select dialog, step, 'asked' as what, count(*) as times from dialog_turn
                        where at >= :since and step <> '' group by dialog, step
                        union all
                        select dialog_before, step_before, ending, count(*) from dialog_turn
                        where at >= :since and ending in ('person', 'cancelled', 'put-by') and step_before <> ''
                        group by dialog_before, step_before, ending
                        union all
                        select t.dialog, t.step, 'waiting', count(*) from conversation_wait w
                        cross join lateral (
                            select dialog, step from dialog_turn where resident_id = w.resident_id order by id desc limit 1) t
                        where t.step <> '' group by t.dialog, t.step""")
                .bind("since", since)
                .map(row -> new Count(
                        row.get("dialog", String.class),
                        row.get("step", String.class),
                        row.get("what", String.class),
                        row.get("times", Long.class)))
                .all();
    }

    /** How many conversations ended in each dialog since some moment, and how: {@code done}, {@code person}, {@code cancelled}, {@code put-by}. */
    public Mono<Map<String, Map<String, Long>>> endings(Instant since) {
        return database.sql("""
                        select case when ending = 'done' or dialog_before = '' then dialog else dialog_before end as dialog, ending,
                            count(*) as times
                        from dialog_turn where at >= :since and ending <> '' group by 1, 2""")
                .bind("since", since)
                .map(row -> new Count(
                        row.get("dialog", String.class),
                        "",
                        row.get("ending", String.class),
                        row.get("times", Long.class)))
                .all()
                .collectMultimap(Count::dialog)
                .map(all -> {
                    Map<String, Map<String, Long>> byDialog = new java.util.HashMap<>();
                    all.forEach((dialog, counts) ->
                            counts.forEach(count -> byDialog.computeIfAbsent(dialog, key -> new java.util.HashMap<>())
                                    .put(count.what(), count.times())));
                    return byDialog;
                });
    }
}
