package org.bandeng.inbox;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bandeng.community.PlaceId;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Scopes;
import org.bandeng.deliberation.Topics;
import org.bandeng.ticket.Sight;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What somebody of the staff may see of tickets and residents: those of their part of the community. */
@Component
class Access {

    private final Scopes scopes;
    private final Tickets tickets;
    private final Topics topics;
    private final DatabaseClient database;

    Access(Scopes scopes, Tickets tickets, Topics topics, DatabaseClient database) {
        this.scopes = scopes;
        this.tickets = tickets;
        this.topics = topics;
        this.database = database;
    }

    /** The tickets that somebody sees. */
    Mono<Sight> sight(StaffUser user) {
        return scopes.of(user.id()).map(scope -> new Sight(user.id(), scope));
    }

    /** Whether there is such a ticket, and they see it. */
    Mono<Boolean> seesTicket(StaffUser user, String number) {
        return sight(user)
                .flatMap(sight -> Mono.justOrEmpty(TicketNumber.parse(number))
                        .flatMap(tickets::numbered)
                        .map(sight::covers))
                .defaultIfEmpty(false);
    }

    /** Whether they see a resident: one who lives in their part, or reported or follows something that they see. */
    Mono<Boolean> seesResident(StaffUser user, ResidentId resident) {
        return sight(user).flatMap(sight -> sees(sight, resident));
    }

    /** Whether there is such a topic, and it is about a place that they see; what is about the whole community everybody sees. */
    Mono<Boolean> seesTopic(StaffUser user, long number) {
        return Mono.zip(topics.numbered(number), sight(user))
                .map(both -> both.getT1().place() == null
                        || both.getT2().scope().contains(both.getT1().place()))
                .defaultIfEmpty(false);
    }

    /** Whether what is about a place is theirs to convene; about the whole community it is for who sees all of it. */
    Mono<Boolean> convenes(StaffUser user, @Nullable PlaceId place) {
        return sight(user)
                .map(sight -> sight.scope().isEverywhere()
                        || place != null && sight.scope().contains(place));
    }

    /** Whether they see whoever sent a picture, voice or video, or what it belongs to. */
    Mono<Boolean> seesMedium(StaffUser user, long medium) {
        return database.sql("select resident_id from media where id = :id")
                .bind("id", medium)
                .mapValue(Long.class)
                .one()
                .flatMap(resident -> seesResident(user, new ResidentId(resident)))
                .filter(sees -> sees)
                .switchIfEmpty(Mono.defer(() -> isOfOccasion(user, medium)));
    }

    /** Whether it belongs to the minutes of something that they see. */
    private Mono<Boolean> isOfOccasion(StaffUser user, long medium) {
        return sight(user).flatMap(sight -> database.sql("""
                                select exists (select 1 from occasion_photo p join occasion o on o.id = p.occasion_id
                                    where p.media_id = :id and (:everywhere or o.place_id is null or o.place_id = any(:seen)))""")
                .bind("id", medium)
                .bind("everywhere", sight.scope().isEverywhere())
                .bind("seen", sight.scope().ids())
                .mapValue(Boolean.class)
                .one());
    }

    /** Those of them that they see, looked up at once. */
    Mono<Set<ResidentId>> seen(Sight sight, List<ResidentId> residents) {
        if (sight.scope().isEverywhere() || residents.isEmpty()) {
            return Mono.just(Set.copyOf(residents));
        }
        return database.sql("""
                        select r.id from resident r where r.id = any(:residents) and (r.home_id = any(:seen)
                            or exists (select 1 from ticket t where t.resident_id = r.id
                                and (t.place_id = any(:seen) or t.assignee_id = :me))
                            or exists (select 1 from ticket_follower f join ticket t on t.id = f.ticket_id
                                where f.resident_id = r.id and (t.place_id = any(:seen) or t.assignee_id = :me)))""")
                .bind("residents", residents.stream().map(ResidentId::value).toArray(Long[]::new))
                .bind("seen", sight.scope().ids())
                .bind("me", sight.staff() == null ? 0L : sight.staff().value())
                .mapValue(Long.class)
                .all()
                .map(ResidentId::new)
                .collect(Collectors.toSet());
    }

    /** The same for a sight that is known already. */
    Mono<Boolean> sees(Sight sight, ResidentId resident) {
        return seen(sight, List.of(resident)).map(seen -> !seen.isEmpty());
    }
}
