package org.bandeng.agreement;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.bandeng.agreement.Agreement.Duty;
import org.bandeng.agreement.Agreement.Entry;
import org.bandeng.agreement.Agreement.Item;
import org.bandeng.agreement.Agreement.Offer;
import org.bandeng.agreement.Agreement.Party;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads agreements: each is shown to those who are in it, and to nobody else, whatever else they may see. */
@Repository
public class Agreements {

    static final String COLUMNS = " id, number, kind, title, status, terms, hash, reason, follow_up_on, opened_by ";

    private final DatabaseClient database;

    Agreements(DatabaseClient database) {
        this.database = database;
    }

    Mono<Agreement> numbered(long number) {
        return database.sql("select" + COLUMNS + "from agreement where number = :number")
                .bind("number", number)
                .map(Agreements::agreement)
                .one();
    }

    /** One that a member of the staff is in; empty: there is none, or they are not. */
    public Mono<Agreement> numbered(long number, StaffId staff) {
        return of(staff, true, Integer.MAX_VALUE)
                .filter(each -> each.number() == number)
                .next();
    }

    /**
     * Those that a member of the staff opened or is in, the last changed first.
     *
     * @param over also those that are over
     */
    public Flux<Agreement> of(StaffId staff, boolean over, int limit) {
        return database.sql("select" + COLUMNS + """
                        from agreement where (opened_by = :staff or id in (
                            select p.agreement_id from agreement_party p where p.staff_id = :staff and p.left_at is null))
                          and (:over or status in ('open', 'frozen', 'agreed')) order by updated_at desc, id desc limit :limit""")
                .bind("staff", staff.value())
                .bind("over", over)
                .bind("limit", limit)
                .map(Agreements::agreement)
                .all();
    }

    /** Those that a resident is in, the last changed first; not those that nothing came of. */
    public Flux<Agreement> of(ResidentId resident) {
        return database.sql("select" + COLUMNS + """
                        from agreement where status in ('open', 'frozen', 'agreed', 'closed') and id in (
                            select p.agreement_id from agreement_party p where p.resident_id = :resident and p.left_at is null)
                        order by status = 'closed', updated_at desc, id desc""")
                .bind("resident", resident.value())
                .map(Agreements::agreement)
                .all();
    }

    /** Who is in it, the sides first. */
    public Flux<Party> parties(Agreement agreement) {
        return database.sql("""
                        select id, side, role, name, staff_id, resident_id, left_at is null as present from agreement_party
                        where agreement_id = :id order by side, id""")
                .bind("id", agreement.id())
                .map(Agreements::party)
                .all();
    }

    /** What somebody is in it; empty: nothing. */
    public Mono<Party> party(Agreement agreement, ResidentId resident) {
        return parties(agreement)
                .filter(each -> each.isPresent() && resident.equals(each.resident()))
                .next();
    }

    public Flux<Item> items(Agreement agreement) {
        return database.sql(
                        "select id, position, title, settled from agreement_item where agreement_id = :id order by position")
                .bind("id", agreement.id())
                .map(row -> new Object[] {
                    row.get("id", Long.class),
                    row.get("position", Integer.class),
                    row.get("title", String.class),
                    row.get("settled", String.class)
                })
                .all()
                .concatMap(row -> offers((Long) row[0])
                        .collectList()
                        .map(offers -> new Item((Integer) row[1], (String) row[2], (String) row[3], offers)));
    }

    private Flux<Offer> offers(long item) {
        return database.sql("""
                        select p.role || ' ' || p.name as who, o.words from agreement_offer o
                        join agreement_party p on p.id = o.party_id where o.item_id = :item order by o.id""")
                .bind("item", item)
                .map(row -> new Offer(row.get("who", String.class), row.get("words", String.class)))
                .all();
    }

    public Flux<Entry> entries(Agreement agreement) {
        return database.sql("""
                        select e.kind, coalesce(p.role || ' ' || p.name, s.name, '') as who, e.words, e.at from agreement_entry e
                        left join agreement_party p on p.id = e.party_id left join staff s on s.id = e.staff_id
                        where e.agreement_id = :id order by e.id""")
                .bind("id", agreement.id())
                .map(row -> new Entry(
                        row.get("kind", String.class),
                        row.get("who", String.class),
                        row.get("words", String.class),
                        row.get("at", Instant.class)))
                .all();
    }

    /** What people want, in no order that would tell who said it. */
    public Flux<String> demands(Agreement agreement) {
        return database.sql("select words from agreement_demand where agreement_id = :id order by words")
                .bind("id", agreement.id())
                .mapValue(String.class)
                .all();
    }

    public Flux<Duty> duties(Agreement agreement) {
        return database.sql(
                        "select position, what, who, due_on, done from agreement_duty where agreement_id = :id order by position")
                .bind("id", agreement.id())
                .map(row -> new Duty(
                        row.get("position", Integer.class),
                        row.get("what", String.class),
                        row.get("who", String.class),
                        row.get("due_on", LocalDate.class),
                        row.get("done", String.class)))
                .all();
    }

    /** Who has confirmed the terms as they stand. */
    public Mono<List<Long>> confirmed(Agreement agreement) {
        return database.sql("select party_id from agreement_confirmation where agreement_id = :id and hash = :hash")
                .bind("id", agreement.id())
                .bind("hash", agreement.hash())
                .mapValue(Long.class)
                .all()
                .collectList();
    }

    static Agreement agreement(Readable row) {
        return new Agreement(
                row.get("id", Long.class),
                row.get("number", Long.class),
                Agreement.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                row.get("title", String.class),
                Agreement.Status.valueOf(row.get("status", String.class).toUpperCase(Locale.ROOT)),
                row.get("terms", String.class),
                row.get("hash", String.class),
                row.get("reason", String.class),
                row.get("follow_up_on", LocalDate.class),
                new StaffId(row.get("opened_by", Long.class)));
    }

    private static Party party(Readable row) {
        @Nullable Long staff = row.get("staff_id", Long.class);
        @Nullable Long resident = row.get("resident_id", Long.class);
        return new Party(
                row.get("id", Long.class),
                row.get("side", String.class),
                row.get("role", String.class),
                row.get("name", String.class),
                staff == null ? null : new StaffId(staff),
                resident == null ? null : new ResidentId(resident),
                row.get("present", Boolean.class));
    }
}
