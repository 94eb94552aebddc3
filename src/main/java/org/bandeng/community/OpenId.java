package org.bandeng.community;

import java.util.UUID;

/**
 * WeChat's name of one resident at one official account. Personal data: never to be logged.
 *
 * @param value as WeChat sends it
 */
public record OpenId(String value) {

    /** Openids have 28 characters; this is room enough and a bound for keys. */
    private static final int MAX_LENGTH = 64;

    public OpenId {
        if (!value.matches("[A-Za-z0-9_-]{1," + MAX_LENGTH + "}")) {
            throw new IllegalArgumentException("Not an openid: it has " + value.length() + " characters");
        }
    }

    private static final String CALLER = "caller-";

    /** Stands in for the name of somebody who has no WeChat. */
    static OpenId ofCaller(UUID id) {
        return new OpenId(CALLER + id);
    }

    /** Whether it is nobody's at WeChat: they rang up, or somebody reported for them. */
    public boolean isCaller() {
        return value.startsWith(CALLER);
    }

    /** Without the value, so that it gets into no log by mistake. */
    @Override
    public String toString() {
        return "OpenId[…]";
    }
}
