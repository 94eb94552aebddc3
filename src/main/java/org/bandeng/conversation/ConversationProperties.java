package org.bandeng.conversation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How conversations are held.
 *
 * @param stateLife how long a half-finished dialog can be taken up again
 * @param staffLease how long after the last word of the staff the bot answers again
 * @param replyGrace how long a webhook call and its repeats may fetch the reply before it is pushed; WeChat's repeats
 *     end after about 15 s
 * @param eraseAfterUnfollow how long after an unsubscribe what is held about the resident is deleted; coming back in that
 *     time keeps it
 */
@ConfigurationProperties("bandeng.conversation")
public record ConversationProperties(
        @DefaultValue("24h") Duration stateLife,
        @DefaultValue("12h") Duration staffLease,
        @DefaultValue("20s") Duration replyGrace,
        @DefaultValue("7d") Duration eraseAfterUnfollow) {}
