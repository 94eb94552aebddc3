package org.bandeng.ticket;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bandeng.community.Scope;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Who was called to a ticket by name: {@code @王芳} in a note that is for the staff alone. */
@Repository
public class Mentions {

    private final DatabaseClient database;

    Mentions(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Those of the staff whom a note calls. Names follow each other without blanks, so the longest that fits is meant: with a 王芳 and
     * a 王芳芳, {@code @王芳芳请看} calls the second alone. All who have the same name are called.
     */
    public static List<StaffMember> called(String note, List<StaffMember> staff) {
        List<StaffMember> longestFirst = staff.stream()
                .filter(member -> !member.name().isBlank())
                .sorted(Comparator.comparing(
                        (StaffMember member) -> -member.name().length()))
                .toList();
        List<StaffMember> called = new ArrayList<>();
        for (int at = note.indexOf('@'); at >= 0; at = note.indexOf('@', at + 1)) {
            String rest = note.substring(at + 1);
            String name = longestFirst.stream()
                    .map(StaffMember::name)
                    .filter(rest::startsWith)
                    .findFirst()
                    .orElse("");
            longestFirst.stream()
                    .filter(member -> member.name().equals(name) && !called.contains(member))
                    .forEach(called::add);
        }
        return called;
    }

    /** Notes that somebody was called to a ticket. */
    public Mono<Void> note(TicketId ticket, StaffId called, Instant at) {
        return database.sql("""
                        insert into ticket_mention (ticket_id, staff_id, at) values (:ticket, :staff, :at)
                        on conflict (staff_id, ticket_id) do update set at = excluded.at""")
                .bind("ticket", ticket.value())
                .bind("staff", called.value())
                .bind("at", at)
                .then();
    }

    /** To how many of the tickets that somebody sees they were called since they looked at them last. */
    public Mono<Long> unseen(StaffId staff, Scope scope) {
        return database.sql("""
                        select count(*) from ticket_mention m join ticket t on t.id = m.ticket_id
                        left join ticket_seen s on s.staff_id = m.staff_id and s.ticket_id = m.ticket_id
                        where m.staff_id = :staff and (s.at is null or s.at < m.at)
                          and (:everywhere or t.place_id = any(:seen) or t.assignee_id = :staff)""")
                .bind("staff", staff.value())
                .bind("everywhere", scope.isEverywhere())
                .bind("seen", scope.ids())
                .mapValue(Long.class)
                .one();
    }
}
