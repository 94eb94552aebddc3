package org.bandeng.conversation;

import org.bandeng.community.Scopes;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.bandeng.ticket.Sight;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.Tickets;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who of those who work here may know of a ticket. */
@Component
public class Colleagues {

    private final StaffAccounts staff;
    private final Scopes scopes;
    private final Tickets tickets;

    Colleagues(StaffAccounts staff, Scopes scopes, Tickets tickets) {
        this.staff = staff;
        this.scopes = scopes;
        this.tickets = tickets;
    }

    /** Those at a desk in whose part of the community it is, and those without one to whom it was given. */
    public Flux<StaffMember> whoMayKnow(Ticket ticket) {
        return Flux.concat(
                staff.withAccounts().filterWhen(member -> covers(member, ticket)),
                tickets.givenTo(ticket).flatMapMany(given -> staff.present()
                        .filter(member -> member.role() == StaffMember.Role.STEWARD && given.contains(member.id()))));
    }

    private Mono<Boolean> covers(StaffMember member, Ticket ticket) {
        return scopes.of(member.id()).map(scope -> new Sight(member.id(), scope).covers(ticket));
    }
}
