package org.bandeng.deliberation;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.Places;
import org.bandeng.community.Resident;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Secrets;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuples;

/**
 * The votes on topics, in one ledger however they come in: a home, or a resident, counts once, and what they said last counts,
 * until the vote is closed. Of a secret vote the ledger says who voted and the slips what was voted; between the two stands a keyed
 * hash, so that a vote can be changed, which is wiped out when it is counted.
 */
@Service
public class Ballots {

    private static final String COLUMNS =
            " id, topic_id, kind, voters, secret, quorum, pass, electorate, closes_at, closed_at ";

    /** Without letters and digits that look or sound alike. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int RECEIPT = 8;
    private static final int KEY_BYTES = 32;

    private final DatabaseClient database;
    private final Places places;
    private final Secrets secrets;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Ballots(DatabaseClient database, Places places, Secrets secrets, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.places = places;
        this.secrets = secrets;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The open vote of a topic, or else its last; empty: there was none. */
    public Mono<Ballot> of(TopicId topic) {
        return database.sql("select" + COLUMNS + """
                        from ballot where topic_id = :topic order by closed_at desc nulls first, id desc limit 1""")
                .bind("topic", topic.value())
                .map(row -> row(row))
                .one()
                .flatMap(this::whole);
    }

    private record Row(Ballot withoutOptions) {}

    private static Row row(Readable row) {
        return new Row(new Ballot(
                row.get("id", Long.class),
                new TopicId(row.get("topic_id", Long.class)),
                Ballot.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                Ballot.By.valueOf(row.get("voters", String.class).toUpperCase(Locale.ROOT)),
                row.get("secret", Boolean.class),
                row.get("quorum", Integer.class),
                row.get("pass", Integer.class),
                row.get("electorate", Integer.class),
                List.of(),
                row.get("closes_at", Instant.class),
                row.get("closed_at", Instant.class)));
    }

    private Mono<Ballot> whole(Row row) {
        Ballot ballot = row.withoutOptions;
        return database.sql("select content, cost from ballot_option where ballot_id = :id order by position")
                .bind("id", ballot.id())
                .map(option -> new Ballot.Option(option.get("content", String.class), option.get("cost", String.class)))
                .all()
                .collectList()
                .map(options -> new Ballot(
                        ballot.id(),
                        ballot.topic(),
                        ballot.kind(),
                        ballot.by(),
                        ballot.secret(),
                        ballot.quorum(),
                        ballot.pass(),
                        ballot.electorate(),
                        options,
                        ballot.closesAt(),
                        ballot.closedAt()));
    }

    /** Opens a vote, in the caller's transaction; its id is given. */
    Mono<Ballot> open(Ballot ballot) {
        return database.sql("""
                        insert into ballot (topic_id, kind, voters, secret, quorum, pass, electorate, opened_at, closes_at)
                        values (:topic, :kind, :voters, :secret, :quorum, :pass, :electorate, :now, :closes) returning id""")
                .bind("topic", ballot.topic().value())
                .bind("kind", ballot.kind().code())
                .bind("voters", ballot.by().code())
                .bind("secret", ballot.secret())
                .bind("quorum", ballot.quorum())
                .bind("pass", ballot.pass())
                .bind("electorate", ballot.electorate())
                .bind("now", now())
                .bind("closes", ballot.closesAt())
                .mapValue(Long.class)
                .one()
                .flatMap(id -> Flux.range(0, ballot.options().size())
                        .concatMap(i -> database.sql(
                                        "insert into ballot_option (ballot_id, position, content, cost) values (:id, :position, :content, :cost)")
                                .bind("id", id)
                                .bind("position", i + 1)
                                .bind("content", ballot.options().get(i).content())
                                .bind("cost", ballot.options().get(i).cost())
                                .then())
                        .then(of(ballot.topic())));
    }

    /** Who votes, and for whom it counts. */
    public record Voter(String key, @Nullable ResidentId resident) {

        /** A home, by its unit and room. */
        public static Voter home(Place unit, String room) {
            return new Voter(Household.of(unit.id(), room).key(), null);
        }
    }

    /** What came of somebody's vote. */
    public enum Taken {
        YES,
        /** It takes the place of what their home or they said before. */
        CHANGED,
        /** It is counted already. */
        CLOSED,
        /** It is not known where they live. */
        HOMELESS,
        /** A vote of homes needs the room, so that no home counts twice. */
        ROOMLESS,
        /** They live somewhere else than it concerns. */
        OUTSIDE,
        /** They have voted for another home: nobody has two. */
        MOVED,
        /** Whoever writes it down must say that it takes the place of the earlier one. */
        VOTED_BEFORE
    }

    /**
     * What came of a vote.
     *
     * @param receipt by which the voter finds theirs in the published list; empty: it was not taken
     * @param choice what counts now: with what they said before of options that they do not speak of this time
     * @param earlier somebody else whose vote for the same home it takes the place of; null: nobody's
     */
    public record Cast(
            Taken taken,
            String receipt,
            Choice choice,
            @Nullable ResidentId earlier) {
        private static Cast refused(Taken why) {
            return new Cast(why, "", new Choice(Map.of()), null);
        }
    }

    /** A resident votes in WeChat; the last word counts. */
    public Mono<Cast> cast(Topic topic, Ballot ballot, Resident resident, Choice choice) {
        return places.directory().flatMap(directory -> {
            Taken may = may(topic, ballot, resident, directory);
            return may == Taken.YES
                    ? cast(ballot, voter(ballot, resident), choice, Ballot.Source.CHAT, null, true)
                    : Mono.just(Cast.refused(may));
        });
    }

    private static Taken may(Topic topic, Ballot ballot, Resident resident, Directory directory) {
        Place home = resident.home() == null
                ? null
                : directory.place(resident.home()).orElse(null);
        if (home == null) {
            return Taken.HOMELESS;
        }
        if (!TopicDesk.concerns(topic, home, directory)) {
            return Taken.OUTSIDE;
        }
        boolean anonymous = ballot.by() == Ballot.By.HOUSEHOLD && !Household.isKnown(resident, directory);
        return anonymous ? Taken.ROOMLESS : Taken.YES;
    }

    private static Voter voter(Ballot ballot, Resident resident) {
        String key = ballot.by() == Ballot.By.RESIDENT || resident.home() == null
                ? "r:" + resident.id().value()
                : Household.of(resident.home(), resident.homeRoom()).key();
        return new Voter(key, resident.id());
    }

    /**
     * Writes a vote down.
     *
     * @param recorder who writes it down for them; null: they vote themselves
     * @param again whether it may take the place of an earlier one
     */
    public Mono<Cast> cast(
            Ballot ballot,
            Voter voter,
            Choice choice,
            Ballot.Source source,
            @Nullable StaffId recorder,
            boolean again) {
        return secrets.key("ballot", KEY_BYTES)
                .flatMap(key -> transaction.transactional(stillOpen(ballot)
                        .flatMap(open -> open
                                ? hasMoved(ballot, voter)
                                        .flatMap(moved -> moved
                                                ? Mono.just(Cast.refused(Taken.MOVED))
                                                : put(
                                                        ballot,
                                                        voter,
                                                        choice,
                                                        source,
                                                        recorder,
                                                        again,
                                                        seal(key, ballot, voter)))
                                : Mono.just(Cast.refused(Taken.CLOSED)))));
    }

    private Mono<Boolean> hasMoved(Ballot ballot, Voter voter) {
        return database.sql("""
                        select exists (select 1 from ballot_entry
                            where ballot_id = :ballot and resident_id = :resident and voter <> :voter)""")
                .bind("ballot", ballot.id())
                .bind(
                        "resident",
                        voter.resident() == null ? 0L : voter.resident().value())
                .bind("voter", voter.key())
                .mapValue(Boolean.class)
                .one();
    }

    /** Whoever counts waits for this vote, and this vote for who counts. */
    private Mono<Boolean> stillOpen(Ballot ballot) {
        return database.sql("select closed_at is null and closes_at > :now from ballot where id = :id for share")
                .bind("now", now())
                .bind("id", ballot.id())
                .mapValue(Boolean.class)
                .one();
    }

    private Mono<Cast> put(
            Ballot ballot,
            Voter voter,
            Choice choice,
            Ballot.Source source,
            @Nullable StaffId recorder,
            boolean again,
            String seal) {
        return earlier(ballot, voter)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                // What somebody else of the home voted is not told by way of the rest of it.
                .zipWhen(
                        earlier -> earlier.isPresent() ? Mono.just(choice) : before(ballot, seal, choice),
                        (e, c) -> Tuples.of(c, e))
                .flatMap(both -> put(
                        ballot,
                        voter,
                        both.getT1(),
                        source,
                        recorder,
                        again,
                        seal,
                        both.getT2().orElse(null)));
    }

    /** What counts if they have voted before: of what is judged one by one the rest stays. */
    private Mono<Choice> before(Ballot ballot, String seal, Choice choice) {
        return database.sql("select choice from ballot_slip where ballot_id = :ballot and seal = :seal for update")
                .bind("ballot", ballot.id())
                .bind("seal", seal)
                .mapValue(String.class)
                .one()
                .map(kept -> choice.over(Choice.of(kept), ballot.kind()))
                .defaultIfEmpty(choice);
    }

    /** Whoever of the same home has voted last, unless it was they themselves. */
    private Mono<ResidentId> earlier(Ballot ballot, Voter voter) {
        return database.sql("""
                        select resident_id from ballot_entry where ballot_id = :ballot and voter = :voter
                        order by id desc limit 1""")
                .bind("ballot", ballot.id())
                .bind("voter", voter.key())
                .map(row -> Optional.ofNullable(row.get("resident_id", Long.class)))
                .one()
                .flatMap(Mono::justOrEmpty)
                .map(ResidentId::new)
                .filter(last -> !last.equals(voter.resident()));
    }

    private Mono<Cast> put(
            Ballot ballot,
            Voter voter,
            Choice choice,
            Ballot.Source source,
            @Nullable StaffId recorder,
            boolean again,
            String seal,
            @Nullable ResidentId earlier) {
        return database.sql("""
                        insert into ballot_slip (ballot_id, seal, voter, receipt, choice)
                        values (:ballot, :seal, :voter, :receipt, :choice)
                        on conflict (ballot_id, seal) do update set choice = excluded.choice where :again
                        returning receipt, (xmax = 0) as fresh""")
                .bind("ballot", ballot.id())
                .bind("seal", seal)
                .bind("voter", Parameters.in(R2dbcType.VARCHAR, ballot.secret() ? null : voter.key()))
                .bind("receipt", receipt())
                .bind("choice", choice.toString())
                .bind("again", again)
                .map(row -> new Cast(
                        Boolean.TRUE.equals(row.get("fresh", Boolean.class)) ? Taken.YES : Taken.CHANGED,
                        row.get("receipt", String.class),
                        choice,
                        earlier))
                .one()
                .flatMap(cast -> enter(ballot, voter, source, recorder).thenReturn(cast))
                .defaultIfEmpty(Cast.refused(Taken.VOTED_BEFORE));
    }

    private Mono<Void> enter(Ballot ballot, Voter voter, Ballot.Source source, @Nullable StaffId recorder) {
        return database.sql("""
                        insert into ballot_entry (ballot_id, voter, resident_id, source, staff_id, at)
                        values (:ballot, :voter, :resident, :source, :staff, :now)""")
                .bind("ballot", ballot.id())
                .bind("voter", voter.key())
                .bind(
                        "resident",
                        Parameters.in(
                                R2dbcType.BIGINT,
                                voter.resident() == null
                                        ? null
                                        : voter.resident().value()))
                .bind("source", source.code())
                .bind("staff", Parameters.in(R2dbcType.BIGINT, recorder == null ? null : recorder.value()))
                .bind("now", now())
                .then();
    }

    /** Whether somebody, or somebody of their home, has voted. */
    public Mono<Boolean> hasVoted(Ballot ballot, Resident resident) {
        return database.sql("select exists (select 1 from ballot_entry where ballot_id = :ballot and voter = :voter)")
                .bind("ballot", ballot.id())
                .bind("voter", voter(ballot, resident).key())
                .mapValue(Boolean.class)
                .one();
    }

    /** How many have voted. */
    private Mono<Long> turnout(Ballot ballot) {
        return database.sql("select count(*) from ballot_slip where ballot_id = :ballot")
                .bind("ballot", ballot.id())
                .mapValue(Long.class)
                .one();
    }

    /**
     * A vote in the published list.
     *
     * @param voter of an open one; empty: it is secret
     */
    public record Slip(String receipt, Choice choice, String voter) {}

    /** All votes, in no order that would tell whose they are: that of their receipts. */
    private Flux<Slip> slips(Ballot ballot) {
        return database.sql(
                        "select receipt, choice, coalesce(voter, '') as voter from ballot_slip where ballot_id = :ballot order by receipt")
                .bind("ballot", ballot.id())
                .map(row -> new Slip(
                        row.get("receipt", String.class),
                        Choice.of(row.get("choice", String.class)),
                        row.get("voter", String.class)))
                .all();
    }

    /** The vote of a topic, with what may be shown of it now; empty: there was none. */
    public Mono<Poll> poll(TopicId topic) {
        return of(topic)
                .flatMap(ballot -> ballot.closedAt() == null
                        ? turnout(ballot).map(turnout -> new Poll(ballot, turnout, null, List.of()))
                        : slips(ballot)
                                .collectList()
                                .map(slips -> new Poll(
                                        ballot,
                                        slips.size(),
                                        Count.of(
                                                ballot,
                                                slips.stream().map(Slip::choice).toList()),
                                        slips)));
    }

    private Mono<Count> count(Ballot ballot) {
        return slips(ballot).map(Slip::choice).collectList().map(choices -> Count.of(ballot, choices));
    }

    /** Closes a vote, in the caller's transaction: from then on nobody votes, and nothing leads from a secret vote to who it was. */
    Mono<Count> close(Ballot ballot) {
        return database.sql("select id from ballot where id = :id and closed_at is null for update")
                .bind("id", ballot.id())
                .mapValue(Long.class)
                .one()
                .flatMap(id -> database.sql("update ballot set closed_at = :now where id = :id")
                        .bind("now", now())
                        .bind("id", id)
                        .then()
                        .then(shuffle(id))
                        .then(Mono.defer(() -> count(ballot))));
    }

    /** Written anew in the order of their receipts: not even where they lie tells in which order they came. */
    private Mono<Void> shuffle(long id) {
        return database.sql("""
                        with gone as (delete from ballot_slip where ballot_id = :id returning voter, receipt, choice)
                        select coalesce(voter, '') as voter, receipt, choice from gone order by receipt""")
                .bind("id", id)
                .map(row -> new String[] {
                    row.get("voter", String.class), row.get("receipt", String.class), row.get("choice", String.class)
                })
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(slip -> database.sql("""
                                insert into ballot_slip (ballot_id, voter, receipt, choice)
                                values (:id, nullif(:voter, ''), :receipt, :choice)""")
                        .bind("id", id)
                        .bind("voter", slip[0])
                        .bind("receipt", slip[1])
                        .bind("choice", slip[2])
                        .then())
                .then();
    }

    /** Those that are over and not counted yet. */
    Flux<TopicId> due() {
        return database.sql("select topic_id from ballot where closed_at is null and closes_at <= :now")
                .bind("now", now())
                .mapValue(Long.class)
                .all()
                .map(TopicId::new);
    }

    /** Those of which most of the time is over and of whose voters nobody was reminded. */
    Flux<TopicId> toRemind() {
        return database.sql("""
                        select topic_id from ballot where closed_at is null and reminded_at is null and closes_at > :now
                          and :now > opened_at + (closes_at - opened_at) * 0.7""").bind("now", now()).mapValue(Long.class).all().map(TopicId::new);
    }

    /** Notes that its voters are reminded, in the caller's transaction; false: they were before. */
    Mono<Boolean> remind(Ballot ballot) {
        return database.sql("update ballot set reminded_at = :now where id = :id and reminded_at is null")
                .bind("now", now())
                .bind("id", ballot.id())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /**
     * Puts right how many may vote while the vote is open.
     *
     * @return false if it is over
     */
    public Mono<Boolean> correct(Ballot ballot, int electorate) {
        return database.sql("update ballot set electorate = :electorate where id = :id and closed_at is null")
                .bind("electorate", electorate)
                .bind("id", ballot.id())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    private String receipt() {
        return random.ints(RECEIPT, 0, LETTERS.length())
                .mapToObj(letter -> String.valueOf(LETTERS.charAt(letter)))
                .collect(Collectors.joining());
    }

    private static String seal(byte[] key, Ballot ballot, Voter voter) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] hash =
                    mac.doFinal("%d|%s".formatted(ballot.id(), voter.key()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    private Instant now() {
        return Instant.now(clock);
    }
}
