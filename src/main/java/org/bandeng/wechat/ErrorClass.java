package org.bandeng.wechat;

import java.util.Set;

/** What an errcode of the platform means for who called ("全局返回码", WeChat docs, and reported practice). */
enum ErrorClass {
    /** The access token is no longer good: a fresh one, and once more. */
    REFRESH_TOKEN(40001, 40014, 41001, 42001),
    /** The platform is busy: later. */
    RETRY(-1, 61450),
    /** Too fast: in a minute. */
    SLOW_DOWN(45011, 43108),
    /** The calls of this day are used up: after midnight in Beijing. */
    DAILY_QUOTA(45009),
    /** Not to this resident now, but when they have written again. */
    WINDOW_CLOSED(45015),
    /** As many as this resident's last interaction allowed were sent. */
    USED_UP(45047),
    /** The resident does not follow the account. */
    UNFOLLOWED(43004, 50005),
    /** The resident does not want it. */
    REFUSED(43101, 48002),
    /** Never to this resident. */
    GIVE_UP(40003, 43019, 45080, 45081, 46004, 50002, 70000),
    /** Who opened the page must go through WeChat again. */
    LOGIN_AGAIN(40029, 40030, 40163, 42002, 42003, 42007),
    /** The template is no longer good; the others may be. */
    TEMPLATE_GONE(40037, 40249, 43107, 43116),
    /** The operator must put something right at the console; until then nothing of the account's works. */
    TELL_STAFF(
            40013, 40125, 40164, 40243, 48001, 48004, 48006, 48008, 50001, 50004, 50007, 61004, 65400, 89501, 89502,
            89503, 89504, 89505, 89506, 89507),
    /** We did something wrong, or nobody knows. */
    OUR_MISTAKE;

    private final Set<Integer> codes;

    ErrorClass(Integer... codes) {
        this.codes = Set.of(codes);
    }

    static ErrorClass of(int errcode) {
        for (ErrorClass each : values()) {
            if (each.codes.contains(errcode)) {
                return each;
            }
        }
        return OUR_MISTAKE;
    }
}
