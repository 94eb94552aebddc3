package org.bandeng.understanding;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the day and the time of day in a message: 明天下午三点, 周六上午, 昨晚十点半, 12月3号, 两天前, 8:30. */
final class TimeReader {

    private static final Map<String, Integer> DAYS = new LinkedHashMap<>();
    private static final Map<String, LocalTime> PARTS = new LinkedHashMap<>();
    private static final List<String> NAMES = List.of("周一", "周二", "周三", "周四", "周五", "周六", "周日");

    static {
        DAYS.put("大后天", 3);
        DAYS.put("大前天", -3);
        DAYS.put("后天", 2);
        DAYS.put("前天", -2);
        DAYS.put("前晚", -2);
        DAYS.put("明天", 1);
        DAYS.put("明早", 1);
        DAYS.put("明晚", 1);
        DAYS.put("昨天", -1);
        DAYS.put("昨晚", -1);
        DAYS.put("昨夜", -1);
        DAYS.put("今天", 0);
        DAYS.put("今早", 0);
        DAYS.put("今晚", 0);
        DAYS.put("今夜", 0);
        PARTS.put("凌晨", LocalTime.of(3, 0));
        PARTS.put("清晨", LocalTime.of(6, 0));
        PARTS.put("半夜", LocalTime.of(0, 0));
        PARTS.put("早上", LocalTime.of(8, 0));
        PARTS.put("早晨", LocalTime.of(7, 0));
        PARTS.put("早", LocalTime.of(8, 0));
        PARTS.put("上午", LocalTime.of(9, 0));
        PARTS.put("中午", LocalTime.of(12, 0));
        PARTS.put("下午", LocalTime.of(14, 0));
        PARTS.put("傍晚", LocalTime.of(18, 0));
        PARTS.put("晚", LocalTime.of(20, 0));
        PARTS.put("夜里", LocalTime.of(22, 0));
        PARTS.put("夜", LocalTime.of(22, 0));
    }

    private static final Pattern WEEKDAY = Pattern.compile("(上个?|下个?|这个?)?(?:周|星期|礼拜)([1-6日天])");
    private static final Pattern DATE =
            Pattern.compile("(?:([0-9]{1,2})月)([0-9]{1,2})[日号]|(?<![0-9])([0-9]{1,2})[日号](?!楼|院|桩|车|线|门|机|梯|单元)");
    private static final Pattern AGO = Pattern.compile("([0-9]{1,3})(天|周|个?小时|分钟)(前|以前|之前|后|以后|之后)");
    private static final Pattern CLOCK =
            Pattern.compile("(?<![0-9])([0-9]{1,2})(?:点钟?(半|[0-9]{1,2})?分?|[:：]([0-9]{2}))(?!多?人)");
    private static final Pattern NOW = Pattern.compile("刚才|刚刚|现在|这会儿|此刻");

    private final LocalDateTime now;

    TimeReader(LocalDateTime now) {
        this.now = now;
    }

    Optional<TimeReading> read(String words) {
        String text = ChineseNumbers.timesInDigits(words);
        LocalDateTime ago = ago(text);
        if (ago != null) {
            return Optional.of(
                    reading(ago.toLocalDate(), ago.toLocalTime().withSecond(0).withNano(0), ago.isBefore(now)));
        }
        LocalDate day = day(text);
        LocalTime time = time(text, day != null);
        if (day == null && time == null) {
            return NOW.matcher(text).find()
                    ? Optional.of(reading(
                            now.toLocalDate(), now.toLocalTime().withSecond(0).withNano(0), true))
                    : Optional.empty();
        }
        LocalDate date = day == null ? now.toLocalDate() : day;
        boolean past = time == null
                ? date.isBefore(now.toLocalDate())
                : date.atTime(time).isBefore(now);
        return Optional.of(reading(date, time, past));
    }

    private @Nullable LocalDateTime ago(String text) {
        Matcher ago = AGO.matcher(text);
        if (!ago.find()) {
            return null;
        }
        long count = Long.parseLong(ago.group(1)) * (ago.group(3).contains("前") ? -1 : 1);
        return switch (ago.group(2)) {
            case "天" -> now.plusDays(count);
            case "周" -> now.plusWeeks(count);
            case "分钟" -> now.plusMinutes(count);
            default -> now.plusHours(count);
        };
    }

    private @Nullable LocalDate day(String text) {
        for (Map.Entry<String, Integer> each : DAYS.entrySet()) {
            if (text.contains(each.getKey())) {
                return now.toLocalDate().plusDays(each.getValue());
            }
        }
        Matcher weekday = WEEKDAY.matcher(text);
        if (weekday.find()) {
            return weekday(weekday);
        }
        Matcher date = DATE.matcher(text);
        return date.find() ? date(date) : null;
    }

    /** 周六 is the next one, today included; 下周六 the one of next week, 上周六 that of last week. */
    private LocalDate weekday(Matcher said) {
        String number = said.group(2);
        DayOfWeek day = "日天".contains(number) ? DayOfWeek.SUNDAY : DayOfWeek.of(Integer.parseInt(number));
        LocalDate monday = now.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        String which = said.group(1) == null ? "" : said.group(1);
        if (which.startsWith("下")) {
            return monday.plusWeeks(1).with(TemporalAdjusters.nextOrSame(day));
        }
        if (which.startsWith("上")) {
            return monday.minusWeeks(1).with(TemporalAdjusters.nextOrSame(day));
        }
        return which.isEmpty()
                ? now.toLocalDate().with(TemporalAdjusters.nextOrSame(day))
                : monday.with(TemporalAdjusters.nextOrSame(day));
    }

    private @Nullable LocalDate date(Matcher said) {
        boolean withMonth = said.group(1) != null;
        int month = withMonth ? Integer.parseInt(said.group(1)) : now.getMonthValue();
        int day = Integer.parseInt(withMonth ? said.group(2) : said.group(3));
        if (month < 1
                || month > 12
                || day < 1
                || day > LocalDate.of(now.getYear(), month, 1).lengthOfMonth()) {
            return null;
        }
        LocalDate date = LocalDate.of(now.getYear(), month, day);
        // In December people say 1月5日 of the year to come.
        return date.isBefore(now.toLocalDate().minusMonths(6)) ? date.plusYears(1) : date;
    }

    private static @Nullable LocalTime time(String text, boolean dayNamed) {
        String part = PARTS.keySet().stream().filter(text::contains).findFirst().orElse("");
        Matcher clock = CLOCK.matcher(text);
        if (!clock.find()) {
            boolean plain = part.isEmpty() || (part.length() == 1 && !dayNamed);
            return plain ? null : PARTS.get(part);
        }
        int hour = Integer.parseInt(clock.group(1));
        String minutes = clock.group(2) == null ? clock.group(3) : clock.group(2);
        int minute = minutes == null ? 0 : minutes.equals("半") ? 30 : Integer.parseInt(minutes);
        boolean afternoon = List.of("下午", "傍晚", "晚", "夜里", "夜").contains(part) && hour < 12;
        int of24 = (afternoon ? hour + 12 : hour) % 24;
        return hour > 24 || minute > 59 ? null : LocalTime.of(of24, minute);
    }

    private TimeReading reading(LocalDate date, @Nullable LocalTime time, boolean past) {
        String day = relative(date)
                + "%d月%d日（%s）"
                        .formatted(
                                date.getMonthValue(),
                                date.getDayOfMonth(),
                                NAMES.get(date.getDayOfWeek().getValue() - 1));
        return time == null
                ? new TimeReading(date.toString(), day, past)
                : new TimeReading(date.atTime(time).toString(), day + spoken(time), past);
    }

    private String relative(LocalDate date) {
        long days = date.toEpochDay() - now.toLocalDate().toEpochDay();
        return days == 0 ? "今天" : days == 1 ? "明天" : days == -1 ? "昨天" : "";
    }

    static String spoken(LocalTime time) {
        int hour = time.getHour();
        String part = hour < 6 ? "凌晨" : hour < 9 ? "早上" : hour < 12 ? "上午" : hour < 14 ? "中午" : hour < 18 ? "下午" : "晚上";
        int of12 = hour > 12 ? hour - 12 : hour;
        return part + of12 + "点" + (time.getMinute() == 0 ? "" : time.getMinute() == 30 ? "半" : time.getMinute() + "分");
    }
}
