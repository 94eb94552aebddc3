package org.bandeng.talent;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Scope;
import org.bandeng.text.Markup;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Command;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who can do what, and who is asked to: at most three at once, and the first who says yes has it. */
@Service
public class Talents {

    private static final int ASKED = 3;

    private final DatabaseClient database;
    private final Tickets tickets;
    private final TicketDesk desk;
    private final List<TalentListener> listeners;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Talents(
            DatabaseClient database,
            Tickets tickets,
            TicketDesk desk,
            List<TalentListener> listeners,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.tickets = tickets;
        this.desk = desk;
        this.listeners = List.copyOf(listeners);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Somebody says what they can do; other words than before must be confirmed again. */
    public Mono<Void> offer(ResidentId resident, String skills) {
        return database.sql("""
                        insert into talent (resident_id, skills, status, at) values (:resident, :skills, 'offered', :now)
                        on conflict (resident_id) do update set skills = excluded.skills, status = 'offered', at = excluded.at""")
                .bind("resident", resident.value())
                .bind("skills", Markup.removed(skills).strip())
                .bind("now", Instant.now(clock))
                .then();
    }

    /** Somebody does not want to be asked any more; false: they were not. */
    public Mono<Boolean> leave(ResidentId resident) {
        return status(resident, "off");
    }

    /** Staff know that it is so. */
    public Mono<Boolean> confirm(ResidentId resident) {
        return status(resident, "confirmed");
    }

    private Mono<Boolean> status(ResidentId resident, String status) {
        return database.sql(
                        "update talent set status = :status, at = :now where resident_id = :resident and status <> :status")
                .bind("status", status)
                .bind("now", Instant.now(clock))
                .bind("resident", resident.value())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Those of places that somebody of the staff sees, who is not confirmed yet first. */
    public Flux<Talent> seen(Scope scope, String skill, int limit) {
        return database.sql("""
                        select t.resident_id, t.skills, t.status = 'confirmed' as confirmed,
                            (select count(*) from talent_call c where c.resident_id = t.resident_id and c.status = 'done') as done,
                            (select coalesce(sum(c.minutes), 0) from talent_call c where c.resident_id = t.resident_id) as minutes
                        from talent t join resident r on r.id = t.resident_id
                        where t.status <> 'off' and (:everywhere or r.home_id = any(:seen))
                          and position(:skill in t.skills) > 0
                        order by confirmed, t.at desc limit :limit""")
                .bind("everywhere", scope.isEverywhere())
                .bind("seen", scope.ids())
                .bind("skill", skill)
                .bind("limit", limit)
                .map(row -> new Talent(
                        new ResidentId(row.get("resident_id", Long.class)),
                        row.get("skills", String.class),
                        row.get("confirmed", Boolean.class),
                        row.get("done", Long.class),
                        row.get("minutes", Long.class)))
                .all();
    }

    /**
     * Asks those who can do something whether they take a ticket: at most three, who have been asked least.
     *
     * @return how many were asked
     */
    public Mono<Integer> call(TicketNumber number, String skill, String note) {
        return tickets.numbered(number)
                .flatMap(ticket -> transaction.transactional(database.sql("""
                                insert into talent_call (ticket_id, resident_id, status, at)
                                select :ticket, t.resident_id, 'asked', :now from talent t
                                join resident r on r.id = t.resident_id and r.followed and r.erased_at is null
                                where t.status = 'confirmed' and position(:skill in t.skills) > 0
                                  and t.resident_id <> (select k.resident_id from ticket k where k.id = :ticket)
                                  and not exists (select 1 from talent_call c where c.ticket_id = :ticket
                                      and (c.resident_id = t.resident_id or c.status in ('taken', 'done')))
                                order by (select count(*) from talent_call c where c.resident_id = t.resident_id), t.resident_id
                                limit :limit returning resident_id""")
                        .bind("ticket", ticket.id().value())
                        .bind("now", Instant.now(clock))
                        .bind("skill", skill)
                        .bind("limit", ASKED)
                        .mapValue(Long.class)
                        .all()
                        .collectList()
                        .flatMap(asked -> Flux.fromIterable(asked)
                                .concatMap(each -> tell(ticket, new ResidentId(each), TalentListener.News.ASKED, note))
                                .then(Mono.just(asked.size())))));
    }

    /** What came of somebody's yes. */
    public enum Taken {
        YES,
        /** Somebody else was first. */
        LATE,
        /** They were not asked. */
        NOT_ASKED
    }

    /** What came of it, with the ticket; where it is only {@link Taken#YES} gets to know. */
    public record Answer(Taken taken, Ticket ticket) {}

    /** Somebody says yes: the first has it, and whoever works on the ticket sees that. Empty: there is no such ticket. */
    public Mono<Answer> take(TicketNumber number, ResidentId resident) {
        return tickets.numbered(number)
                .flatMap(ticket -> transaction.transactional(lock(ticket)
                        .then(Mono.defer(() -> database.sql("""
                                update talent_call set status = case when exists (select 1 from talent_call o
                                        where o.ticket_id = :ticket and o.status in ('taken', 'done') and o.resident_id <> :resident)
                                    then 'late' else 'taken' end, at = :now
                                where ticket_id = :ticket and resident_id = :resident and status in ('asked', 'taken', 'declined', 'late')
                                returning status""")
                                .bind("ticket", ticket.id().value())
                                .bind("resident", resident.value())
                                .bind("now", Instant.now(clock))
                                .mapValue(String.class)
                                .one()))
                        .flatMap(status -> status.equals("taken")
                                ? note(ticket, "能人 #%d 接了".formatted(resident.value()))
                                        .thenMany(others(ticket, resident))
                                        .concatMap(other -> tell(ticket, other, TalentListener.News.LATE, ""))
                                        .then(Mono.just(new Answer(Taken.YES, ticket)))
                                : Mono.just(new Answer(Taken.LATE, ticket)))
                        .defaultIfEmpty(new Answer(Taken.NOT_ASKED, ticket))));
    }

    private Mono<Void> lock(Ticket ticket) {
        return database.sql(
                        "select resident_id from talent_call where ticket_id = :ticket order by resident_id for update")
                .bind("ticket", ticket.id().value())
                .fetch()
                .all()
                .then();
    }

    private Flux<ResidentId> others(Ticket ticket, ResidentId but) {
        return database.sql("""
                        update talent_call set status = 'late'
                        where ticket_id = :ticket and status = 'asked' and resident_id <> :but returning resident_id""")
                .bind("ticket", ticket.id().value())
                .bind("but", but.value())
                .mapValue(Long.class)
                .all()
                .collectList()
                .flatMapIterable(all -> all)
                .map(ResidentId::new);
    }

    /** Somebody cannot; false: they were not asked. */
    public Mono<Boolean> decline(TicketNumber number, ResidentId resident) {
        return tickets.numbered(number)
                .flatMap(ticket -> database.sql("""
                                update talent_call set status = 'declined', at = :now
                                where ticket_id = :ticket and resident_id = :resident and status in ('asked', 'taken')""")
                        .bind("now", Instant.now(clock))
                        .bind("ticket", ticket.id().value())
                        .bind("resident", resident.value())
                        .fetch()
                        .rowsUpdated()
                        .map(rows -> rows > 0))
                .defaultIfEmpty(false);
    }

    /** Somebody has done what they took, in so many minutes; false: they had not taken it. */
    public Mono<Boolean> done(TicketNumber number, ResidentId resident, int minutes) {
        return tickets.numbered(number)
                .flatMap(ticket -> transaction.transactional(database.sql("""
                                update talent_call set status = 'done', minutes = :minutes, at = :now
                                where ticket_id = :ticket and resident_id = :resident and status in ('taken', 'done')""")
                        .bind("minutes", minutes)
                        .bind("now", Instant.now(clock))
                        .bind("ticket", ticket.id().value())
                        .bind("resident", resident.value())
                        .fetch()
                        .rowsUpdated()
                        .filter(rows -> rows > 0)
                        .flatMap(rows -> note(ticket, "能人 #%d 做完了，%d 分钟".formatted(resident.value(), minutes))
                                .thenReturn(true))))
                .defaultIfEmpty(false);
    }

    /** Thanks whoever did it, and tells them; false: nobody of them did. */
    public Mono<Boolean> thank(TicketNumber number, String words) {
        return tickets.numbered(number)
                .flatMap(ticket -> transaction.transactional(database.sql("""
                                update talent_call set thanks = :words where ticket_id = :ticket and status = 'done'
                                returning resident_id""")
                        .bind("words", Markup.removed(words).strip())
                        .bind("ticket", ticket.id().value())
                        .mapValue(Long.class)
                        .one()
                        .flatMap(who -> tell(ticket, new ResidentId(who), TalentListener.News.THANKED, words)
                                .thenReturn(true))))
                .defaultIfEmpty(false);
    }

    /** For whoever works on it; a ticket that is over needs no such word. */
    private Mono<Void> note(Ticket ticket, String words) {
        return ticket.allows(TicketAction.NOTE)
                ? desk.change(
                                ticket.number(),
                                Command.of(TicketAction.NOTE, Actor.SYSTEM, words)
                                        .inPrivate())
                        .then()
                : Mono.empty();
    }

    private Mono<Void> tell(Ticket ticket, ResidentId resident, TalentListener.News what, String note) {
        return Flux.fromIterable(listeners)
                .concatMap(listener -> listener.news(ticket, resident, what, note))
                .then();
    }
}
