package org.bandeng.outbox;

import java.util.Locale;

/** The kinds of road from the account to a resident. */
public enum Channel {
    /** The answer to the webhook call; costs nothing, but there is one a call. */
    PASSIVE,
    /** 客服消息, within the windows of {@link Interaction}. */
    SERVICE,
    /** 订阅通知, one for each time that the resident agreed. */
    SUBSCRIBE,
    /** 模板消息, as long as the resident follows and has not refused. */
    TEMPLATE;

    /** The name in the database and in message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
