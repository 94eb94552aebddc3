package org.bandeng.issue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.ResidentId;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
import org.bandeng.understanding.Gist;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Neighbours' open tickets about what somebody is just reporting. */
@Repository
public class SimilarTickets {

    /** A neighbour's report that is older and still open is another story. */
    private static final Duration RECENT = Duration.ofDays(30);

    /** More neighbours have not reported one thing in a month without joining one another. */
    private static final int LOOKED_AT = 30;

    /** From here on it is worth asking whether it is the same; the place and the kind of thing are the same already. */
    private static final double WORTH_ASKING = 0.2;

    /** Words that are shorter tell nothing. */
    private static final int TELLING = 4;

    private final DatabaseClient database;
    private final Tickets tickets;
    private final Comparison comparison;
    private final Clock clock;

    SimilarTickets(DatabaseClient database, Tickets tickets, Comparison comparison, Clock clock) {
        this.database = database;
        this.tickets = tickets;
        this.comparison = comparison;
        this.clock = clock;
    }

    private record Near(TicketNumber number, double likeness) {}

    /**
     * The open ticket of somebody else that is most probably about the same.
     *
     * @param words what is reported
     */
    public Mono<Ticket> find(ResidentId resident, String category, Place place, Directory directory, String words) {
        Gist gist = comparison.likeness().gist(words);
        boolean telling = words.strip().length() >= TELLING;
        Long[] places =
                Nearby.of(place, directory, comparison.spreads(category)).toArray(Long[]::new);
        return database.sql("select t.number," + Gists.COLUMNS + Gists.FROM + """
                        where t.category = :category and t.place_id = any(:places) and t.resident_id <> :resident
                          and t.status in ('opened', 'dispatched', 'accepted', 'in_progress') and t.opened_at > :since
                        order by t.place_id = :place desc, t.id desc limit :limit""")
                .bind("category", category)
                .bind("places", places)
                .bind("place", place.id().value())
                .bind("resident", resident.value())
                .bind("since", Instant.now(clock).minus(RECENT))
                .bind("limit", LOOKED_AT)
                .map(row -> new Near(
                        new TicketNumber(row.get("number", Long.class)),
                        telling ? gist.likeness(Gists.of(row, comparison.likeness())) : 1))
                .all()
                .filter(near -> near.likeness() >= WORTH_ASKING)
                .collectList()
                .flatMap(near -> Mono.justOrEmpty(near.stream().max(Comparator.comparingDouble(Near::likeness))))
                .flatMap(near -> tickets.numbered(near.number()));
    }
}
