package org.bandeng.sandbox;

/** What can be made to go wrong with the platform, so that an operator sees what happens then. */
enum Fault {
    /** Nothing was heard of the resident for 48 hours: 45015. */
    WINDOW_CLOSED,
    /** As many messages as allowed were sent: 45047. */
    USED_UP,
    /** The resident takes no template and subscription messages: 43101. */
    TEMPLATES_REFUSED,
    /** Every access token is refused: 40001. */
    TOKENS_REFUSED,
    /** The server's address is not on the whitelist: 40164. */
    ADDRESS_NOT_LISTED,
    /** The day's calls are used up: 45009. */
    QUOTA,
    /** The platform is busy: -1. */
    BUSY,
    /** Nobody answers: HTTP 503. */
    DOWN,
    /** The message arrives, but the answer does not come in time. */
    SILENT;

    /** The name in forms and in the words of the page. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
