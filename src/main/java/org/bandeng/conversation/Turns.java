package org.bandeng.conversation;

import org.bandeng.community.OpenId;
import org.bandeng.community.ResidentId;
import reactor.core.publisher.Mono;

/** Who may take a turn: each message once, one message of a resident at a time, in the order of arrival, on any number of instances. */
public interface Turns {

    /**
     * Waits for the message's turn.
     *
     * @return a {@link Begun} turn, or the {@link Done} one of an earlier delivery of the same message
     */
    Mono<Turn> begin(OpenId openId, String messageKey);

    /** How a conversation stands, without waiting for a turn; while one is taken, as it was before it. */
    Mono<StoredConversation> look(OpenId openId);

    /** Keeps the lease of a turn that takes long; completes when the lease is lost. */
    Mono<Void> keep(Begun turn);

    /** Ends the turn: keeps the state and the reply, lets the next message in, and tells open staff pages of the change. */
    Mono<Void> end(Begun turn, ResidentId resident, StoredConversation state, Reply reply);

    /** Ends a turn that came to nothing; the message may be delivered again. */
    Mono<Void> abandon(Begun turn);

    /** What {@link #begin} comes to. */
    sealed interface Turn {}

    /**
     * It is this message's turn.
     *
     * @param fence higher than that of any earlier turn of the resident
     * @param lease proves that the turn is still ours
     */
    record Begun(OpenId openId, String messageKey, long fence, String lease, StoredConversation state)
            implements Turn {}

    /** The message was taken before. */
    record Done(Reply reply) implements Turn {}
}
