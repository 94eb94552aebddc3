package org.bandeng.conversation;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.bandeng.ticket.TicketId;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Every message of every resident, in and out, in order. */
@Repository
public class Transcript {

    /** Pictures sent so shortly before a ticket was opened belong to it. */
    private static final Duration PICTURES_BEFORE_TICKET = Duration.ofHours(1);

    private final DatabaseClient database;
    private final Clock clock;

    Transcript(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One message as staff see it.
     *
     * @param author resident, bot, staff or system
     * @param kind text, menu, image, voice, video, position, event or unreadable
     * @param media our id of the picture, voice or video; null: there is none or it is not here yet
     * @param mediaStatus pending, stored or lost; empty: no media
     * @param delivery pending, sending, sent, held, failed or unconfirmed; empty for inbound messages
     * @param channel how it went out: passive, service, subscribe or template; empty: not yet, or inbound
     * @param problem why it is not sent; empty: nothing to say
     */
    public record Line(
            long id,
            boolean inbound,
            String author,
            @Nullable StaffId staff,
            String kind,
            String text,
            @Nullable Long media,
            String mediaStatus,
            String delivery,
            String channel,
            String problem,
            Instant at) {}

    /**
     * The resident's last messages, oldest first.
     *
     * @param work whether with what they are told as one of those who work here: it is about others' tickets
     */
    public Flux<Line> last(ResidentId resident, boolean work, int limit) {
        return database.sql("""
                        select * from (
                            select m.id, m.direction, m.author, m.staff_id, m.kind, m.content, m.media_id, e.status as media_status,
                                d.status, d.channel, d.problem, m.created_at
                            from message m left join delivery d on d.message_id = m.id left join media e on e.id = m.media_id
                            where m.resident_id = :resident and m.kind <> 'report' and (:work or m.notice not like 'work-%')
                              and m.kind <> 'sealed' and m.notice not like 'agreement-%' and m.notice not like 'care-%'
                              and not exists (
                                  select 1 from message q where q.id = m.reply_to and q.kind = 'sealed')
                            order by m.id desc limit :limit) latest
                        order by id""")
                .bind("resident", resident.value())
                .bind("work", work)
                .bind("limit", limit)
                .map(Transcript::line)
                .all();
    }

    /** What the resident wrote last; empty if it was no words. */
    public Mono<String> lastWordsOf(ResidentId resident) {
        return database.sql("""
                        select content from message where resident_id = :resident and direction = 'in' and kind in ('text', 'voice')
                        order by id desc limit 1""")
                .bind("resident", resident.value())
                .mapValue(String.class)
                .one();
    }

    /** What somebody votes, or says in confidence: their words are wiped out, and the answer to them is shown to nobody. */
    Mono<Void> seal(long messageId) {
        return database.sql("update message set kind = 'sealed', content = '' where id = :id")
                .bind("id", messageId)
                .then();
    }

    /** The number of the canvass whose question is the last thing that somebody was told; empty: it was something else. */
    Mono<Long> askedLast(ResidentId resident) {
        return database.sql("""
                        select notice, facts ->> 'canvass.number' as number from message
                        where resident_id = :resident and direction = 'out' order by id desc limit 1""")
                .bind("resident", resident.value())
                .map(row -> String.valueOf(row.get("notice", String.class)).matches("canvass-(demand|pulse)")
                        ? Long.parseLong(String.valueOf(row.get("number", String.class)))
                        : 0L)
                .one()
                .filter(number -> number > 0);
    }

    /** Our ids of what was shown in a dialog, which come with commas between. */
    static List<Long> media(String pictures) {
        return Stream.of(pictures.split(","))
                .filter(id -> id.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .toList();
    }

    /** Whether a person wrote to a resident after the last thing that they sent. */
    public Mono<Boolean> isAnswered(ResidentId resident) {
        return database.sql("""
                        select coalesce((select max(id) from message where resident_id = :resident and author = 'staff'), 0)
                             > coalesce((select max(id) from message where resident_id = :resident and direction = 'in'), 0)""")
                .bind("resident", resident.value())
                .mapValue(Boolean.class)
                .one();
    }

    /** What a resident who waits for a person has said since a person last wrote to them, the latest first. */
    public Flux<String> unanswered(ResidentId resident) {
        return database.sql("""
                        select m.content from message m join resident r on r.id = m.resident_id
                        where m.resident_id = :resident and m.direction = 'in' and m.kind in ('text', 'voice')
                          and m.created_at >= r.with_staff_since
                          and m.id > coalesce((select max(s.id) from message s where s.resident_id = :resident and s.author = 'staff'), 0)
                        order by m.id desc limit 10""")
                .bind("resident", resident.value())
                .mapValue(String.class)
                .all();
    }

    /**
     * A picture, voice or video of a ticket.
     *
     * @param id our id of it
     * @param kind image, voice or video
     * @param byResident whether the resident sent it
     */
    public record Medium(long id, String kind, boolean byResident, Instant at) {}

    /** The pictures, voices and videos that belong to a ticket and are here already. */
    public Flux<Medium> mediaOf(TicketId ticket) {
        return database.sql("""
                        select m.media_id, e.kind, m.direction, m.created_at from message m join media e on e.id = m.media_id
                        where m.ticket_id = :ticket and e.status = 'stored' order by m.id""")
                .bind("ticket", ticket.value())
                .map(row -> new Medium(
                        row.get("media_id", Long.class),
                        row.get("kind", String.class),
                        "in".equals(row.get("direction", String.class)),
                        row.get("created_at", Instant.class)))
                .all();
    }

    /**
     * Writes an inbound message down.
     *
     * @return its id; empty if this very message was written down before
     */
    Mono<Long> receive(ResidentId resident, Incoming incoming, @Nullable Long media) {
        return database.sql("""
                        insert into message (resident_id, direction, author, kind, content, media_id, dedup_key, created_at)
                        values (:resident, 'in', 'resident', :kind, :content, :media, :key, :now)
                        on conflict (dedup_key) do nothing returning id""")
                .bind("resident", resident.value())
                .bind("kind", ContentText.kind(incoming.content()))
                .bind("content", ContentText.of(incoming.content()))
                .bind("media", bigint(media))
                .bind("key", incoming.key())
                .bind("now", Instant.now(clock))
                .mapValue(Long.class)
                .one();
    }

    /** Writes down what a resident added to a ticket on its page. */
    Mono<Void> addFromPage(ResidentId resident, TicketId ticket, String kind, String text, @Nullable Long media) {
        return database.sql("""
                        insert into message (resident_id, direction, author, kind, content, media_id, ticket_id, created_at)
                        values (:resident, 'in', 'resident', :kind, :text, :media, :ticket, :now)""")
                .bind("resident", resident.value())
                .bind("kind", kind)
                .bind("text", text)
                .bind("media", bigint(media))
                .bind("ticket", ticket.value())
                .bind("now", Instant.now(clock))
                .then();
    }

    /**
     * Keeps a body that could not be read.
     *
     * @param messageId the message that it stands for; null: it is not known from whom it is
     */
    Mono<Void> keepUnreadable(@Nullable Long messageId, String raw) {
        return database.sql("insert into unreadable (message_id, raw, received_at) values (:message, :raw, :now)")
                .bind("message", bigint(messageId))
                .bind("raw", raw.replace('\0', '\uFFFD'))
                .bind("now", Instant.now(clock))
                .then();
    }

    /**
     * Notes a picture, a voice or a video that is to be fetched from the platform, and returns our id for it.
     *
     * @param kind image, voice or video
     */
    Mono<Long> expectMedia(ResidentId resident, String kind, String mediaId) {
        return database.sql("""
                        insert into media (resident_id, kind, media_id, status, due_at, created_at)
                        values (:resident, :kind, :mediaId, 'pending', :now, :now) returning id""")
                .bind("kind", kind)
                .bind("resident", resident.value())
                .bind("mediaId", mediaId)
                .bind("now", Instant.now(clock))
                .mapValue(Long.class)
                .one();
    }

    /** What was answered to the message with this key. */
    Mono<Reply> replyTo(String key) {
        return database.sql("""
                        select o.id, o.content from message i left join message o on o.reply_to = i.id
                        where i.dedup_key = :key order by o.id limit 1""")
                .bind("key", key)
                .map(row -> {
                    Long id = row.get("id", Long.class);
                    return id == null ? Reply.NONE : new Reply(row.get("content", String.class), id);
                })
                .one();
    }

    /** Puts the message and the pictures just before it to a ticket. */
    Mono<Void> attach(ResidentId resident, long messageId, TicketId ticket) {
        return database.sql("""
                        update message set ticket_id = :ticket
                        where resident_id = :resident and ticket_id is null
                          and direction = 'in'
                          and (id = :message or media_id is not null and created_at > :since)""")
                .bind("ticket", ticket.value())
                .bind("resident", resident.value())
                .bind("message", messageId)
                .bind("since", Instant.now(clock).minus(PICTURES_BEFORE_TICKET))
                .then();
    }

    /**
     * Puts pictures that somebody sent to a ticket, unless they belong to another already.
     *
     * @param media our ids of them
     * @return how many were put there
     */
    Mono<Long> show(ResidentId resident, List<Long> media, TicketId ticket) {
        return media.isEmpty()
                ? Mono.just(0L)
                : database.sql("""
                                update message set ticket_id = :ticket
                                where resident_id = :resident and direction = 'in' and media_id = any(:media)
                                  and (ticket_id is null or ticket_id = :ticket)""")
                        .bind("ticket", ticket.value())
                        .bind("resident", resident.value())
                        .bind("media", media.toArray(Long[]::new))
                        .fetch()
                        .rowsUpdated();
    }

    /** When anybody wrote or did anything last; empty: nobody ever did. */
    public Mono<Instant> lastHeard() {
        return database.sql("select created_at from message where direction = 'in' order by id desc limit 1")
                .mapValue(Instant.class)
                .one();
    }

    /** Whether a person has written to the resident since then. */
    Mono<Boolean> staffWroteSince(ResidentId resident, Instant since) {
        return database.sql("""
                        select exists (select 1 from message where resident_id = :resident and author = 'staff'
                            and created_at >= :since)""")
                .bind("resident", resident.value())
                .bind("since", since)
                .mapValue(Boolean.class)
                .one();
    }

    private static Parameter bigint(@Nullable Long value) {
        return value == null ? Parameters.in(R2dbcType.BIGINT) : Parameters.in(R2dbcType.BIGINT, value);
    }

    private static Line line(Readable row) {
        Long staff = row.get("staff_id", Long.class);
        return new Line(
                row.get("id", Long.class),
                "in".equals(row.get("direction", String.class)),
                row.get("author", String.class),
                staff == null ? null : new StaffId(staff),
                row.get("kind", String.class),
                row.get("content", String.class),
                row.get("media_id", Long.class),
                orEmpty(row.get("media_status", String.class)),
                orEmpty(row.get("status", String.class)),
                orEmpty(row.get("channel", String.class)),
                orEmpty(row.get("problem", String.class)),
                row.get("created_at", Instant.class));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
