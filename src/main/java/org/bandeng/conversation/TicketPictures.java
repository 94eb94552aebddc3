package org.bandeng.conversation;

import org.bandeng.community.ResidentId;
import org.bandeng.ticket.Proof;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketId;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The pictures in conversations that belong to tickets. */
@Repository
class TicketPictures implements Proof {

    private final DatabaseClient database;

    TicketPictures(DatabaseClient database) {
        this.database = database;
    }

    /** Staff sent it to the resident, or somebody who works on tickets sent it from their WeChat. */
    @Override
    public Mono<Boolean> isShown(Ticket ticket) {
        return database.sql("""
                        select exists (
                            select 1 from message m join media e on e.id = m.media_id
                            where m.ticket_id = :ticket and e.kind in ('image', 'video') and e.status <> 'lost'
                              and (m.author = 'staff' or m.direction = 'in' and exists (
                                  select 1 from staff s where s.resident_id = m.resident_id))
                              and m.created_at >= (select max(at) from ticket_event where ticket_id = :ticket and type = 'accept'))""")
                .bind("ticket", ticket.id().value())
                .mapValue(Boolean.class)
                .one();
    }

    /** Residents' pictures of a ticket that somebody was not shown yet, the latest first. */
    Flux<Long> newFor(ResidentId who, TicketId ticket, int limit) {
        return database.sql("""
                        select e.id from message m join media e on e.id = m.media_id
                        where m.ticket_id = :ticket and m.direction = 'in' and m.resident_id <> :who
                          and e.kind = 'image' and e.status = 'stored'
                          and not exists (select 1 from message shown where shown.resident_id = :who and shown.media_id = e.id)
                        order by m.id desc limit :limit""")
                .bind("ticket", ticket.value())
                .bind("who", who.value())
                .bind("limit", limit)
                .mapValue(Long.class)
                .all();
    }
}
