package org.bandeng.understanding;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words for days: which days they mean at a moment. */
final class TimeWords {

    private static final Map<String, Integer> RELATIVE = Map.ofEntries(
            Map.entry("大后天", 3),
            Map.entry("后天", 2),
            Map.entry("明天", 1),
            Map.entry("明日", 1),
            Map.entry("明", 1),
            Map.entry("今天", 0),
            Map.entry("今日", 0),
            Map.entry("当天", 0),
            Map.entry("今", 0),
            Map.entry("昨天", -1),
            Map.entry("昨日", -1),
            Map.entry("昨", -1),
            Map.entry("前天", -2),
            Map.entry("前", -2),
            Map.entry("大前天", -3));

    /** One day or several, as said. */
    static final String DAYS =
            "大后天|大前天|后天|前天|明[天日]|昨[天日]|今[天日]|当天|(?<![说声聪])明(?=早|晚|夜)|(?<![目以之提])前(?=晚|夜)|[今昨](?=早|晚|夜)"
                    + "|(?<!1|一)(?:上个?|下个?|这个?|本)?(?:周|星期|礼拜)(?:[1-6日天](?!周|直|般)|末)"
                    + "|(?:上个?|下个?|这个?|本)月(?:[0-9]{1,2}[日号])?|(?:上个?|下个?|这个?|本)(?:周|星期|礼拜)"
                    + "|(?:[0-9]{1,2}月)[0-9]{1,2}(?:[日号]|(?![0-9]))"
                    + "|(?<=[到至])[0-9]{1,2}[日号](?!楼|院|桩|车|线|门|机|单元|房|库)"
                    // 3号 alone is a day only before what is said of days; 3号公寓, 5号泵房, 2号井盖 are none.
                    + "|(?<![0-9每月])[0-9]{1,2}[日号](?=$|[^\\p{IsHan}0-9A-Za-z楼]|凌晨|清|早|上午|中午|下午|傍晚|晚|夜|半夜|深夜|[0-9]{1,2}[点:：]|的|那天|前|后|之|"
                    + "开|停|来|去|(?:到|至)(?![0-9]{1,2}号?(?:楼|栋|幢|单元|桩|门))|起|就|要|会|能|有|没|在|报|交|办|搬|我|你|他|是|说|又|也|都|吗|呢|吧|选|发|收)"
                    + "|[0-9]{1,3}(?:天|个?星期|周)(?:前|以前|之前|后|以后|之后)"
                    + "|(?:前|这|最近|近)几天|这[2两]天|周末";

    private static final Pattern WEEK = Pattern.compile("(上|下|这|本)?个?(?:周|星期|礼拜)([1-6日天末])?");
    private static final Pattern MONTH = Pattern.compile("(上|下|这|本)个?月(?:([0-9]{1,2})[日号])?");
    private static final Pattern DATE = Pattern.compile("(?:([0-9]{1,2})月)?([0-9]{1,2})[日号]?");
    private static final Pattern AGO = Pattern.compile("([0-9]{1,3})(天|个?星期|周)(.+)");

    /** What was, not what is to come. */
    private static final Pattern PAST = Pattern.compile("了|过(?!来|去)|那天|没人|一直");

    private final LocalDateTime now;
    private final boolean past;

    /** @param text the whole message: without it 周五 could be the last or the next one */
    TimeWords(LocalDateTime now, String text) {
        this.now = now;
        this.past = PAST.matcher(text).find();
    }

    /**
     * Days from the first to before the last.
     *
     * @param open whether it ends with the moment of the message
     */
    record Days(LocalDate from, LocalDate to, boolean open) {
        static Days of(LocalDate day) {
            return new Days(day, day.plusDays(1), false);
        }
    }

    /** Whether the message speaks of what was. */
    boolean isPast() {
        return past;
    }

    LocalDate today() {
        return now.toLocalDate();
    }

    /** @param before what was spoken of just before: 12月3号到5号; null: nothing */
    Optional<Days> days(String said, @Nullable LocalDate before) {
        Integer relative = RELATIVE.get(said);
        if (relative != null) {
            return Optional.of(Days.of(today().plusDays(relative)));
        }
        if (said.endsWith("几天")) {
            return Optional.of(new Days(today().minusDays(3), today().plusDays(1), true));
        }
        if (said.startsWith("这") && said.endsWith("天")) {
            return Optional.of(new Days(today().minusDays(1), today().plusDays(1), true));
        }
        Matcher ago = AGO.matcher(said);
        if (ago.matches()) {
            long days = Long.parseLong(ago.group(1)) * (ago.group(2).equals("天") ? 1 : 7);
            return Optional.of(Days.of(today().plusDays(ago.group(3).contains("前") ? -days : days)));
        }
        Matcher week = WEEK.matcher(said);
        if (week.matches()) {
            return Optional.of(week(week.group(1), week.group(2), before));
        }
        Matcher month = MONTH.matcher(said);
        if (month.matches()) {
            return month(month.group(1), month.group(2));
        }
        Matcher date = DATE.matcher(said);
        return date.matches() ? date(date.group(1), date.group(2), before) : Optional.empty();
    }

    private Days week(@Nullable String which, @Nullable String day, @Nullable LocalDate before) {
        LocalDate thisMonday = today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate monday = thisMonday.plusWeeks("上".equals(which) ? -1 : "下".equals(which) ? 1 : 0);
        if (day == null) {
            return new Days(monday, monday.plusWeeks(1), false);
        }
        if (day.equals("末")) {
            return new Days(monday.plusDays(5), monday.plusWeeks(1), false);
        }
        DayOfWeek meant = dayOfWeek(day);
        if (which == null && before != null) {
            return Days.of(before.with(TemporalAdjusters.nextOrSame(meant)));
        }
        if (which != null) {
            return Days.of(monday.with(TemporalAdjusters.nextOrSame(meant)));
        }
        return Days.of(
                today().with(past ? TemporalAdjusters.previousOrSame(meant) : TemporalAdjusters.nextOrSame(meant)));
    }

    static DayOfWeek dayOfWeek(String said) {
        return "日天".contains(said) ? DayOfWeek.SUNDAY : DayOfWeek.of(Integer.parseInt(said));
    }

    private Optional<Days> month(String which, @Nullable String day) {
        LocalDate first = today().withDayOfMonth(1).plusMonths("上".equals(which) ? -1 : "下".equals(which) ? 1 : 0);
        if (day == null) {
            return Optional.of(new Days(first, first.plusMonths(1), false));
        }
        int number = Integer.parseInt(day);
        return number < 1 || number > first.lengthOfMonth()
                ? Optional.empty()
                : Optional.of(Days.of(first.withDayOfMonth(number)));
    }

    /** Without a month: of this month, the last or the next, whichever is nearest; after a day that was named, the next such day. */
    private Optional<Days> date(@Nullable String month, String day, @Nullable LocalDate before) {
        int dayNumber = Integer.parseInt(day);
        LocalDate near = before == null ? today() : before;
        Stream<YearMonth> months = month == null
                ? IntStream.rangeClosed(-1, 1).mapToObj(YearMonth.from(near)::plusMonths)
                : IntStream.rangeClosed(near.getYear() - 1, near.getYear() + 1)
                        .filter(year -> ChronoField.MONTH_OF_YEAR.range().isValidValue(Long.parseLong(month)))
                        // In December people say 1月5日 of the year to come.
                        .mapToObj(year -> YearMonth.of(year, Integer.parseInt(month)));
        return months.filter(each -> each.isValidDay(dayNumber))
                .map(each -> each.atDay(dayNumber))
                .filter(date -> before == null || !date.isBefore(before))
                .filter(date -> month != null || before != null || !past || !date.isAfter(today()))
                .min(Comparator.comparingLong(date -> Math.abs(ChronoUnit.DAYS.between(near, date))))
                .map(Days::of);
    }
}
