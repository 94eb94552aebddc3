package org.bandeng.learning;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.StaffId;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.understanding.PersonalData;
import org.bandeng.understanding.Taught;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All lessons. */
@Repository
public class Lessons {

    /** Who writes more tells a story, of which a correction says little. */
    private static final int LONGEST = 300;

    /** 报修, 你好: of such words nothing is learned. */
    private static final int TELLING = 4;

    private static final String SELECT = """
            select l.id, l.words, l.category, l.place_id, t.number, l.staff_id, l.learned_at, l.withdrawn_by
            from lesson l join ticket t on t.id = l.ticket_id\s""";

    private final DatabaseClient database;
    private final Clock clock;

    Lessons(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Learns that the words which a ticket began with are about its category; not if they say too little, or spoke of a danger. */
    public Mono<Void> learnCategory(Ticket ticket, StaffId staff) {
        String words = PersonalData.without(ticket.words());
        boolean nothing = ticket.urgent() || words.length() < TELLING;
        return nothing ? Mono.empty() : learn(words, ticket.category(), null, ticket, staff);
    }

    /** Learns a name for a place. */
    public Mono<Void> learnName(String name, Place place, Ticket ticket, StaffId staff) {
        return learn(name.strip(), null, place.id(), ticket, staff);
    }

    private Mono<Void> learn(
            String said, @Nullable String category, @Nullable PlaceId place, Ticket ticket, StaffId staff) {
        String words = said.length() <= LONGEST ? said : said.substring(0, LONGEST);
        if (words.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
                        insert into lesson (words, category, place_id, ticket_id, staff_id, learned_at)
                        values (:words, nullif(:category, ''), nullif(:place, 0), :ticket, :staff, :now)""")
                .bind("words", words)
                .bind("category", category == null ? "" : category)
                .bind("place", place == null ? 0L : place.value())
                .bind("ticket", ticket.id().value())
                .bind("staff", staff.value())
                .bind("now", Instant.now(clock))
                .then();
    }

    /** Takes a lesson back; false if that was done before, or there is none. */
    public Mono<Boolean> withdraw(long id, StaffId staff) {
        return database.sql(
                        "update lesson set withdrawn_at = :now, withdrawn_by = :staff where id = :id and withdrawn_at is null")
                .bind("now", Instant.now(clock))
                .bind("staff", staff.value())
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** The latest lessons, also those that were withdrawn. */
    public Flux<Lesson> latest(int limit) {
        return database.sql(SELECT + "order by l.id desc limit :limit")
                .bind("limit", limit)
                .map(Lessons::lesson)
                .all();
    }

    /** What counts now, for the understanding. */
    public Mono<Taught> taught() {
        return database.sql(SELECT + "where l.withdrawn_at is null order by l.id")
                .map(Lessons::lesson)
                .all()
                .collectList()
                .map(Lessons::asTaught);
    }

    private static Taught asTaught(List<Lesson> lessons) {
        List<Taught.Example> examples = lessons.stream()
                .filter(lesson -> !lesson.category().isEmpty())
                .map(lesson -> new Taught.Example(lesson.words(), lesson.category()))
                .toList();
        List<Taught.Alias> names = lessons.stream()
                .flatMap(lesson ->
                        Optional.ofNullable(lesson.place())
                                .map(place -> new Taught.Alias(lesson.words(), place))
                                .stream())
                .toList();
        return new Taught(examples, names);
    }

    private static Lesson lesson(Readable row) {
        String category = row.get("category", String.class);
        Long place = row.get("place_id", Long.class);
        Long withdrawnBy = row.get("withdrawn_by", Long.class);
        return new Lesson(
                row.get("id", Long.class),
                row.get("words", String.class),
                category == null ? "" : category,
                place == null ? null : new PlaceId(place),
                new TicketNumber(row.get("number", Long.class)),
                new StaffId(row.get("staff_id", Long.class)),
                row.get("learned_at", Instant.class),
                withdrawnBy == null ? null : new StaffId(withdrawnBy));
    }
}
