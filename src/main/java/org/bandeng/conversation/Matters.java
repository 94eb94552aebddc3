package org.bandeng.conversation;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.bandeng.community.ResidentId;
import org.bandeng.dialog.Scripts;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.TicketStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** What a resident and the account have been speaking of. */
@Repository
class Matters {

    private static final int LATEST = 12;

    private final DatabaseClient database;

    Matters(DatabaseClient database) {
        this.database = database;
    }

    /** The tickets that concern a resident, latest first. */
    Mono<List<Matter>> of(ResidentId resident, Scripts scripts) {
        return database.sql("""
                        select t.number, t.category, t.title, t.status,
                            t.resident_id = :resident as own, case when t.resident_id = :resident then t.place_text else coalesce(substring(t.place_text from '^.*单元'), substring(t.place_text from '^.*[楼栋幢]'), '') end as place_text,
                            greatest(t.opened_at, (select max(m.created_at) from message m
                                where m.resident_id = :resident and m.ticket_id = t.id and m.direction = 'out')) as told_at,
                            (select s.asked_at from survey s where s.ticket_id = t.id and s.resident_id = :resident
                                and s.score is null order by s.id desc limit 1) as survey_at
                        from ticket t
                        where t.resident_id = :resident
                          or t.id in (select f.ticket_id from ticket_follower f where f.resident_id = :resident)
                        order by t.id desc limit :limit""")
                .bind("resident", resident.value())
                .bind("limit", LATEST)
                .map(row -> matter(row, scripts))
                .all()
                .collectList();
    }

    private static Matter matter(Readable row, Scripts scripts) {
        List<String> about = scripts.named(row.get("category", String.class))
                .map(script -> script.head().about())
                .orElse(List.of());
        return new Matter(
                new TicketNumber(row.get("number", Long.class)),
                row.get("title", String.class),
                about,
                row.get("place_text", String.class),
                row.get("own", Boolean.class),
                TicketStatus.valueOf(row.get("status", String.class).toUpperCase(java.util.Locale.ROOT)),
                row.get("told_at", Instant.class),
                row.get("survey_at", Instant.class));
    }
}
