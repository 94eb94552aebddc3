package org.bandeng.wechat;

import java.util.Set;

/** What an errcode of the platform means for who called ("全局返回码", WeChat docs, and reported practice). */
enum ErrorClass {
    /** The access token is no longer good: a fresh one, and once more. */
    REFRESH_TOKEN(40001, 40014, 41001, 42001),
    /** The platform is busy: later. */
    RETRY(-1, 61450),
    /** Too fast: later, but not soon. */
    SLOW_DOWN(45009, 45011, 43108),
    /** Not to this resident now, but when they have written again. */
    WINDOW_CLOSED(45015, 45047),
    /** Never to this resident. */
    GIVE_UP(40003, 43004, 43019, 43101, 46004, 50002, 50005, 70000),
    /** The operator must put something right at the console; until then it is tried again, slowly. */
    TELL_STAFF(
            40013, 40125, 40164, 40243, 48001, 48004, 50004, 50007, 61004, 89501, 89502, 89503, 89504, 89505, 89506,
            89507),
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
