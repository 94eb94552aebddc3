package org.bandeng.outbox;

import java.time.Clock;
import java.time.Instant;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The last plan: important messages that WeChat does not let through, for which somebody must knock on the door. */
@Repository
public class Doorstep {

    private final DatabaseClient database;
    private final Clock clock;

    Doorstep(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A message to be told at the door.
     *
     * @param place where the resident lives, as far as that is known
     */
    public record Task(long messageId, ResidentId resident, String text, String place, Instant since) {}

    /** What is still to be told, oldest first. */
    public Flux<Task> open(int limit) {
        return database.sql("""
                        select t.message_id, t.resident_id, t.created_at, m.content, coalesce((
                                select k.place_text from ticket k where k.resident_id = t.resident_id order by k.id desc limit 1
                            ), '') as place
                        from doorstep_task t join message m on m.id = t.message_id
                        where t.done_at is null order by t.created_at limit :limit""")
                .bind("limit", limit)
                .map(row -> new Task(
                        row.get("message_id", Long.class),
                        new ResidentId(row.get("resident_id", Long.class)),
                        row.get("content", String.class),
                        row.get("place", String.class),
                        row.get("created_at", Instant.class)))
                .all();
    }

    /** Whom a message that is to be told is for; empty: it is not to be told at the door. */
    public Mono<ResidentId> residentOf(long messageId) {
        return database.sql("select resident_id from doorstep_task where message_id = :id and done_at is null")
                .bind("id", messageId)
                .mapValue(Long.class)
                .one()
                .map(ResidentId::new);
    }

    /** Somebody went and told it; it is not sent any more. */
    public Mono<Void> told(long messageId, StaffId staff) {
        return database.sql("""
                        with done as (
                            update doorstep_task set done_at = :now, staff_id = :staff
                            where message_id = :id and done_at is null returning message_id)
                        update delivery d set status = 'sent', sent_at = :now, problem = null
                        from done where d.message_id = done.message_id and d.status in ('held', 'failed', 'unconfirmed', 'pending')""")
                .bind("now", Instant.now(clock))
                .bind("staff", staff.value())
                .bind("id", messageId)
                .then();
    }

    Mono<Void> needed(Envelope envelope) {
        return database.sql("""
                        insert into doorstep_task (message_id, resident_id, created_at) values (:id, :resident, :now)
                        on conflict (message_id) do update set done_at = null where doorstep_task.staff_id is null""")
                .bind("id", envelope.messageId())
                .bind("resident", envelope.resident().value())
                .bind("now", Instant.now(clock))
                .then();
    }

    /** It reached the resident after all. */
    Mono<Void> noLongerNeeded(Envelope envelope) {
        return database.sql("update doorstep_task set done_at = :now where message_id = :id and done_at is null")
                .bind("now", Instant.now(clock))
                .bind("id", envelope.messageId())
                .then();
    }
}
