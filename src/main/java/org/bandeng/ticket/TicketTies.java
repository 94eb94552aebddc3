package org.bandeng.ticket;

import java.util.List;
import org.bandeng.community.StaffId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What belongs together and what does not: merges, splits and links tickets, and labels them. */
@Service
public class TicketTies {

    private final TicketDesk desk;
    private final TicketStore store;
    private final Tickets tickets;
    private final TransactionalOperator transaction;

    TicketTies(TicketDesk desk, TicketStore store, Tickets tickets, TransactionalOperator transaction) {
        this.desk = desk;
        this.store = store;
        this.tickets = tickets;
        this.transaction = transaction;
    }

    /**
     * Ends a ticket in favour of another about the same thing: who reported it follows that one from now on.
     *
     * @param version the version of it that was seen
     * @return the ticket that goes on; fails as {@link TicketDesk#change(TicketNumber, int, Command)}, also if the other is not open
     *     or is the same; empty if either is not known
     */
    public Mono<Ticket> merge(TicketNumber number, int version, TicketNumber into, StaffId staff) {
        Actor who = Actor.staff(staff);
        return transaction.transactional(desk.locked(into).flatMap(other -> {
            Command merge = Command.of(TicketAction.MERGE, who, "→ " + into);
            if (number.equals(into) || !other.allows(TicketAction.JOIN)) {
                return Mono.error(new IllegalTicketActionException(other, TicketAction.MERGE, who));
            }
            return desk.changed(number, version, ticket -> desk.apply(ticket.mergedInto(other.id()), merge))
                    .flatMap(merged -> store.followToo(merged, other, desk.now())
                            .then(desk.change(into, Command.of(TicketAction.LINK, who, "← " + number))));
        }));
    }

    /**
     * Makes a second ticket of what one speaks of, too; both are linked.
     *
     * @param matter what the second is opened with
     * @return the second ticket
     */
    public Mono<Ticket> split(TicketNumber number, NewTicket matter, StaffId staff) {
        return transaction.transactional(desk.open(matter, Actor.staff(staff))
                .flatMap(second -> tie(number, second.number(), staff).thenReturn(second)));
    }

    /**
     * Notes that two tickets belong together.
     *
     * @return the first; empty if either is not known, or they are the same
     */
    public Mono<Ticket> link(TicketNumber one, TicketNumber other, StaffId staff) {
        return one.equals(other) ? Mono.empty() : transaction.transactional(tie(one, other, staff));
    }

    private Mono<Ticket> tie(TicketNumber one, TicketNumber other, StaffId staff) {
        Actor who = Actor.staff(staff);
        return Mono.zip(tickets.numbered(one), tickets.numbered(other))
                .flatMap(both -> store.link(both.getT1().id(), both.getT2().id(), desk.now())
                        .then(desk.change(other, Command.of(TicketAction.LINK, who, "— " + one)))
                        .then(desk.change(one, Command.of(TicketAction.LINK, who, "— " + other))));
    }

    /**
     * Sticks other tags on a ticket, as it was seen.
     *
     * @param tags at most {@link Labels#MOST_TAGS}, each at most {@link Labels#LONGEST_TAG} characters; longer ones are cut
     * @return as {@link TicketDesk#change(TicketNumber, int, Command)}
     */
    public Mono<Ticket> tag(TicketNumber number, int version, List<String> tags, StaffId staff) {
        List<String> clean = tags.stream()
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .map(tag -> tag.length() > Labels.LONGEST_TAG ? tag.substring(0, Labels.LONGEST_TAG) : tag)
                .distinct()
                .limit(Labels.MOST_TAGS)
                .toList();
        return desk.changed(
                number,
                version,
                ticket -> desk.apply(
                        ticket.labelled(new Labels(ticket.labels().priority(), clean)),
                        Command.of(TicketAction.TAG, Actor.staff(staff), String.join("，", clean))
                                .inPrivate()));
    }

    /** Says how early a ticket comes among others, as {@link #tag}. */
    public Mono<Ticket> prioritize(TicketNumber number, int version, Labels.Priority priority, StaffId staff) {
        return desk.changed(
                number,
                version,
                ticket -> desk.apply(
                        ticket.labelled(new Labels(priority, ticket.labels().tags())),
                        Command.of(TicketAction.PRIORITIZE, Actor.staff(staff), priority.code())
                                .inPrivate()));
    }
}
