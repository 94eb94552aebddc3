package org.bandeng.understanding;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Parts of the day as people speak of them, and which hours are meant by a number beside them. */
enum DayPart {
    BEFORE_DAWN(0, 6, "凌晨"),
    DAWN(5, 8, "清晨", "一大早", "大清早", "清早"),
    EARLY(6, 9, "早上", "早晨", "早"),
    MORNING(8, 12, "上午"),
    NOON(11, 14, "中午"),
    AFTERNOON(12, 18, "下午"),
    DUSK(17, 20, "傍晚"),
    /** Until midnight. */
    EVENING(18, 24, "晚上", "晚"),
    /** Into the next day. */
    NIGHT(22, 30, "半夜", "大半夜", "后半夜", "深夜", "夜里", "夜间", "夜");

    private static final int HALF_DAY = 12;

    /** Who says 晚上2点 means the hours after midnight. */
    private static final int SMALL_HOURS = 5;

    private final int from;
    private final int to;
    private final List<String> names;

    DayPart(int from, int to, String... names) {
        this.from = from;
        this.to = to;
        this.names = List.of(names);
    }

    static Optional<DayPart> named(String name) {
        return Arrays.stream(values()).filter(part -> part.names.contains(name)).findFirst();
    }

    /** What people call it. */
    String called() {
        return names.get(0);
    }

    /** The part that lasts from one time to another. */
    static Optional<DayPart> lasting(LocalDateTime from, LocalDateTime to) {
        LocalDateTime day = from.toLocalDate().atStartOfDay();
        return Arrays.stream(values())
                .filter(part -> day.plusHours(part.from).equals(from)
                        && day.plusHours(part.to).equals(to))
                .findFirst();
    }

    /** The hour it begins at. */
    int from() {
        return from;
    }

    /** The hour it ends at; from 24 on it is of the next day. */
    int to() {
        return to;
    }

    /**
     * The hour of the day that is meant by a number.
     *
     * @param said from 0 to 24
     * @return from 24 on it is of the next day
     */
    int hour(int said) {
        return switch (this) {
            case BEFORE_DAWN -> said % HALF_DAY;
            case DAWN, EARLY, MORNING -> said;
            case NOON -> said < SMALL_HOURS ? said + HALF_DAY : said;
            case AFTERNOON, DUSK -> said < HALF_DAY ? said + HALF_DAY : said;
            case EVENING, NIGHT ->
                said < SMALL_HOURS || said == HALF_DAY
                        ? said % HALF_DAY + 24
                        : said < HALF_DAY ? said + HALF_DAY : said;
        };
    }
}
