package org.bandeng.works;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.bandeng.text.Markup;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Command;
import org.bandeng.ticket.IllegalTicketActionException;
import org.bandeng.ticket.NewTicket;
import org.bandeng.ticket.PhotoMissingException;
import org.bandeng.ticket.TasksOpenException;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketChangedException;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
import org.bandeng.works.WorksListener.News;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Announces works, keeps their milestones and what hangs on them, and ends them. */
@Service
public class WorksDesk {

    private static final int LONGEST_WORDS = 300;

    private final DatabaseClient database;
    private final WorksRegister register;
    private final Tickets tickets;
    private final TicketDesk desk;
    private final List<WorksListener> listeners;
    private final TransactionalOperator transaction;
    private final Clock clock;

    WorksDesk(
            DatabaseClient database,
            WorksRegister register,
            Tickets tickets,
            TicketDesk desk,
            List<WorksListener> listeners,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.register = register;
        this.tickets = tickets;
        this.desk = desk;
        this.listeners = List.copyOf(listeners);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What is announced; the names as in {@link Works}. */
    public record Plan(
            String title,
            PlaceId place,
            String venue,
            String contractor,
            String phone,
            LocalDate startsOn,
            LocalDate endsOn,
            String noiseHours,
            List<String> categories,
            String budget,
            boolean watched,
            List<Step> milestones) {
        public Plan {
            categories = List.copyOf(categories);
            milestones = List.copyOf(milestones);
        }
    }

    /** A milestone, or something to look at, with its day. */
    public record Step(String what, LocalDate dueOn) {}

    /** Announces works; all who live there are told. */
    public Mono<Works> announce(Plan plan, StaffId staff) {
        return transaction.transactional(database.sql("""
                        insert into works (number, title, place_id, venue, contractor, phone, starts_on, ends_on, noise_hours,
                            categories, budget, watched, status, announced_by, announced_at)
                        values (nextval('works_serial'), :title, :place, :venue, :contractor, :phone, :starts, :ends, :noise,
                            :categories, :budget, :watched, 'announced', :staff, :now) returning""" + WorksRegister.COLUMNS)
                .bind("title", plan.title)
                .bind("place", plan.place.value())
                .bind("venue", plan.venue)
                .bind("contractor", plan.contractor)
                .bind("phone", plan.phone)
                .bind("starts", plan.startsOn)
                .bind("ends", plan.endsOn)
                .bind("noise", plan.noiseHours)
                .bind("categories", plan.categories.toArray(String[]::new))
                .bind("budget", plan.budget)
                .bind("watched", plan.watched)
                .bind("staff", staff.value())
                .bind("now", Instant.now(clock))
                .map(WorksRegister::works)
                .one()
                .flatMap(works -> add("works_milestone (works_id, position, name, due_on)", works, plan.milestones)
                        .then(tell(listener -> listener.news(works, News.ANNOUNCED)))
                        .thenReturn(works)));
    }

    private Mono<Void> add(String into, Works works, List<Step> steps) {
        String table = into.substring(0, into.indexOf(' '));
        return Flux.fromIterable(steps)
                .concatMap(step -> database.sql("""
                                insert into %s select :id, 1 + coalesce(max(position), 0), :what, :due from %s
                                where works_id = :id""".formatted(into, table))
                        .bind("id", works.id())
                        .bind("what", step.what)
                        .bind("due", step.dueOn)
                        .then())
                .then();
    }

    /** It ends on another day; all who live there are told. Empty: it is over, or would end before it begins. */
    public Mono<Works> move(long number, LocalDate endsOn) {
        return transaction.transactional(database.sql("""
                        update works set ends_on = :ends
                        where number = :number and status = 'announced' and ends_on <> :ends and starts_on <= :ends
                        returning""" + WorksRegister.COLUMNS)
                .bind("ends", endsOn)
                .bind("number", number)
                .map(WorksRegister::works)
                .one()
                .flatMap(works ->
                        tell(listener -> listener.news(works, News.MOVED)).thenReturn(works)));
    }

    /** A milestone is done: those who wait for it and those who watch hear so. Empty: there is none that is still to be done. */
    public Mono<Works> reach(long number, int position, String words) {
        return transaction.transactional(register.numbered(number)
                .filter(works -> works.status() == Works.Status.ANNOUNCED)
                .flatMap(works -> database.sql("""
                        update works_milestone set done_on = :today, words = :words
                        where works_id = :id and position = :position and done_on is null returning name""")
                        .bind("today", LocalDate.now(clock))
                        .bind("words", said(words))
                        .bind("id", works.id())
                        .bind("position", position)
                        .mapValue(String.class)
                        .one()
                        .flatMap(name -> progress(works, words.isBlank() ? name : name + "，" + said(words))
                                .thenReturn(works))));
    }

    /** A word on how it goes, for those who wait for it and those who watch. Empty: it is over. */
    public Mono<Works> tell(long number, String words) {
        return transaction.transactional(register.numbered(number)
                .filter(works -> works.status() == Works.Status.ANNOUNCED)
                .flatMap(works -> progress(works, said(words)).thenReturn(works)));
    }

    private Mono<Void> progress(Works works, String words) {
        return database.sql("""
                        select t.resident_id from works_ticket w join ticket t on t.id = w.ticket_id where w.works_id = :id and not w.off
                        union select f.resident_id from works_ticket w join ticket_follower f on f.ticket_id = w.ticket_id
                            where w.works_id = :id and not w.off
                        union select resident_id from works_watcher where works_id = :id order by 1""")
                .bind("id", works.id())
                .mapValue(Long.class)
                .all()
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(each -> tell(listener -> listener.progress(works, new ResidentId(each), words)))
                .then();
    }

    /** Hangs a ticket on it, or takes it off again, whatever the program finds; empty: no such ticket, or nothing changes. */
    public Mono<Works> hang(long number, TicketNumber ticket, boolean on) {
        return register.numbered(number).flatMap(works -> tickets.numbered(ticket)
                .flatMap(found -> on ? hang(works, found) : takeOff(works, found))
                .filter(rows -> rows > 0)
                .map(rows -> works));
    }

    /** What hangs elsewhere stays there. */
    private Mono<Long> hang(Works works, Ticket ticket) {
        return database.sql("""
                        insert into works_ticket (ticket_id, works_id, at, out_of_hours, by_hand)
                        values (:ticket, :works, :now, false, true)
                        on conflict (ticket_id) do update set works_id = excluded.works_id, by_hand = true, off = false
                            where works_ticket.off""")
                .bind("ticket", ticket.id().value())
                .bind("works", works.id())
                .bind("now", Instant.now(clock))
                .fetch()
                .rowsUpdated();
    }

    private Mono<Long> takeOff(Works works, Ticket ticket) {
        return database.sql("""
                        update works_ticket set off = true, by_hand = true
                        where ticket_id = :ticket and works_id = :works and not off""")
                .bind("ticket", ticket.id().value())
                .bind("works", works.id())
                .fetch()
                .rowsUpdated();
    }

    /** Asks those who watch over it to look at something on a day. */
    public Mono<Works> check(long number, Step step) {
        return register.numbered(number)
                .filter(works -> works.status() == Works.Status.ANNOUNCED)
                .flatMap(works -> add("works_check (works_id, position, what, due_on)", works, List.of(step))
                        .thenReturn(works));
    }

    /** Somebody watches over it from now on; empty: it is over, or nobody is asked to. */
    public Mono<Works> watch(long number, ResidentId resident) {
        return register.numbered(number)
                .filter(works -> works.watched() && works.status() == Works.Status.ANNOUNCED)
                .flatMap(works -> database.sql("""
                                insert into works_watcher (works_id, resident_id, at) values (:id, :resident, :now)
                                on conflict do nothing""")
                        .bind("id", works.id())
                        .bind("resident", resident.value())
                        .bind("now", Instant.now(clock))
                        .then()
                        .thenReturn(works));
    }

    /** Somebody watches no more; {@code number} 0: over nothing. False: they did not. */
    public Mono<Boolean> unwatch(long number, ResidentId resident) {
        return database.sql("""
                        delete from works_watcher where resident_id = :resident
                          and (:number = 0 or works_id = (select id from works where number = :number))""")
                .bind("resident", resident.value())
                .bind("number", number)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /**
     * What somebody who watches saw.
     *
     * @param medium a picture of it; null: none
     * @param report opened if it is not good; null: it is
     */
    public record Seen(
            String words, @Nullable Long medium, @Nullable NewTicket report) {}

    /** What came of it; the ticket is null if all is good. */
    public record Noted(Works works, Check check, @Nullable Ticket ticket) {}

    /** Notes what somebody who watches saw; what is not good becomes a ticket of theirs. Empty: they were not asked. */
    public Mono<Noted> note(long number, int position, ResidentId watcher, Function<Check, Seen> what) {
        return transaction.transactional(register.numbered(number)
                .filter(works -> works.status() == Works.Status.ANNOUNCED)
                .filterWhen(works -> register.watchers(works).any(watcher::equals))
                .flatMap(works -> register.checks(works)
                        .filter(check -> check.position() == position)
                        .next()
                        .flatMap(check -> note(works, check, watcher, what.apply(check)))));
    }

    private Mono<Noted> note(Works works, Check check, ResidentId watcher, Seen seen) {
        Mono<Noted> noted = seen.report == null
                ? Mono.just(new Noted(works, check, null))
                : desk.open(seen.report, Actor.RESIDENT).flatMap(ticket -> database.sql("""
                                        insert into works_ticket (ticket_id, works_id, at, out_of_hours, by_hand)
                                        values (:ticket, :works, :now, false, true)
                                        on conflict (ticket_id) do update set works_id = excluded.works_id, by_hand = true""")
                        .bind("ticket", ticket.id().value())
                        .bind("works", works.id())
                        .bind("now", Instant.now(clock))
                        .then()
                        .thenReturn(new Noted(works, check, ticket)));
        return noted.flatMap(done -> database.sql("""
                        insert into works_finding (works_id, position, resident_id, good, words, media_id, ticket_id, at)
                        values (:id, :position, :resident, :good, :words, :media, :ticket, :now)
                        on conflict (works_id, position, resident_id) do update set good = excluded.good, words = excluded.words,
                            media_id = coalesce(excluded.media_id, works_finding.media_id),
                            ticket_id = coalesce(excluded.ticket_id, works_finding.ticket_id), at = excluded.at""")
                .bind("id", works.id())
                .bind("position", check.position())
                .bind("resident", watcher.value())
                .bind("good", seen.report == null)
                .bind("words", said(seen.words))
                .bind("media", Parameters.in(R2dbcType.BIGINT, seen.medium))
                .bind(
                        "ticket",
                        Parameters.in(
                                R2dbcType.BIGINT,
                                done.ticket == null ? null : done.ticket.id().value()))
                .bind("now", Instant.now(clock))
                .then()
                .thenReturn(done));
    }

    /**
     * It is done: all who live there are told, and what hangs on it is put to those who reported it to confirm. Done once more it
     * tells nobody, and ends what could not be ended before.
     *
     * @return how many tickets could not be ended, because another party has a part in them or a picture is missing; empty: it is
     *     cancelled
     */
    public Mono<Integer> finish(long number, String outcome, StaffId staff) {
        return end(number, Works.Status.DONE, outcome)
                .switchIfEmpty(Mono.defer(
                        () -> register.numbered(number).filter(works -> works.status() == Works.Status.DONE)))
                .flatMap(works -> register.hanging(works)
                        .collectList()
                        .flatMapMany(Flux::fromIterable)
                        .concatMap(each -> resolve(each.ticket(), works, staff))
                        .filter(done -> !done)
                        .count()
                        .map(Long::intValue));
    }

    /** It will not be; all who live there are told why. Empty: it is over already. */
    public Mono<Works> cancel(long number, String why) {
        return end(number, Works.Status.CANCELLED, why);
    }

    private Mono<Works> end(long number, Works.Status status, String outcome) {
        return transaction.transactional(database.sql("""
                        update works set status = :status, outcome = :outcome, ended_at = :now
                        where number = :number and status = 'announced' returning""" + WorksRegister.COLUMNS)
                .bind("status", status.code())
                .bind("outcome", said(outcome))
                .bind("now", Instant.now(clock))
                .bind("number", number)
                .map(WorksRegister::works)
                .one()
                .flatMap(works -> tell(listener ->
                                listener.news(works, status == Works.Status.DONE ? News.DONE : News.CANCELLED))
                        .thenReturn(works)));
    }

    /** Whether it has ended now; each alone, so that one that cannot be ended keeps no other from it. */
    private Mono<Boolean> resolve(TicketNumber number, Works works, StaffId staff) {
        Actor who = Actor.staff(staff);
        String result = "施工 %d（%s）完工了：%s".formatted(works.number(), works.title(), works.outcome());
        return tickets.numbered(number)
                .flatMap(ticket -> {
                    if (!ticket.status().isOpen()) {
                        return Mono.just(true);
                    }
                    Mono<Ticket> accepted = ticket.allows(TicketAction.RESOLVE, who)
                            ? Mono.just(ticket)
                            : desk.change(
                                    number,
                                    Command.of(TicketAction.ACCEPT, who, "").to(staff));
                    return accepted.flatMap(taken -> desk.change(number, Command.fixed(who, result)))
                            .map(done -> true)
                            .as(transaction::transactional);
                })
                .onErrorReturn(
                        problem -> problem instanceof IllegalTicketActionException
                                || problem instanceof PhotoMissingException
                                || problem instanceof TasksOpenException
                                || problem instanceof TicketChangedException,
                        false)
                .defaultIfEmpty(true);
    }

    private static String said(String words) {
        String plain = Markup.removed(words).strip();
        return plain.length() > LONGEST_WORDS ? plain.substring(0, LONGEST_WORDS) : plain;
    }

    private Mono<Void> tell(Function<WorksListener, Mono<Void>> news) {
        return Flux.fromIterable(listeners).concatMap(news).then();
    }
}
