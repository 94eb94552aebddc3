package org.bandeng.conversation;

import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.live.LiveFeed;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Command;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketId;
import org.bandeng.ticket.Tickets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What residents say on their own pages: it stands in the same conversation as what they say in the chat. */
@Service
public class ResidentWords {

    /** Characters. */
    public static final int MAX_LENGTH = 500;

    private final Residents residents;
    private final Transcript transcript;
    private final Tickets tickets;
    private final TicketDesk desk;
    private final LiveFeed live;
    private final TransactionalOperator transaction;

    ResidentWords(
            Residents residents,
            Transcript transcript,
            Tickets tickets,
            TicketDesk desk,
            LiveFeed live,
            TransactionalOperator transaction) {
        this.residents = residents;
        this.transcript = transcript;
        this.tickets = tickets;
        this.desk = desk;
        this.live = live;
        this.transaction = transaction;
    }

    /** What was typed, without blanks around it and no longer than {@link #MAX_LENGTH}; null is nothing. */
    public static String typed(@Nullable String words) {
        String clean = words == null ? "" : words.strip();
        return clean.length() > MAX_LENGTH ? clean.substring(0, MAX_LENGTH) : clean;
    }

    /**
     * Adds words, a picture or both to a ticket.
     *
     * @param text may be empty
     * @param picture our id of it; null: none
     */
    public Mono<Void> add(ResidentId resident, TicketId ticket, String text, @Nullable Long picture) {
        Mono<Void> words =
                text.isBlank() ? Mono.empty() : transcript.addFromPage(resident, ticket, "text", text.strip(), null);
        Mono<Void> image =
                picture == null ? Mono.empty() : transcript.addFromPage(resident, ticket, "image", "", picture);
        return transaction
                .transactional(residents
                        .lock(resident)
                        .then(words)
                        .then(image)
                        .then(tickets.find(ticket))
                        .filter(found -> found.allows(TicketAction.ADD))
                        .flatMap(found -> desk.change(
                                found.number(), Command.of(TicketAction.ADD, Actor.RESIDENT, text.strip()))))
                .then(Mono.<Void>empty())
                .then(Mono.defer(() -> live.changed(resident)));
    }
}
