package org.bandeng.care;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.bandeng.community.Encryption;
import org.bandeng.community.Secrets;
import org.bandeng.community.StaffId;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps who is looked after; everything is read as somebody who may know of it. */
@Repository
public class CareList {

    private static final String PERSON = " p.id, p.sealed, p.steward_id, p.coordinator_id, p.day, p.at ";
    private static final String VISIT =
            PERSON + ", v.id as visit_id, v.due_on, v.status, v.asked_at, v.again_at, v.call_by, v.ended_at ";

    /** Of {@code staff s}: gone, without WeChat, or not let to this page. */
    static final String CANNOT_RING =
            "(s.left_at is not null or s.resident_id is null or s.role not in ('dispatcher', 'admin'))";

    /** Between the parts of what is encrypted; nobody types it. */
    private static final String BETWEEN = "\u001f";

    private final DatabaseClient database;
    private final Encryption encryption;
    private final ZoneId zone;

    CareList(DatabaseClient database, Secrets secrets, Clock clock) {
        this.database = database;
        this.encryption = new Encryption(secrets, "care");
        this.zone = clock.getZone();
    }

    /** Fetches the key, or makes it when there is none; nobody can be added or read before. */
    public Mono<Void> ready() {
        return encryption.ready();
    }

    ByteBuffer sealed(CarePerson.Who who, String consent) {
        return encryption.encrypted(
                String.join(BETWEEN, who.name(), who.place(), who.phone(), who.relative(), who.note(), consent));
    }

    /** Whom somebody looks after, goes to or rings up. */
    public Flux<CarePerson> knownTo(StaffId staff) {
        return database.sql("select" + PERSON + """
                        from care_person p where p.steward_id = :staff or p.coordinator_id = :staff order by p.day, p.at, p.id""")
                .bind("staff", staff.value())
                .map(this::person)
                .all();
    }

    /** One of them; empty: there is none, or they may not know. */
    public Mono<CarePerson> find(long id, StaffId staff) {
        return database.sql(
                        "select" + PERSON
                                + "from care_person p where p.id = :id and (p.steward_id = :staff or p.coordinator_id = :staff)")
                .bind("id", id)
                .bind("staff", staff.value())
                .map(this::person)
                .one();
    }

    /** The visits that are not over and that somebody goes to or rings up for. */
    public Flux<CareVisit> open(StaffId staff) {
        return database.sql("select" + VISIT + """
                        from care_visit v join care_person p on p.id = v.person_id
                        where v.ended_at is null and (p.steward_id = :staff or p.coordinator_id = :staff) order by v.id""")
                .bind("staff", staff.value())
                .map(this::visit)
                .all();
    }

    /** The last visits to somebody, the latest first. */
    public Flux<CareVisit> visits(CarePerson person, int limit) {
        return database.sql("select" + VISIT + """
                        from care_visit v join care_person p on p.id = v.person_id
                        where v.person_id = :id order by v.id desc limit :limit""")
                .bind("id", person.id())
                .bind("limit", limit)
                .map(this::visit)
                .all();
    }

    /** How many there are whose coordinator cannot ring up any more; who they are is not said. */
    public Mono<Long> orphans() {
        return database.sql("select count(*) from care_person p join staff s on s.id = p.coordinator_id where "
                        + CANNOT_RING)
                .mapValue(Long.class)
                .one();
    }

    Mono<CareVisit> visit(long id) {
        return database.sql("select" + VISIT
                        + "from care_visit v join care_person p on p.id = v.person_id where v.id = :id")
                .bind("id", id)
                .map(this::visit)
                .one();
    }

    /** Whose day has come since they were visited last: also yesterday's, if nothing ran yesterday. */
    Flux<Long> due(LocalDateTime now) {
        return database.sql("""
                        with turn as (
                            select p.id, p.created_at, p.at,
                                :today::date - (extract(isodow from :today::date)::int - p.day + 7) % 7
                                    - case when extract(isodow from :today::date)::int = p.day and p.at > :now then 7 else 0 end as due_on
                            from care_person p)
                        select t.id from turn t
                        where not exists (select 1 from care_visit v where v.person_id = t.id and v.due_on >= t.due_on)
                          and t.created_at < (t.due_on + t.at) at time zone :zone
                        order by t.id""")
                .bind("today", now.toLocalDate())
                .bind("now", now.toLocalTime())
                .bind("zone", zone.getId())
                .mapValue(Long.class)
                .all();
    }

    private CarePerson person(Readable row) {
        String[] parts =
                encryption.decrypted(row.get("sealed", ByteBuffer.class)).split(BETWEEN, -1);
        return new CarePerson(
                row.get("id", Long.class),
                new CarePerson.Who(parts[0], parts[1], parts[2], parts[3], parts[4]),
                parts[5],
                new StaffId(row.get("steward_id", Long.class)),
                new StaffId(row.get("coordinator_id", Long.class)),
                DayOfWeek.of(row.get("day", Integer.class)),
                row.get("at", LocalTime.class));
    }

    private CareVisit visit(Readable row) {
        return new CareVisit(
                row.get("visit_id", Long.class),
                person(row),
                row.get("due_on", LocalDate.class),
                CareVisit.Status.ofCode(row.get("status", String.class)),
                row.get("asked_at", Instant.class),
                row.get("again_at", Instant.class),
                row.get("call_by", Instant.class),
                row.get("ended_at", Instant.class));
    }
}
