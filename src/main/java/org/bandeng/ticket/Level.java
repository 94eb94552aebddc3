package org.bandeng.ticket;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who deals with a request, from the smallest circle to the largest: 小事不出楼栋、大事不出社区. A ticket that stalls climbs to the
 * next level that {@link Routing} knows.
 */
public enum Level {
    /** 楼栋: the people of the stairwell; there is no office, so where nobody is on duty it climbs at once. */
    BUILDING,
    /** 小区: the office that answers for the place. */
    COMPOUND,
    /** 社区: the office of the community, whose dispatchers get what no rule fits. */
    COMMUNITY,
    /** 街道: the office above the community. */
    STREET;

    /** The name in YAML, in the database, in URLs and message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Level> of(String code) {
        return Stream.of(values()).filter(level -> level.code().equals(code)).findFirst();
    }
}
