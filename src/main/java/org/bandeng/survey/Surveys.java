package org.bandeng.survey;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Command;
import org.bandeng.ticket.IllegalTicketActionException;
import org.bandeng.ticket.Outcome;
import org.bandeng.ticket.Say;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketEvent;
import org.bandeng.ticket.TicketId;
import org.bandeng.ticket.TicketListener;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks after each resolution and takes the marks. */
@Service
public class Surveys implements TicketListener, Say {

    /** The highest mark that counts as discontent: the ticket is taken up again. */
    public static final int LOW = 2;

    private static final String SELECT = """
            select s.id, t.number, s.asked_at, s.score, s.comment
            from survey s join ticket t on t.id = s.ticket_id\s""";

    private final DatabaseClient database;
    private final Tickets tickets;
    private final ObjectProvider<TicketDesk> desk;
    private final Clock clock;

    /** @param desk looked up late, because the desk in turn tells this listener */
    Surveys(DatabaseClient database, Tickets tickets, ObjectProvider<TicketDesk> desk, Clock clock) {
        this.database = database;
        this.tickets = tickets;
        this.desk = desk;
        this.clock = clock;
    }

    /** Of a danger, nobody may be half content. */
    private static int low(Ticket ticket) {
        return ticket.urgent() ? LOW + 1 : LOW;
    }

    /** Everybody who reported a resolved ticket is asked; the question itself is a notice like others. */
    @Override
    public Mono<Void> onEvent(Ticket ticket, TicketEvent event) {
        if (event.action() == TicketAction.REOPEN) {
            return withdraw(ticket);
        }
        if (event.action() != TicketAction.RESOLVE) {
            return Mono.empty();
        }
        return database.sql("""
                        insert into survey (ticket_id, resident_id, asked_at)
                        select :ticket, resident_id, :now from (
                            select resident_id from ticket where id = :ticket
                            union select resident_id from ticket_follower where ticket_id = :ticket) reporter
                        where exists (select 1 from resident r where r.id = resident_id and r.erased_at is null)
                        order by resident_id""")
                .bind("ticket", ticket.id().value())
                .bind("now", event.at())
                .then();
    }

    /** What is worked on again nobody is asked about; they are when it is resolved again. */
    private Mono<Void> withdraw(Ticket ticket) {
        return database.sql("delete from survey where ticket_id = :ticket and score is null")
                .bind("ticket", ticket.id().value())
                .then();
    }

    @Override
    public Mono<Verdict> of(Ticket ticket) {
        return database.sql("""
                        select count(*) as asked, count(*) filter (where score > :low) as fixed,
                            count(*) filter (where score <= :low) as not_fixed
                        from survey where ticket_id = :ticket
                          and asked_at = (select max(asked_at) from survey where ticket_id = :ticket)""")
                .bind("low", low(ticket))
                .bind("ticket", ticket.id().value())
                .map(row -> new Verdict(
                        row.get("asked", Integer.class),
                        row.get("fixed", Integer.class),
                        row.get("not_fixed", Integer.class)))
                .one();
    }

    /** The unanswered survey of the resident's ticket. */
    public Mono<Survey> open(ResidentId resident, TicketNumber ticket) {
        return database.sql(
                        SELECT
                                + "where s.resident_id = :resident and t.number = :number and s.score is null order by s.id desc limit 1")
                .bind("resident", resident.value())
                .bind("number", ticket.value())
                .map(Surveys::survey)
                .one();
    }

    /** The resident's unanswered survey that was asked last. */
    public Mono<Survey> latestOpen(ResidentId resident) {
        return database.sql(
                        SELECT + "where s.resident_id = :resident and s.score is null order by s.asked_at desc limit 1")
                .bind("resident", resident.value())
                .map(Surveys::survey)
                .one();
    }

    /** Who was asked about the last resolution and has not answered. */
    public Flux<ResidentId> silent(TicketId ticket) {
        return lastAsked(ticket, "score is null");
    }

    /** Whose low mark was the last one; empty: nobody gave one. */
    public Mono<ResidentId> lastDiscontent(TicketId ticket) {
        return database.sql("""
                        select resident_id from survey where ticket_id = :ticket and score <= :low
                        order by answered_at desc limit 1""")
                .bind("ticket", ticket.value())
                .bind("low", LOW)
                .mapValue(Long.class)
                .one()
                .map(ResidentId::new);
    }

    private Flux<ResidentId> lastAsked(TicketId ticket, String which) {
        return database.sql("""
                        select resident_id from survey where ticket_id = :ticket
                          and asked_at = (select max(asked_at) from survey where ticket_id = :ticket) and %s
                        order by id""".formatted(which))
                .bind("ticket", ticket.value())
                .mapValue(Long.class)
                .all()
                .map(ResidentId::new);
    }

    /** The last marks of some tickets, by number; tickets without a mark are not in it. */
    public Mono<Map<TicketNumber, Integer>> marks(Collection<TicketNumber> tickets) {
        Long[] numbers = tickets.stream().map(TicketNumber::value).toArray(Long[]::new);
        return database.sql("""
                        select distinct on (t.number) t.number, s.score from survey s join ticket t on t.id = s.ticket_id
                        where t.number = any(:numbers) and s.score is not null order by t.number, s.id desc""")
                .bind("numbers", numbers)
                .map(row -> Map.entry(new TicketNumber(row.get("number", Long.class)), row.get("score", Integer.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** The surveys of a ticket, latest first. */
    public Flux<Survey> ofTicket(TicketId ticket) {
        return database.sql(SELECT + "where s.ticket_id = :ticket order by s.id desc")
                .bind("ticket", ticket.value())
                .map(Surveys::survey)
                .all();
    }

    /**
     * Takes a mark. When enough of those who were asked are content the ticket is closed; when they can no longer be, it is taken
     * up again, one level up.
     *
     * @return what the mark led to; empty if there is no open survey of that resident for the ticket
     */
    public Mono<Rated> rate(ResidentId resident, TicketNumber ticket, int score) {
        return database.sql("""
                        update survey s set score = :score, answered_at = :now from ticket t
                        where t.id = s.ticket_id and t.number = :number and s.resident_id = :resident and s.score is null
                          and s.asked_at = (select max(asked_at) from survey where ticket_id = t.id)""")
                .bind("score", score)
                .bind("now", Instant.now(clock))
                .bind("number", ticket.value())
                .bind("resident", resident.value())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(rows -> tickets.numbered(ticket))
                .flatMap(rated ->
                        moveOn(rated, rated.resident().equals(resident) ? Actor.RESIDENT : Actor.NEIGHBOUR, score));
    }

    /**
     * Takes the mark that somebody without WeChat gave to a member of the staff who rang them up.
     *
     * @return as {@link #rate}; empty also if it was that member of the staff who resolved the ticket
     */
    public Mono<Rated> rateFor(TicketNumber ticket, int score, StaffId staff) {
        return database.sql("""
                        update survey s set score = :score, answered_at = :now from ticket t
                        where t.id = s.ticket_id and t.number = :number and s.resident_id = t.resident_id and s.score is null
                          and s.asked_at = (select max(asked_at) from survey where ticket_id = t.id)
                          and exists (select 1 from resident r where r.id = t.resident_id and r.open_id like 'caller-%')
                          and not exists (select 1 from ticket_event e where e.ticket_id = t.id and e.type = 'resolve' and e.staff_id = :staff)""")
                .bind("score", score)
                .bind("now", Instant.now(clock))
                .bind("number", ticket.value())
                .bind("staff", staff.value())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(rows -> tickets.numbered(ticket))
                .flatMap(rated -> moveOn(rated, Actor.staff(staff), score));
    }

    /**
     * What a mark led to.
     *
     * @param low whether it shows discontent
     * @param reopened whether the ticket was taken up again
     */
    public record Rated(boolean low, boolean reopened) {}

    /** Adds free words to the last mark that the resident gave the ticket. */
    public Mono<Void> remark(ResidentId resident, TicketNumber ticket, String words) {
        return database.sql("""
                        update survey set comment = :words where id = (
                            select s.id from survey s join ticket t on t.id = s.ticket_id
                            where t.number = :number and s.resident_id = :resident and s.score is not null
                            order by s.answered_at desc limit 1)""")
                .bind("words", words)
                .bind("number", ticket.value())
                .bind("resident", resident.value())
                .then();
    }

    /** The ticket may have moved on since it was asked about; then the mark alone is kept. */
    private Mono<Rated> moveOn(Ticket ticket, Actor who, int score) {
        boolean low = score <= low(ticket);
        // Somebody who answers after nobody had does confirm it.
        Outcome end = !low && ticket.outcome() == Outcome.UNCONFIRMED ? Outcome.FIXED : null;
        Command rate = Command.of(TicketAction.RATE, who, String.valueOf(score)).as(end);
        return desk.getObject()
                .change(ticket.number(), rate)
                .flatMap(this::of)
                .flatMap(verdict -> desk.getObject().weigh(ticket.number(), verdict))
                .map(moved -> new Rated(low, moved.status().isOpen()))
                .onErrorResume(IllegalTicketActionException.class, moved -> Mono.empty())
                .defaultIfEmpty(new Rated(low, false));
    }

    private static Survey survey(Readable row) {
        return new Survey(
                row.get("id", Long.class),
                new TicketNumber(row.get("number", Long.class)),
                row.get("asked_at", Instant.class),
                row.get("score", Integer.class),
                row.get("comment", String.class));
    }
}
