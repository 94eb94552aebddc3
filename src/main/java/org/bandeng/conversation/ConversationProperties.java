package org.bandeng.conversation;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How conversations are held.
 *
 * @param stateLife how long a half-finished dialog can be taken up again
 * @param remindAfter how long after a question without an answer the resident is reminded, once
 * @param putByAfter how long after that the draft is put by; what can be registered without more is registered then
 * @param staffLease how long after the last word of the staff the bot answers again
 * @param replyGrace how long a webhook call and its repeats may fetch the reply before it is pushed; WeChat's repeats
 *     end after about 15 s
 * @param eraseAfterUnfollow how long after an unsubscribe what is held about the resident is deleted; coming back in that
 *     time keeps it
 * @param tellFrom from when on in the morning all who live somewhere are told what is new; nobody is woken by it
 * @param tellUntil until when in the evening; what is new later waits for the morning
 */
@ConfigurationProperties("bandeng.conversation")
public record ConversationProperties(
        @DefaultValue("30d") Duration stateLife,
        @DefaultValue("30m") Duration remindAfter,
        @DefaultValue("12h") Duration putByAfter,
        @DefaultValue("12h") Duration staffLease,
        @DefaultValue("20s") Duration replyGrace,
        @DefaultValue("7d") Duration eraseAfterUnfollow,
        @DefaultValue("08:00") LocalTime tellFrom,
        @DefaultValue("21:00") LocalTime tellUntil) {

    /** Whether all who live somewhere may be told something now. */
    boolean isDay(LocalTime now) {
        return !now.isBefore(tellFrom) && now.isBefore(tellUntil);
    }
}
