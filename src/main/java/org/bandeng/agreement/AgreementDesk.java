package org.bandeng.agreement;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.agreement.Agreement.Party;
import org.bandeng.agreement.Agreement.Status;
import org.bandeng.agreement.AgreementListener.News;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.bandeng.text.Markup;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Does things to agreements: each once nobody else changes it, with who must know told in the same transaction. */
@Service
public class AgreementDesk {

    /** Without signs that are taken for each other when read out. */
    private static final String SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 8;

    /** After so many days the parties are asked whether it is kept. */
    private static final int FOLLOW_UP_DAYS = 30;

    private final DatabaseClient database;
    private final Agreements agreements;
    private final List<AgreementListener> listeners;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AgreementDesk(
            DatabaseClient database,
            Agreements agreements,
            List<AgreementListener> listeners,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.agreements = agreements;
        this.listeners = List.copyOf(listeners);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Opens one; who opens it leads it. */
    public Mono<Agreement> open(Agreement.Kind kind, String title, StaffId staff) {
        return database.sql("""
                        insert into agreement (number, kind, title, status, opened_by, opened_at, updated_at)
                        values (nextval('agreement_serial'), :kind, :title, 'open', :staff, :now, :now) returning""" + Agreements.COLUMNS)
                .bind("kind", kind.code())
                .bind("title", plain(title))
                .bind("staff", staff.value())
                .bind("now", now())
                .map(Agreements::agreement)
                .one();
    }

    /**
     * Adds somebody; who speaks for a side takes the place of who did before, whose words stay.
     *
     * @param staff who they are among those who work here; null: they join in WeChat, by the code that is given
     */
    public Mono<String> invite(Agreement agreement, String side, String role, String name, @Nullable StaffId staff) {
        StringBuilder code = new StringBuilder();
        while (code.length() < LENGTH) {
            code.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        boolean speaks = agreement.kind().sides().contains(side);
        Mono<Void> before = speaks
                ? database.sql(
                                "update agreement_party set left_at = :now where agreement_id = :id and side = :side and left_at is null")
                        .bind("now", now())
                        .bind("id", agreement.id())
                        .bind("side", side)
                        .then()
                : Mono.empty();
        return transaction.transactional(
                changed(agreement.number(), Status.OPEN, present -> before.then(database.sql("""
                                insert into agreement_party (agreement_id, side, role, name, staff_id, invitation)
                                values (:id, :side, :role, :name, :staff, :code)""")
                                .bind("id", present.id())
                                .bind("side", side)
                                .bind("role", plain(role))
                                .bind("name", plain(name))
                                .bind("staff", Parameters.in(R2dbcType.BIGINT, staff == null ? null : staff.value()))
                                .bind("code", hash(code.toString()))
                                .then())
                        .thenReturn(code.toString())));
    }

    /** Somebody joins with the code that they were given, of their own will; empty: it is not good, or used. */
    public Mono<Agreement> join(ResidentId resident, String code) {
        return database.sql("""
                        update agreement_party p set resident_id = :resident, joined_at = :now
                        where p.invitation = :code and p.resident_id is null and p.left_at is null
                          and not exists (select 1 from agreement_party o where o.agreement_id = p.agreement_id
                              and o.resident_id = :resident and o.left_at is null)
                        returning (select number from agreement a where a.id = p.agreement_id) as number""")
                .bind("resident", resident.value())
                .bind("now", now())
                .bind("code", hash(code.toUpperCase(Locale.ROOT)))
                .mapValue(Long.class)
                .one()
                .flatMap(agreements::numbered);
    }

    /** Writes down what somebody of the parties says. */
    public Mono<Agreement> state(Agreement agreement, Party party, String kind, String words) {
        return entry(agreement, kind, party.id(), null, words).thenReturn(agreement);
    }

    /** Writes down what somebody of the staff notes; what all must hear, such as a time and place, all are told. */
    public Mono<Agreement> note(Agreement agreement, String kind, StaffId staff, String words) {
        return transaction.transactional(entry(agreement, kind, null, staff, words)
                .then(Mono.defer(() ->
                        kind.equals("session") ? tellAll(agreement, party -> true, News.WORD, words) : Mono.empty()))
                .thenReturn(agreement));
    }

    private Mono<Void> entry(
            Agreement agreement, String kind, @Nullable Long party, @Nullable StaffId staff, String words) {
        return database.sql("""
                        insert into agreement_entry (agreement_id, kind, party_id, staff_id, words, at)
                        values (:id, :kind, :party, :staff, :words, :now)""")
                .bind("id", agreement.id())
                .bind("kind", kind)
                .bind("party", Parameters.in(R2dbcType.BIGINT, party))
                .bind("staff", Parameters.in(R2dbcType.BIGINT, staff == null ? null : staff.value()))
                .bind("words", plain(words))
                .bind("now", now())
                .then();
    }

    /** Takes down what somebody wants, without who it is. */
    public Mono<Agreement> demand(Agreement agreement, String words) {
        return database.sql("insert into agreement_demand (agreement_id, words) values (:id, :words)")
                .bind("id", agreement.id())
                .bind("words", plain(words))
                .then()
                .thenReturn(agreement);
    }

    /** Adds something that must be settled; empty: they do not talk any more. */
    public Mono<Agreement> item(long number, String title) {
        return changed(number, Status.OPEN, agreement -> database.sql("""
                        insert into agreement_item (agreement_id, position, title)
                        select :id, 1 + count(*), :title from agreement_item where agreement_id = :id""")
                .bind("id", agreement.id())
                .bind("title", plain(title))
                .then()
                .thenReturn(agreement));
    }

    /** Somebody offers something on an item, and the others hear of it; empty: there is no such item, or they talk no more. */
    public Mono<Agreement> offer(long number, int position, Party party, String words) {
        return changed(number, Status.OPEN, agreement -> database.sql("""
                        insert into agreement_offer (item_id, party_id, words, at)
                        select id, :party, :words, :now from agreement_item where agreement_id = :id and position = :position
                        returning (select title from agreement_item i where i.id = item_id)""")
                .bind("party", party.id())
                .bind("words", plain(words))
                .bind("now", now())
                .bind("id", agreement.id())
                .bind("position", position)
                .mapValue(String.class)
                .one()
                .flatMap(title -> tellAll(
                                agreement,
                                each -> each.id() != party.id() && each.mustConfirm(),
                                News.OFFER,
                                "%d. %s：%s %s提出 %s"
                                        .formatted(position, title, party.role(), party.name(), plain(words)))
                        .thenReturn(agreement)));
    }

    /** An item is settled in these words; empty: there is no such item, or they talk no more. */
    public Mono<Agreement> settle(long number, int position, String words) {
        return changed(number, Status.OPEN, agreement -> database.sql(
                        "update agreement_item set settled = :words where agreement_id = :id and position = :position")
                .bind("words", plain(words))
                .bind("id", agreement.id())
                .bind("position", position)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .map(rows -> agreement));
    }

    /** Adds what somebody must do, and by when; it becomes a part of the terms. Empty: they do not talk any more. */
    public Mono<Agreement> duty(long number, String what, String who, LocalDate dueOn) {
        return locked(
                number,
                agreement -> agreement.status() != Status.OPEN
                        ? Mono.empty()
                        : database.sql("""
                                insert into agreement_duty (agreement_id, position, what, who, due_on)
                                select :id, 1 + count(*), :what, :who, :due from agreement_duty where agreement_id = :id""")
                                .bind("id", agreement.id())
                                .bind("what", plain(what))
                                .bind("who", plain(who))
                                .bind("due", dueOn)
                                .then()
                                .thenReturn(agreement));
    }

    /** It was done, as these words show; empty: there is no such duty. */
    public Mono<Agreement> done(long number, int position, String proof) {
        return locked(number, agreement -> database.sql(
                        "update agreement_duty set done = :proof where agreement_id = :id and position = :position")
                .bind("proof", plain(proof))
                .bind("id", agreement.id())
                .bind("position", position)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .map(rows -> agreement));
    }

    /**
     * Puts the terms to the parties: the items as they were settled, and these words. From now on they do not change.
     *
     * @return empty: an item is not settled, a side has nobody, or they do not talk any more
     */
    public Mono<Agreement> freeze(long number, String words) {
        return changed(number, Status.OPEN, agreement -> Mono.zip(
                        agreements.items(agreement).collectList(),
                        agreements.parties(agreement).collectList(),
                        agreements.duties(agreement).collectList())
                .filter(both ->
                        both.getT1().stream().noneMatch(item -> item.settled().isEmpty()))
                .filter(both -> agreement.kind().sides().stream().allMatch(side -> both.getT2().stream()
                        .anyMatch(party -> party.isPresent() && party.side().equals(side) && party.resident() != null)))
                .map(all -> terms(all.getT1(), all.getT3(), plain(words)))
                .map(String::strip)
                .filter(terms -> !terms.isEmpty())
                .flatMap(terms -> database.sql("""
                                update agreement set status = 'frozen', terms = :terms, hash = :hash, updated_at = :now
                                where id = :id returning""" + Agreements.COLUMNS)
                        .bind("terms", terms)
                        .bind("hash", hash(terms))
                        .bind("now", now())
                        .bind("id", agreement.id())
                        .map(Agreements::agreement)
                        .one())
                .flatMap(frozen -> tellAll(frozen, Party::mustConfirm, News.FROZEN, frozen.terms())
                        .thenReturn(frozen)));
    }

    private static String terms(List<Agreement.Item> items, List<Agreement.Duty> duties, String words) {
        Stream<String> settled =
                items.stream().map(item -> "%d. %s：%s".formatted(item.position(), item.title(), item.settled()));
        Stream<String> due =
                duties.stream().map(duty -> "%s要做：%s，%s 前。".formatted(duty.who(), duty.what(), duty.dueOn()));
        return Stream.of(settled, due, Stream.of(words))
                .flatMap(lines -> lines)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** What came of somebody's word on the terms. */
    public enum Confirmed {
        /** Others have not said so yet. */
        YES,
        /** They were the last: it stands. */
        AGREED,
        /** These are not the terms that are put to them now, or they are not asked. */
        NOT_ASKED
    }

    /** A party confirms the terms that they were shown: just these, by their hash. */
    public Mono<Confirmed> confirm(long number, ResidentId resident, String hash) {
        return locked(
                        number,
                        agreement -> agreement.status() == Status.FROZEN
                                        && agreement.hash().startsWith(hash)
                                        && !hash.isEmpty()
                                ? agreements
                                        .party(agreement, resident)
                                        .filter(Party::mustConfirm)
                                        .flatMap(party -> confirm(agreement, party))
                                : Mono.<Confirmed>empty())
                .defaultIfEmpty(Confirmed.NOT_ASKED);
    }

    private Mono<Confirmed> confirm(Agreement agreement, Party party) {
        return database.sql("""
                        insert into agreement_confirmation (agreement_id, party_id, hash, at) values (:id, :party, :hash, :now)
                        on conflict do nothing""")
                .bind("id", agreement.id())
                .bind("party", party.id())
                .bind("hash", agreement.hash())
                .bind("now", now())
                .then()
                .then(Mono.zip(
                        Mono.defer(() -> agreements.confirmed(agreement)),
                        agreements
                                .parties(agreement)
                                .filter(Party::mustConfirm)
                                .map(Party::id)
                                .collectList()))
                .flatMap(both -> both.getT1().containsAll(both.getT2())
                        ? status(agreement, Status.AGREED, "")
                                .flatMap(agreed -> tellAll(agreed, each -> true, News.AGREED, agreed.terms()))
                                .thenReturn(Confirmed.AGREED)
                        : Mono.just(Confirmed.YES));
    }

    /**
     * A party does not agree: they talk on, and the terms are put down again.
     *
     * @param hash of the terms that they were shown, or its beginning; empty: those that are put to them now
     * @return empty: these are not put to them
     */
    public Mono<Agreement> refuse(long number, ResidentId resident, String hash, String why) {
        return locked(
                number,
                agreement ->
                        agreement.status() == Status.FROZEN && agreement.hash().startsWith(hash)
                                ? agreements
                                        .party(agreement, resident)
                                        .filter(Party::mustConfirm)
                                        .flatMap(party -> entry(
                                                        agreement,
                                                        "statement",
                                                        party.id(),
                                                        null,
                                                        why.isEmpty() ? "不同意" : "不同意：" + why)
                                                .then(status(agreement, Status.OPEN, ""))
                                                .flatMap(open -> tellAll(
                                                                open,
                                                                each -> each.mustConfirm() && each.id() != party.id(),
                                                                News.REFUSED,
                                                                "")
                                                        .thenReturn(open)))
                                : Mono.<Agreement>empty());
    }

    /** Nothing comes of it; all are told why. */
    public Mono<Agreement> fail(long number, String why) {
        return locked(
                number,
                agreement -> agreement.status() == Status.OPEN || agreement.status() == Status.FROZEN
                        ? status(agreement, Status.FAILED, why)
                                .flatMap(failed -> tellAll(failed, each -> true, News.FAILED, why)
                                        .thenReturn(failed))
                        : Mono.<Agreement>empty());
    }

    /** It is kept and done with; empty: somebody still has to do something, the parties have
     * not been asked yet whether it is kept, or it was not agreed on. */
    public Mono<Agreement> close(long number, String how) {
        return locked(
                number,
                agreement -> agreement.status() == Status.AGREED
                        ? agreements
                                .duties(agreement)
                                .all(duty -> !duty.done().isEmpty())
                                .filterWhen(all -> isFollowedUp(agreement))
                                .filter(all -> all)
                                .flatMap(all -> status(agreement, Status.CLOSED, how))
                                .flatMap(closed -> tellAll(closed, each -> true, News.CLOSED, how)
                                        .thenReturn(closed))
                        : Mono.<Agreement>empty());
    }

    private Mono<Boolean> isFollowedUp(Agreement agreement) {
        return database.sql("select followed_up from agreement where id = :id")
                .bind("id", agreement.id())
                .mapValue(Boolean.class)
                .one();
    }

    /** Asks the parties of what was agreed long enough ago whether it is kept; each once. */
    Flux<Agreement> followUp() {
        return database.sql("""
                        update agreement set followed_up = true where status = 'agreed' and not followed_up
                          and follow_up_on <= :today returning""" + Agreements.COLUMNS)
                .bind("today", LocalDate.now(clock))
                .map(Agreements::agreement)
                .all()
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(agreement -> tellAll(agreement, Party::mustConfirm, News.FOLLOW_UP, "")
                        .thenReturn(agreement))
                .as(transaction::transactional);
    }

    private Mono<Agreement> status(Agreement agreement, Status status, String reason) {
        return database.sql("""
                        update agreement set status = :status, updated_at = :now,
                            terms = case when :status = 'open' then '' else terms end,
                            hash = case when :status = 'open' then '' else hash end,
                            reason = case when :reason = '' then reason else :reason end,
                            follow_up_on = case when :status = 'agreed' then :follow else follow_up_on end
                        where id = :id returning""" + Agreements.COLUMNS)
                .bind("status", status.code())
                .bind("now", now())
                .bind("reason", plain(reason))
                .bind("follow", LocalDate.now(clock).plusDays(FOLLOW_UP_DAYS))
                .bind("id", agreement.id())
                .map(Agreements::agreement)
                .one();
    }

    private Mono<Void> tellAll(Agreement agreement, Predicate<Party> whom, News what, String note) {
        return agreements
                .parties(agreement)
                .filter(party -> party.isPresent() && party.resident() != null && whom.test(party))
                .concatMap(party ->
                        Flux.fromIterable(listeners).concatMap(listener -> listener.news(agreement, party, what, note)))
                .then();
    }

    private <T> Mono<T> changed(long number, Status wanted, Function<Agreement, Mono<T>> change) {
        return locked(number, agreement -> agreement.status() == wanted ? change.apply(agreement) : Mono.empty());
    }

    private <T> Mono<T> locked(long number, Function<Agreement, Mono<T>> change) {
        return transaction.transactional(
                database.sql("select" + Agreements.COLUMNS + "from agreement where number = :number for update")
                        .bind("number", number)
                        .map(Agreements::agreement)
                        .one()
                        .flatMap(change));
    }

    private static String plain(String words) {
        return Markup.removed(words).strip();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private Instant now() {
        return Instant.now(clock);
    }
}
