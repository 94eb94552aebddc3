package org.bandeng.deliberation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.bandeng.community.Callers;
import org.bandeng.community.PlaceId;
import org.bandeng.text.Markup;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.NewTicket;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketDesk;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Hands out what was decided: each measure is a ticket, which is dispatched, done and late like any other. */
@Service
public class MeasureDesk {

    private final DatabaseClient database;
    private final TopicDesk topics;
    private final Measures measures;
    private final TicketDesk tickets;
    private final Callers callers;
    private final TransactionalOperator transaction;
    private final Clock clock;

    MeasureDesk(
            DatabaseClient database,
            TopicDesk topics,
            Measures measures,
            TicketDesk tickets,
            Callers callers,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.topics = topics;
        this.measures = measures;
        this.tickets = tickets;
        this.callers = callers;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What is to be done.
     *
     * @param forum what the forum is called; in its name the ticket is opened
     * @param category the kind of ticket, by which it is dispatched
     * @param title the category for people
     * @param placeText where, in words
     */
    public record Order(
            String forum,
            String what,
            String who,
            LocalDate dueOn,
            String category,
            String title,
            @Nullable PlaceId place,
            String placeText) {

        public Order {
            what = Markup.removed(what).strip();
            who = Markup.removed(who).strip();
        }
    }

    /**
     * Hands a measure of a topic out.
     *
     * @return {@link IllegalTopicActionException} if nothing is decided there that could be carried out, empty if there is no such
     *     topic
     */
    public Mono<Measure> take(long number, Order order, Actor actor) {
        String said = "%s（%s，%s前）".formatted(order.what, order.who, order.dueOn);
        return transaction.transactional(
                topics.note(number, TopicAction.MEASURE, actor, said).flatMap(topic -> open(topic, order, actor)
                        .flatMap(ticket -> insert(topic, order, ticket))
                        .flatMap(measures::find)));
    }

    private Mono<Ticket> open(Topic topic, Order order, Actor actor) {
        String summary = "议题 %d（%s）定下的事：%s。答应办的是%s，%s前。"
                .formatted(topic.number(), topic.title(), order.what, order.who, order.dueOn);
        return callers.add(order.forum, "")
                .flatMap(forum -> tickets.open(
                        new NewTicket(
                                forum,
                                order.category,
                                order.title,
                                summary,
                                order.what,
                                order.place,
                                order.placeText,
                                false),
                        actor));
    }

    private Mono<Long> insert(Topic topic, Order order, Ticket ticket) {
        return database.sql("""
                        insert into measure (topic_id, position, what, who, due_on, ticket_id, at)
                        select :topic, 1 + count(*), :what, :who, :due, :ticket, :now from measure where topic_id = :topic
                        returning id""")
                .bind("topic", topic.id().value())
                .bind("what", order.what)
                .bind("who", order.who)
                .bind("due", order.dueOn)
                .bind("ticket", ticket.id().value())
                .bind("now", Instant.now(clock))
                .mapValue(Long.class)
                .one();
    }

    /**
     * Strikes a measure out for a reason that everybody may read; its ticket is for the desk to end.
     *
     * @return empty if there is none of that position that is still to be done
     */
    public Mono<Measure> strike(long number, int position, String why, Actor actor) {
        return transaction.transactional(database.sql("""
                        update measure m set struck = :why from topic t
                        where t.id = m.topic_id and t.number = :number and m.position = :position and m.struck = ''
                          and exists (select 1 from ticket k where k.id = m.ticket_id and k.status not in ('resolved', 'closed', 'withdrawn'))
                        returning m.id""")
                .bind("why", Markup.removed(why).strip())
                .bind("number", number)
                .bind("position", position)
                .mapValue(Long.class)
                .one()
                .flatMap(measures::find)
                .flatMap(struck -> topics.note(
                                number,
                                TopicAction.PROGRESS,
                                actor,
                                "“%s”不办了：%s".formatted(struck.what(), struck.struck()))
                        .thenReturn(struck)));
    }
}
