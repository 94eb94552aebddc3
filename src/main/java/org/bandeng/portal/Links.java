package org.bandeng.portal;

import java.util.Optional;
import org.bandeng.community.ResidentId;
import org.bandeng.conversation.TicketLinks;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.wechat.WeChatProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Links to the pages of tickets: good for one resident and one ticket, for a time, and not to be guessed. */
@Component
class Links implements TicketLinks {

    private static final String PURPOSE = "ticket";

    private final Seals seals;
    private final PortalProperties properties;
    private final WeChatProperties weChat;
    private final Environment environment;

    Links(Seals seals, PortalProperties properties, WeChatProperties weChat, Environment environment) {
        this.seals = seals;
        this.properties = properties;
        this.weChat = weChat;
        this.environment = environment;
    }

    /** What a link stands for. */
    record Linked(ResidentId resident, TicketNumber ticket) {}

    @Override
    public Optional<String> pageOf(Ticket ticket) {
        return publicUrl().map(address -> address + "/r/t/" + token(ticket));
    }

    /** The last part of the address of a ticket's page. */
    String token(Ticket ticket) {
        return seals.seal(
                PURPOSE,
                ticket.number() + ":" + ticket.resident().value(),
                properties.linkLife());
    }

    /** What a token stands for; empty if it is not ours or too old. */
    Optional<Linked> open(String token) {
        return seals.open(PURPOSE, token).map(text -> {
            String[] parts = text.split(":", 2);
            return new Linked(
                    new ResidentId(Long.parseLong(parts[1])), new TicketNumber(Long.parseLong(parts[0])));
        });
    }

    /** The address of the program for phones; in a sandbox, that of this machine. */
    Optional<String> publicUrl() {
        if (!properties.publicUrl().isBlank()) {
            return Optional.of(properties.publicUrl().replaceFirst("/+$", ""));
        }
        return weChat.appId().isBlank()
                ? Optional.of("http://localhost:" + environment.getProperty("local.server.port", "8080"))
                : Optional.empty();
    }
}
