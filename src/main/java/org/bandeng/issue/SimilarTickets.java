package org.bandeng.issue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.ResidentId;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
import org.bandeng.understanding.Gist;
import org.bandeng.understanding.Likeness;
import org.bandeng.understanding.PersonalData;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

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

    private record Open(TicketNumber number, Gists.Kept kept) {}

    private record Near(TicketNumber number, double likeness) {}

    /**
     * The open ticket of somebody else that is most probably about the same.
     *
     * @param words what is reported, after what was chosen first
     */
    public Mono<Ticket> find(ResidentId resident, String category, Place place, Directory directory, String words) {
        Long[] places =
                Nearby.of(place, directory, comparison.spreads(category)).toArray(Long[]::new);
        return database.sql("select t.number," + Gists.COLUMNS + Gists.FROM + """
                        where t.category = :category and t.place_id = any(:places) and t.resident_id <> :resident
                          and t.open and t.opened_at > :since
                        order by t.place_id = :place desc, t.id desc limit :limit""")
                .bind("category", category)
                .bind("places", places)
                .bind("place", place.id().value())
                .bind("resident", resident.value())
                .bind("since", Instant.now(clock).minus(RECENT))
                .bind("limit", LOOKED_AT)
                .map(row -> new Open(new TicketNumber(row.get("number", Long.class)), Gists.kept(row)))
                .all()
                .collectList()
                .filter(open -> !open.isEmpty())
                .publishOn(Schedulers.boundedElastic())
                .flatMap(open -> Mono.justOrEmpty(nearest(open, words)))
                .flatMap(tickets::numbered);
    }

    private Optional<TicketNumber> nearest(List<Open> open, String words) {
        String told = PersonalData.without(words);
        if (told.length() < TELLING) {
            return open.stream().map(Open::number).findFirst();
        }
        Likeness likeness = comparison.likeness();
        Gist gist = likeness.gist(told);
        return open.stream()
                .map(each -> new Near(each.number(), gist.likeness(each.kept().gist(likeness))))
                .filter(near -> near.likeness() >= WORTH_ASKING)
                .max(Comparator.comparingDouble(Near::likeness))
                .map(Near::number);
    }
}
