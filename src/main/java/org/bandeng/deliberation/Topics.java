package org.bandeng.deliberation;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Locale;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Scope;
import org.bandeng.community.StaffId;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.TicketNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads topics. */
@Repository
public class Topics {

    static final String COLUMNS =
            " id, number, version, forum, place_id, title, words, status, resident_id, supports, needed, schedule, outcome, opened_at, updated_at ";

    private final DatabaseClient database;

    Topics(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Topic> numbered(long number) {
        return database.sql("select" + COLUMNS + "from topic where number = :number")
                .bind("number", number)
                .map(Topics::topic)
                .one();
    }

    Mono<Topic> find(TopicId id) {
        return database.sql("select" + COLUMNS + "from topic where id = :id")
                .bind("id", id.value())
                .map(Topics::topic)
                .one();
    }

    /**
     * Topics of places that somebody sees, the latest change first. Those of the whole community everybody sees.
     *
     * @param open only those that are not over
     */
    public Flux<Topic> latest(Scope seen, boolean open, int limit) {
        return database.sql("select" + COLUMNS + """
                        from topic where (:everywhere or place_id is null or place_id = any(:seen))
                          and (not :open or status in ('collecting', 'submitted', 'scheduled', 'voting', 'decided'))
                        order by updated_at desc, id desc limit :limit""")
                .bind("everywhere", seen.isEverywhere())
                .bind("seen", seen.ids())
                .bind("open", open)
                .bind("limit", limit)
                .map(Topics::topic)
                .all();
    }

    /**
     * Topics that concern who lives somewhere, the latest change first.
     *
     * @param around the ids of the place and of those around it
     */
    public Flux<Topic> concerning(Long[] around, int limit) {
        return database.sql("select" + COLUMNS + """
                        from topic where (place_id is null or place_id = any(:around))
                          and status in ('collecting', 'submitted', 'scheduled', 'voting', 'decided', 'reported')
                        order by status = 'voting' desc, status = 'reported', updated_at desc, id desc limit :limit""")
                .bind("around", around)
                .bind("limit", limit)
                .map(Topics::topic)
                .all();
    }

    /** What happened to it, the first first. */
    public Flux<TopicEvent> history(Topic topic) {
        return database.sql(
                        "select id, version, action, status, actor, staff_id, note, supports, at from topic_event where topic_id = :id order by version")
                .bind("id", topic.id().value())
                .map(row -> event(row, topic))
                .all();
    }

    /** An event, by its id. */
    public Mono<TopicEvent> event(long id) {
        return database.sql("select topic_id from topic_event where id = :id")
                .bind("id", id)
                .mapValue(Long.class)
                .one()
                .flatMap(topic -> find(new TopicId(topic)))
                .flatMap(topic ->
                        history(topic).filter(event -> event.id() == id).next());
    }

    /** The tickets that it grew out of. */
    public Flux<TicketNumber> ticketsOf(Topic topic) {
        return database.sql("""
                        select t.number from topic_ticket l join ticket t on t.id = l.ticket_id
                        where l.topic_id = :id order by t.number""")
                .bind("id", topic.id().value())
                .mapValue(Long.class)
                .all()
                .map(TicketNumber::new);
    }

    /** The topic that a ticket led to; empty: none. */
    public Mono<Topic> of(TicketNumber ticket) {
        return database.sql("select" + COLUMNS + """
                        from topic where id = (select l.topic_id from topic_ticket l join ticket t on t.id = l.ticket_id
                            where t.number = :number)""")
                .bind("number", ticket.value())
                .map(Topics::topic)
                .one();
    }

    /** Who raised it, supports it, or reported or follows one of its tickets. */
    public Flux<ResidentId> concerned(TopicId topic) {
        return database.sql("""
                        select resident_id from topic where id = :id and resident_id is not null
                        union select resident_id from topic_support where topic_id = :id and resident_id is not null
                        union select t.resident_id from topic_ticket l join ticket t on t.id = l.ticket_id where l.topic_id = :id
                        union select f.resident_id from topic_ticket l join ticket_follower f on f.ticket_id = l.ticket_id
                            where l.topic_id = :id""")
                .bind("id", topic.value())
                .mapValue(Long.class)
                .all()
                .map(ResidentId::new);
    }

    /**
     * What residents think of what came of it.
     *
     * @param average 1 to 5; 0: nobody said
     */
    public record Marks(long count, double average) {}

    public Mono<Marks> marks(TopicId topic) {
        return database.sql(
                        "select count(score) as count, coalesce(avg(score), 0)::float8 as average from topic_mark where topic_id = :id")
                .bind("id", topic.value())
                .map(row -> new Marks(row.get("count", Long.class), row.get("average", Double.class)))
                .one();
    }

    /** What residents said of what came of it, the latest first. */
    public Flux<String> remarks(TopicId topic, int limit) {
        return database.sql(
                        "select words from topic_mark where topic_id = :id and words <> '' order by at desc limit :limit")
                .bind("id", topic.value())
                .bind("limit", limit)
                .mapValue(String.class)
                .all();
    }

    /**
     * A topic whose outcome somebody was told and asked about.
     *
     * @param marked whether they have given a mark
     */
    public record Asked(long number, Instant at, boolean marked) {}

    /** The topic whose outcome somebody was asked about last; empty: none since then. */
    public Mono<Asked> askedOf(ResidentId resident, Instant since) {
        return database.sql("""
                        select t.number, e.at, exists (select 1 from topic_mark m
                            where m.topic_id = t.id and m.resident_id = :resident and m.score is not null) as marked
                        from topic_told d join topic_event e on e.id = d.event_id and e.action = 'report' and e.at > :since
                        join topic t on t.id = e.topic_id
                        where d.resident_id = :resident order by e.at desc limit 1""")
                .bind("resident", resident.value())
                .bind("since", since)
                .map(row -> new Asked(
                        row.get("number", Long.class), row.get("at", Instant.class), row.get("marked", Boolean.class)))
                .one();
    }

    static Topic topic(Readable row) {
        Long place = row.get("place_id", Long.class);
        Long resident = row.get("resident_id", Long.class);
        return new Topic(
                new TopicId(row.get("id", Long.class)),
                row.get("number", Long.class),
                row.get("version", Integer.class),
                row.get("forum", String.class),
                place == null ? null : new PlaceId(place),
                row.get("title", String.class),
                row.get("words", String.class),
                TopicStatus.ofStored(row.get("status", String.class)),
                resident == null ? null : new ResidentId(resident),
                row.get("supports", Integer.class),
                row.get("needed", Integer.class),
                row.get("schedule", String.class),
                row.get("outcome", String.class),
                row.get("opened_at", Instant.class),
                row.get("updated_at", Instant.class));
    }

    /** The topic as it stood after an event; what does not change, or is told by the event's note, is as it is. */
    private static TopicEvent event(Readable row, Topic present) {
        Actor.Kind kind = Actor.Kind.valueOf(row.get("actor", String.class).toUpperCase(Locale.ROOT));
        @Nullable Long staff = row.get("staff_id", Long.class);
        Instant at = row.get("at", Instant.class);
        Topic then = new Topic(
                present.id(),
                present.number(),
                row.get("version", Integer.class),
                present.forum(),
                present.place(),
                present.title(),
                present.words(),
                TopicStatus.ofStored(row.get("status", String.class)),
                present.resident(),
                row.get("supports", Integer.class),
                present.needed(),
                present.schedule(),
                present.outcome(),
                present.openedAt(),
                at);
        return new TopicEvent(
                row.get("id", Long.class),
                TopicAction.ofCode(row.get("action", String.class)),
                new Actor(kind, staff == null ? null : new StaffId(staff)),
                then,
                row.get("note", String.class),
                at);
    }
}
