package org.bandeng.occasion;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bandeng.community.ResidentId;
import org.bandeng.deliberation.TopicId;
import org.bandeng.text.Markup;
import org.bandeng.ticket.TicketId;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What is said at a meeting while it is held. It is not closed before each remark is answered, a ticket or a topic. */
@Service
public class Meetings {

    private static final int LONGEST = 300;

    private final DatabaseClient database;
    private final Occasions occasions;
    private final OccasionDesk desk;
    private final Clock clock;

    Meetings(DatabaseClient database, Occasions occasions, OccasionDesk desk, Clock clock) {
        this.database = database;
        this.occasions = occasions;
        this.desk = desk;
        this.clock = clock;
    }

    /** Takes a remark or an option down; its number is given. */
    public Mono<Integer> take(Occasion meeting, Remark.Kind kind, String words) {
        String said = Markup.removed(words).strip();
        return desk.locked(meeting.number(), open -> database.sql("""
                        insert into remark (occasion_id, position, kind, words, at)
                        select :id, 1 + count(*), :kind, :words, :now from remark where occasion_id = :id and kind = :kind
                        returning position""")
                .bind("id", open.id())
                .bind("kind", kind == Remark.Kind.OPTION ? "option" : "remark")
                .bind("words", said.length() > LONGEST ? said.substring(0, LONGEST) : said)
                .bind("now", Instant.now(clock))
                .mapValue(Integer.class)
                .one());
    }

    /** Counts the hands for an option; the last count counts. Empty: there is no such option. */
    public Mono<Remark> raised(Occasion meeting, int option, Remark.Hands hands) {
        return database.sql("""
                        update remark set yes = :yes, no = :no, neither = :neither
                        where occasion_id = :id and kind = 'option' and position = :position returning words""")
                .bind("yes", hands.yes())
                .bind("no", hands.no())
                .bind("neither", hands.neither())
                .bind("id", meeting.id())
                .bind("position", option)
                .mapValue(String.class)
                .one()
                .map(words -> new Remark(option, Remark.Kind.OPTION, words, null, "", hands));
    }

    /** A remark that still needs an outcome; empty: there is none of that number. */
    public Mono<Remark> openRemark(Occasion meeting, int position) {
        return occasions
                .remarks(meeting)
                .filter(remark -> remark.isOpen() && remark.position() == position)
                .next();
    }

    public Mono<Void> answered(Occasion meeting, int position, String answer) {
        return outcome(meeting, position, Remark.Outcome.ANSWERED, answer, null, null);
    }

    public Mono<Void> becameTicket(Occasion meeting, int position, TicketId ticket) {
        return outcome(meeting, position, Remark.Outcome.TICKET, "", ticket.value(), null);
    }

    public Mono<Void> becameTopic(Occasion meeting, int position, TopicId topic) {
        return outcome(meeting, position, Remark.Outcome.TOPIC, "", null, topic.value());
    }

    private Mono<Void> outcome(
            Occasion meeting,
            int position,
            Remark.Outcome outcome,
            String answer,
            @Nullable Long ticket,
            @Nullable Long topic) {
        return database.sql("""
                        update remark set outcome = :outcome, answer = :answer, ticket_id = :ticket, topic_id = :topic
                        where occasion_id = :id and kind = 'remark' and position = :position and outcome is null""")
                .bind("outcome", outcome.name().toLowerCase(java.util.Locale.ROOT))
                .bind("answer", Markup.removed(answer).strip())
                .bind("ticket", Parameters.in(R2dbcType.BIGINT, ticket))
                .bind("topic", Parameters.in(R2dbcType.BIGINT, topic))
                .bind("id", meeting.id())
                .bind("position", position)
                .then();
    }

    /** Those remarks that still need an outcome; if there are none, the meeting is closed. */
    public Mono<List<Remark>> close(Occasion meeting) {
        return occasions
                .remarks(meeting)
                .filter(Remark::isOpen)
                .collectList()
                .flatMap(open -> open.isEmpty() ? desk.close(meeting).thenReturn(open) : Mono.just(open));
    }

    /** A picture of somebody's belongs to the minutes; how many there are is given. Empty: it is not theirs. */
    public Mono<Long> show(Occasion occasion, long medium, ResidentId by) {
        return database.sql("""
                        insert into occasion_photo (occasion_id, media_id)
                        select :id, m.id from media m where m.id = :medium and m.resident_id = :by on conflict do nothing""")
                .bind("id", occasion.id())
                .bind("medium", medium)
                .bind("by", by.value())
                .then()
                .then(database.sql("select count(*) from occasion_photo where occasion_id = :id")
                        .bind("id", occasion.id())
                        .mapValue(Long.class)
                        .one())
                .filter(photos -> photos > 0);
    }

    /** What a party that was invited answers; {@code who}: whom they send, or why nobody. */
    public Mono<Void> replied(Occasion occasion, String party, boolean coming, String who) {
        return database.sql("""
                        insert into occasion_party (occasion_id, name, coming, who, at) values (:id, :name, :coming, :who, :now)
                        on conflict (occasion_id, name) do update set coming = excluded.coming, who = excluded.who, at = excluded.at""")
                .bind("id", occasion.id())
                .bind("name", Markup.removed(party).strip())
                .bind("coming", coming)
                .bind("who", Markup.removed(who).strip())
                .bind("now", Instant.now(clock))
                .then();
    }
}
