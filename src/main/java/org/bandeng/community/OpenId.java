package org.bandeng.community;

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

    /** Without the value, so that it gets into no log by mistake. */
    @Override
    public String toString() {
        return "OpenId[…]";
    }
}
