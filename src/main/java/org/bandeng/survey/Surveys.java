package org.bandeng.survey;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.bandeng.community.ResidentId;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketEvent;
import org.bandeng.ticket.TicketId;
import org.bandeng.ticket.TicketListener;
import org.bandeng.ticket.TicketNumber;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks after each resolution and takes the marks. */
@Service
public class Surveys implements TicketListener {

    /** The highest mark that counts as discontent: the ticket is taken up again. */
    public static final int LOW = 2;

    private static final String SELECT = """
            select s.id, t.number, s.asked_at, s.score, s.comment
            from survey s join ticket t on t.id = s.ticket_id\s""";

    private final DatabaseClient database;
    private final ObjectProvider<TicketDesk> desk;
    private final Clock clock;

    /** @param desk looked up late, because the desk in turn tells this listener */
    Surveys(DatabaseClient database, ObjectProvider<TicketDesk> desk, Clock clock) {
        this.database = database;
        this.desk = desk;
        this.clock = clock;
    }

    /** A resolved ticket is to be rated; the question itself is a notice like others. */
    @Override
    public Mono<Void> onEvent(Ticket ticket, TicketEvent event) {
        if (event.action() != TicketAction.RESOLVE) {
            return Mono.empty();
        }
        return database.sql("insert into survey (ticket_id, resident_id, asked_at) values (:ticket, :resident, :now)")
                .bind("ticket", ticket.id().value())
                .bind("resident", ticket.resident().value())
                .bind("now", event.at())
                .then();
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
    public Flux<Survey> of(TicketId ticket) {
        return database.sql(SELECT + "where s.ticket_id = :ticket order by s.id desc")
                .bind("ticket", ticket.value())
                .map(Surveys::survey)
                .all();
    }

    /**
     * Takes a mark: a low one takes the ticket up again, any other closes it.
     *
     * @return whether it was taken up again; empty if there is no open survey of that resident for the ticket
     */
    public Mono<Boolean> rate(ResidentId resident, TicketNumber ticket, int score) {
        return database.sql("""
                        update survey s set score = :score, answered_at = :now from ticket t
                        where t.id = s.ticket_id and t.number = :number and s.resident_id = :resident and s.score is null""")
                .bind("score", score)
                .bind("now", Instant.now(clock))
                .bind("number", ticket.value())
                .bind("resident", resident.value())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(rows -> moveOn(ticket, score));
    }

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
    private Mono<Boolean> moveOn(TicketNumber ticket, int score) {
        boolean low = score <= LOW;
        TicketDesk.Command rate =
                new TicketDesk.Command(TicketAction.RATE, Actor.RESIDENT, null, String.valueOf(score));
        TicketDesk.Command then = new TicketDesk.Command(
                low ? TicketAction.REOPEN : TicketAction.CLOSE, Actor.SYSTEM, null, low ? "low-mark" : "");
        return desk.getObject()
                .change(ticket, rate)
                .flatMap(rated -> desk.getObject().change(ticket, then))
                .map(ignored -> low)
                .onErrorResume(org.bandeng.ticket.IllegalTicketActionException.class, moved -> Mono.just(false));
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
