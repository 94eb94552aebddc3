package org.bandeng.wechat;

/** The platform answered, but not with what was asked for. */
final class WeChatException extends RuntimeException {

    /** An HTTP status or a body that is no answer of WeChat's API. */
    static final int NO_ERRCODE = Integer.MIN_VALUE;

    private final String path;
    private final int errcode;
    private final int httpStatus;

    WeChatException(String path, int httpStatus, int errcode, String errmsg) {
        super(
                errcode == NO_ERRCODE
                        ? "%s answered with HTTP %d: %s".formatted(path, httpStatus, errmsg)
                        : "%s answered %d: %s".formatted(path, errcode, errmsg));
        this.path = path;
        this.errcode = errcode;
        this.httpStatus = httpStatus;
    }

    /** Of the API that answered. */
    String path() {
        return path;
    }

    int errcode() {
        return errcode;
    }

    int httpStatus() {
        return httpStatus;
    }
}
