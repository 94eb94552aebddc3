package org.bandeng.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bandeng.community.StaffId;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketNumber;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Who has looked at what: the unread marks of the list. */
@Repository
class Seen {

    private final DatabaseClient database;
    private final Clock clock;

    Seen(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Notes that somebody looks at a ticket now. */
    Mono<Void> look(StaffId staff, Ticket ticket) {
        return database.sql("""
                        insert into ticket_seen (staff_id, ticket_id, at) values (:staff, :ticket, :now)
                        on conflict (staff_id, ticket_id) do update set at = excluded.at""")
                .bind("staff", staff.value())
                .bind("ticket", ticket.id().value())
                .bind("now", Instant.now(clock))
                .then();
    }

    /** Those of the open ones of which somebody has not seen the latest: what others did, or what a resident said. */
    Mono<Set<TicketNumber>> unread(StaffId staff, List<Ticket> tickets) {
        Long[] ids = tickets.stream()
                .filter(ticket -> ticket.status().isOpen())
                .map(ticket -> ticket.id().value())
                .toArray(Long[]::new);
        if (ids.length == 0) {
            return Mono.just(Set.of());
        }
        return database.sql("""
                        select t.number from ticket t left join ticket_seen s on s.ticket_id = t.id and s.staff_id = :staff
                        where t.id = any(:ids) and (s.at is null
                            or exists (select 1 from ticket_event e
                                where e.ticket_id = t.id and e.at > s.at and e.staff_id is distinct from :staff)
                            or exists (select 1 from message m
                                where m.resident_id = t.resident_id and m.direction = 'in' and m.created_at > s.at))""")
                .bind("staff", staff.value())
                .bind("ids", ids)
                .mapValue(Long.class)
                .all()
                .map(TicketNumber::new)
                .collect(Collectors.toSet());
    }
}
