package org.bandeng.wechat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bandeng.community.OpenId;
import org.bandeng.conversation.Conversations;
import org.bandeng.conversation.Incoming;
import org.bandeng.conversation.LateMail;
import org.bandeng.conversation.Reply;
import org.bandeng.outbox.Interaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes the bodies that the webhook let in to whoever they are for. */
@Component
class Calls {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    /** Nobody waits for the answer any more, so it is pushed. */
    private static final Duration NOBODY_WAITS = Duration.ZERO;

    private final Conversations conversations;
    private final AccountEvents accountEvents;
    private final LateMessages late;
    private final InboundParser parser;
    private final WeChatProperties properties;
    private final Clock clock;

    Calls(
            Conversations conversations,
            AccountEvents accountEvents,
            LateMessages late,
            WeChatProperties properties,
            Clock clock) {
        this.conversations = conversations;
        this.accountEvents = accountEvents;
        this.late = late;
        this.parser = new InboundParser(clock);
        this.properties = properties;
        this.clock = clock;
    }

    /** The reply to a call, and whom it is for. */
    record Answered(Incoming incoming, Reply reply) {}

    /**
     * Takes a body.
     *
     * @param call tells apart two calls whose bodies do not say when they were sent
     * @param openId from whom the platform says the call is
     * @return empty if there is nothing to say
     */
    Mono<Answered> take(String body, String call, Optional<OpenId> openId) {
        Inbound inbound;
        try {
            inbound = parser.parse(body, call);
            if (openId.isPresent() && !isAbout(openId.get(), inbound)) {
                throw new MessageXml.UnreadableException("is from somebody else than the call says");
            }
        } catch (MessageXml.UnreadableException e) {
            LOG.warn("A signed message was kept unread: {}", e.getMessage());
            return unreadable(body, openId);
        }
        Mono<Void> told = Mono.justOrEmpty(Reception.accountEvent(inbound))
                .flatMap(event -> accountEvents.keep(inbound.key(), event));
        return told.then(Mono.justOrEmpty(Reception.incoming(inbound)))
                .flatMap(incoming -> receive(incoming, late.mailFor(new LateMessages.Late(inbound.key(), body, call))));
    }

    /** Events about somebody's consent come from the platform itself. */
    private static boolean isAbout(OpenId openId, Inbound inbound) {
        return openId.equals(inbound.fromUserName())
                || (inbound.body() instanceof Inbound.UserAuthorization authorization
                        && openId.equals(authorization.openId()));
    }

    private Mono<Answered> unreadable(String body, Optional<OpenId> openId) {
        Optional<OpenId> sender = openId.or(() -> InboundParser.probableSender(body));
        if (sender.isEmpty()) {
            return conversations.keepUnreadable(body).then(Mono.empty());
        }
        Incoming incoming = new Incoming(
                sender.get(),
                "",
                InboundParser.keyOfUnreadable(sender.get(), body),
                Instant.now(clock),
                Interaction.MESSAGE,
                new Incoming.Content.Unreadable(body));
        return receive(incoming, LateMail.KEPT);
    }

    private Mono<Answered> receive(Incoming incoming, LateMail mail) {
        return conversations
                .receive(incoming, properties.replyWithin(), mail)
                .map(reply -> new Answered(incoming, reply));
    }

    /** Takes up what a program that died had answered with "success" but not done; the answers go by push. */
    @Scheduled(fixedDelay = 15_000, initialDelay = 5_000)
    Mono<Void> takeLeftBehind() {
        return Mono.defer(() -> late.leftBehind().concatMap(this::again).then()).onErrorResume(problem -> {
            LOG.warn("Late messages could not be looked after, trying again: {}", problem.toString());
            return Mono.empty();
        });
    }

    private Mono<Void> again(LateMessages.Late left) {
        LOG.warn("A message that was answered but not done is taken up again");
        return Mono.justOrEmpty(Reception.incoming(parser.parse(left.body(), left.call())))
                .flatMap(incoming -> conversations.receive(incoming, NOBODY_WAITS, late.mailFor(left)))
                .then();
    }
}
