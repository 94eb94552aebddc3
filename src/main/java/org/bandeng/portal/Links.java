package org.bandeng.portal;

import java.util.Optional;
import org.bandeng.community.ResidentId;
import org.bandeng.conversation.TicketLinks;
import org.bandeng.conversation.TopicLinks;
import org.bandeng.deliberation.Topic;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.web.PublicAddress;
import org.springframework.stereotype.Component;

/** Links to the pages of topics, and of tickets: those good for one resident and one ticket, for a time, and not to be guessed. */
@Component
class Links implements TicketLinks, TopicLinks {

    private static final String PURPOSE = "ticket";

    private final Seals seals;
    private final PortalProperties properties;
    private final PublicAddress address;

    Links(Seals seals, PortalProperties properties, PublicAddress address) {
        this.seals = seals;
        this.properties = properties;
        this.address = address;
    }

    /** What a link stands for. */
    record Linked(ResidentId resident, TicketNumber ticket) {}

    @Override
    public Optional<String> pageOf(Ticket ticket) {
        return address.get().map(here -> here + "/r/t/" + token(ticket));
    }

    @Override
    public Optional<String> pageOf(Topic topic) {
        return address.get().map(here -> here + "/r/topics/" + topic.number());
    }

    /** The last part of the address of a ticket's page. */
    String token(Ticket ticket) {
        return seals.seal(PURPOSE, ticket.number() + ":" + ticket.resident().value(), properties.linkLife());
    }

    /** What a token stands for; empty if it is not ours or too old. */
    Optional<Linked> open(String token) {
        return seals.open(PURPOSE, token).map(text -> {
            String[] parts = text.split(":", 2);
            return new Linked(new ResidentId(Long.parseLong(parts[1])), new TicketNumber(Long.parseLong(parts[0])));
        });
    }
}
