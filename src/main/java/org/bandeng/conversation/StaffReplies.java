package org.bandeng.conversation;

import java.util.Map;
import org.bandeng.community.Resident;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.community.StaffId;
import org.bandeng.live.LiveFeed;
import org.bandeng.outbox.Outbox;
import org.bandeng.outbox.OutboxRelay;
import org.bandeng.outbox.OutgoingMessage;
import org.bandeng.text.Markup;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What a person of the staff does in a conversation. */
@Service
public class StaffReplies {

    /** Characters; with the name before it still one message of WeChat's 2048 bytes. */
    public static final int MAX_LENGTH = 600;

    private final Residents residents;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final LiveFeed live;
    private final Dialogs dialogs;
    private final TransactionalOperator transaction;

    StaffReplies(
            Residents residents,
            Outbox outbox,
            OutboxRelay relay,
            LiveFeed live,
            Dialogs dialogs,
            TransactionalOperator transaction) {
        this.residents = residents;
        this.outbox = outbox;
        this.relay = relay;
        this.live = live;
        this.dialogs = dialogs;
        this.transaction = transaction;
    }

    /**
     * Writes to a resident; from then on the person answers and not the bot.
     *
     * @param name of the person, as the resident sees it
     * @param text 1 to {@link #MAX_LENGTH} characters
     * @param ticketId the ticket that it is about; null: none
     * @param important whether somebody must ring the bell if it cannot be delivered
     */
    public Mono<Void> write(
            ResidentId resident, StaffId staff, String name, String text, @Nullable Long ticketId, boolean important) {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            return Mono.error(new IllegalArgumentException("A reply has 1 to " + MAX_LENGTH + " characters"));
        }
        Map<String, String> facts =
                Map.of("staff.name", name, "text", Markup.removed(text).strip());
        OutgoingMessage.Options options =
                new OutgoingMessage.Options("reply", facts, Map.of(), null, ticketId, null, null, important, false);
        String said = dialogs.notices().say("reply", facts);
        return told(
                resident,
                residents
                        .handOver(resident)
                        .then(outbox.put(OutgoingMessage.fromStaff(resident, staff, said, options)))
                        .then());
    }

    /**
     * Shows a resident a picture; from then on the person answers and not the bot.
     *
     * @param picture our id of it
     */
    public Mono<Void> show(ResidentId resident, StaffId staff, long picture, @Nullable Long ticketId) {
        OutgoingMessage.Options options =
                new OutgoingMessage.Options("reply", Map.of(), Map.of(), picture, ticketId, null, null, false, false);
        return told(
                resident,
                residents
                        .handOver(resident)
                        .then(outbox.put(OutgoingMessage.fromStaff(resident, staff, "", options)))
                        .then());
    }

    /** Lets the bot answer again, and says so to the resident if a person did until now. */
    public Mono<Void> handBack(ResidentId resident) {
        return told(
                resident,
                residents
                        .handBack(resident)
                        .filter(wasWithStaff -> wasWithStaff)
                        .flatMap(back -> outbox.put(OutgoingMessage.ofSystem(
                                resident, "hand-back", dialogs.notices().say("hand-back", Map.of()))))
                        .then());
    }

    /** Sends a message again that did not arrive, or may not have. */
    public Mono<Void> sendAgain(Resident resident, long messageId) {
        return told(resident.id(), outbox.sendAgain(resident.id(), messageId));
    }

    private Mono<Void> told(ResidentId resident, Mono<Void> work) {
        return transaction
                .transactional(residents
                        .find(resident)
                        .filter(known -> !known.isErased())
                        .flatMap(known -> work))
                .then(Mono.fromRunnable(relay::wake))
                .then(Mono.defer(() -> live.changed(resident)));
    }
}
