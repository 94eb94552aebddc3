package org.bandeng.inbox;

import org.bandeng.community.Place;
import org.bandeng.community.StaffId;
import org.bandeng.conversation.DialogPublisher;
import org.bandeng.learning.Lessons;
import org.bandeng.live.LiveFeed;
import org.bandeng.outbox.OutboxRelay;
import org.bandeng.ticket.Command;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketNumber;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * The ticket desk with what follows a change: the resident is told at once, open pages are refreshed, and from a correction is
 * learned.
 */
@Component
class Desk {

    private final TicketDesk desk;
    private final Lessons lessons;
    private final DialogPublisher dialogs;
    private final TransactionalOperator transaction;
    private final OutboxRelay relay;
    private final LiveFeed live;

    Desk(
            TicketDesk desk,
            Lessons lessons,
            DialogPublisher dialogs,
            TransactionalOperator transaction,
            OutboxRelay relay,
            LiveFeed live) {
        this.desk = desk;
        this.lessons = lessons;
        this.dialogs = dialogs;
        this.transaction = transaction;
        this.relay = relay;
        this.live = live;
    }

    Mono<Ticket> change(TicketNumber number, int version, Command command) {
        return told(desk.change(number, version, command));
    }

    /** Puts a ticket under another category, and learns that words like its own are about that. */
    Mono<Ticket> recategorize(TicketNumber number, int version, String category, String title, StaffId staff) {
        return told(transaction.transactional(desk.recategorize(number, version, category, title, staff)
                        .flatMap(ticket -> lessons.learnCategory(ticket, staff).thenReturn(ticket))))
                .doOnNext(changed -> learnInBackground());
    }

    /**
     * Puts a ticket at another place.
     *
     * @param name what residents call the place, to be learned; empty: nothing is
     */
    Mono<Ticket> relocate(TicketNumber number, int version, Place place, String name, StaffId staff) {
        return told(transaction.transactional(
                        desk.relocate(number, version, place, staff).flatMap(ticket -> (name.isEmpty()
                                        ? Mono.<Void>empty()
                                        : lessons.learnName(name, place, ticket, staff))
                                .thenReturn(ticket))))
                .doOnNext(changed -> learnInBackground());
    }

    /** Asks the next in line to take what somebody had who works here no longer. */
    Mono<Void> passOn(StaffId left) {
        return desk.passOn(left).concatMap(changed -> told(Mono.just(changed))).then();
    }

    /** Takes a lesson back. */
    Mono<Boolean> withdraw(long lesson, StaffId staff) {
        return lessons.withdraw(lesson, staff).doOnNext(withdrawn -> learnInBackground());
    }

    /** Nobody at a page waits for it: learning takes some seconds. */
    private void learnInBackground() {
        dialogs.learn().subscribe();
    }

    /** Tells at once who is to be told of a change, and refreshes open pages. */
    Mono<Ticket> told(Mono<Ticket> change) {
        return change.doOnNext(changed -> relay.wake())
                .flatMap(changed -> live.changed(changed.resident()).thenReturn(changed));
    }
}
