package org.bandeng.community;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.yaml.Nearest;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.YamlFile;
import org.bandeng.yaml.YamlMap;

/**
 * When the office is open: hours of the week, public holidays, and the weekends that are worked instead (调休).
 *
 * @param week hours by day of the week; a day without any is free
 * @param holidays days that are free whatever day of the week they are
 * @param workdays days that are worked like a Monday whatever day of the week they are
 */
public record OfficeCalendar(Map<DayOfWeek, List<Hours>> week, Set<LocalDate> holidays, Set<LocalDate> workdays) {

    /** Nobody plans so far ahead. */
    private static final int DAYS_AHEAD = 30;

    private static final List<String> NUMERALS = List.of("一", "二", "三", "四", "五", "六", "[日天]");
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final List<String> NAMES = List.of("周一", "周二", "周三", "周四", "周五", "周六", "周日");

    public OfficeCalendar {
        week = Map.copyOf(week);
        holidays = Set.copyOf(holidays);
        workdays = Set.copyOf(workdays);
    }

    /** From one time of a day to a later one. */
    public record Hours(LocalTime from, LocalTime to) {
        boolean has(LocalTime time) {
            return !time.isBefore(from) && time.isBefore(to);
        }

        @Override
        public String toString() {
            return spoken(from) + "–" + spoken(to);
        }
    }

    /** Always open: what a community without a calendar has. */
    public static OfficeCalendar always() {
        Map<DayOfWeek, List<Hours>> week = new HashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, List.of(new Hours(LocalTime.MIN, LocalTime.MAX)));
        }
        return new OfficeCalendar(week, Set.of(), Set.of());
    }

    /** Whether it is ever open on an ordinary week. */
    public boolean hasHours() {
        return week.values().stream().anyMatch(hours -> !hours.isEmpty());
    }

    /** The hours of a day, holidays and make-up workdays considered. */
    public List<Hours> hoursOn(LocalDate day) {
        if (workdays.contains(day)) {
            return week.getOrDefault(DayOfWeek.MONDAY, List.of());
        }
        return holidays.contains(day) ? List.of() : week.getOrDefault(day.getDayOfWeek(), List.of());
    }

    public boolean isOpen(LocalDateTime now) {
        return hoursOn(now.toLocalDate()).stream().anyMatch(hours -> hours.has(now.toLocalTime()));
    }

    /** When the office opens next, after a moment at which it is closed; empty: not within a month. */
    public Optional<LocalDateTime> opensNext(LocalDateTime now) {
        for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
            LocalDate day = now.toLocalDate().plusDays(ahead);
            Optional<LocalDateTime> opens = hoursOn(day).stream()
                    .map(hours -> day.atTime(hours.from()))
                    .filter(from -> from.isAfter(now))
                    .findFirst();
            if (opens.isPresent()) {
                return opens;
            }
        }
        return Optional.empty();
    }

    /** When it opens next, as people say it: 明天9:00, 10月8日9:00; empty: not within a month. */
    public String opensNextInWords(LocalDateTime now) {
        return opensNext(now)
                .map(opens -> day(opens, now) + spoken(opens.toLocalTime()))
                .orElse("");
    }

    private static String day(LocalDateTime opens, LocalDateTime now) {
        long days = opens.toLocalDate().toEpochDay() - now.toLocalDate().toEpochDay();
        return days == 0 ? "今天" : days == 1 ? "明天" : "%d月%d日".formatted(opens.getMonthValue(), opens.getDayOfMonth());
    }

    private static String spoken(LocalTime time) {
        return "%d:%02d".formatted(time.getHour(), time.getMinute());
    }

    /** The hours of an ordinary week in words: 周一至周五 09:00–12:00、14:00–17:30. */
    public String inWords() {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int day = 1; day <= DAYS.size(); day++) {
            if (day < DAYS.size() && hours(day).equals(hours(from))) {
                continue;
            }
            if (!hours(from).isEmpty()) {
                String span = day - 1 == from ? NAMES.get(from) : NAMES.get(from) + "至" + NAMES.get(day - 1);
                parts.add(span + " " + hours(from).stream().map(Hours::toString).collect(Collectors.joining("、")));
            }
            from = day;
        }
        return String.join("，", parts);
    }

    /** The days in that span on which the office keeps other hours than the day of the week would have it, in order. */
    public List<LocalDate> unusualDays(LocalDate from, LocalDate until) {
        return Stream.concat(holidays.stream(), workdays.stream())
                .filter(day -> !day.isBefore(from) && !day.isAfter(until))
                .sorted()
                .toList();
    }

    /** Whether the public holidays of a year are known. */
    public boolean knows(int year) {
        return holidays.stream().anyMatch(day -> day.getYear() == year);
    }

    private List<Hours> hours(int day) {
        return week.getOrDefault(DayOfWeek.of(day + 1), List.of());
    }

    /**
     * Reads {@code calendar.yaml}.
     *
     * @param problems what is wrong in it is added here
     */
    public static OfficeCalendar read(String name, String text, List<Problem> problems) {
        YamlFile file = new YamlFile(name);
        Map<DayOfWeek, List<Hours>> week = new HashMap<>();
        Set<LocalDate> holidays = new HashSet<>();
        Set<LocalDate> workdays = new HashSet<>();
        file.read(text).ifPresent(top -> {
            top.allowOnly(List.of("hours", "years"));
            top.map("hours")
                    .ifPresentOrElse(days -> week.putAll(week(days)), () -> top.problem("\"hours\" is missing"));
            top.map("years").ifPresent(years -> years.names()
                    .forEach(year -> years.map(year).ifPresent(each -> {
                        each.allowOnly(List.of("holidays", "workdays"));
                        holidays.addAll(dates(each, "holidays", year));
                        workdays.addAll(dates(each, "workdays", year));
                        holidays.stream()
                                .filter(workdays::contains)
                                .findFirst()
                                .ifPresent(both -> each.problemAt(
                                        "workdays",
                                        "%s is a holiday and a workday; it can be one of them".formatted(both)));
                    })));
        });
        problems.addAll(file.problems());
        return new OfficeCalendar(week, holidays, workdays);
    }

    private static Map<DayOfWeek, List<Hours>> week(YamlMap days) {
        Map<DayOfWeek, List<Hours>> week = new TreeMap<>();
        for (String key : days.names()) {
            List<DayOfWeek> which = span(key);
            if (which.isEmpty()) {
                days.problemAt(
                        key,
                        "\"%s\" is no day; did you mean \"%s\"? (mon to sun, or a span such as mon-fri)"
                                .formatted(key, Nearest.to(key, DAYS)));
            }
            List<Hours> hours = new ArrayList<>();
            days.texts(key).forEach(each -> hours(each)
                    .ifPresentOrElse(
                            hours::add,
                            () -> days.problemAt(key, "\"%s\" are no hours; write 9:00-12:00".formatted(each))));
            hours.sort(Comparator.comparing(Hours::from));
            for (int i = 1; i < hours.size(); i++) {
                if (hours.get(i).from().isBefore(hours.get(i - 1).to())) {
                    days.problemAt(key, "%s and %s overlap".formatted(hours.get(i - 1), hours.get(i)));
                }
            }
            which.forEach(day -> week.put(day, List.copyOf(hours)));
        }
        return week;
    }

    /**
     * Reads hours of duty as a directory file has them: {@code mon-fri 8:00-12:00 14:00-18:00; sat 9:00-12:00}.
     *
     * @return always, if the text is empty; empty, if it cannot be read
     */
    public static Optional<OfficeCalendar> ofDuty(String text) {
        if (text.isBlank()) {
            return Optional.of(always());
        }
        Map<DayOfWeek, List<Hours>> week = new TreeMap<>();
        for (String part : inLatin(text).split(";", -1)) {
            String[] words = part.strip().split("\\s+", -1);
            List<DayOfWeek> days = span(words[0]);
            List<Hours> hours = Stream.of(words)
                    .skip(1)
                    .map(OfficeCalendar::hours)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparing(Hours::from))
                    .toList();
            if (days.isEmpty() || hours.isEmpty() || hours.size() < words.length - 1) {
                return Optional.empty();
            }
            days.forEach(day -> week.put(day, hours));
        }
        return Optional.of(new OfficeCalendar(week, Set.of(), Set.of()));
    }

    /** 周一至周五 8:00-12:00；周六 9:00-12:00 as mon-fri 8:00-12:00; sat 9:00-12:00. */
    private static String inLatin(String text) {
        String latin = text.replace('；', ';').replaceAll("[至到—~～]", "-");
        for (int day = 0; day < DAYS.size(); day++) {
            latin = latin.replaceAll("(?:周|星期|礼拜)" + NUMERALS.get(day), DAYS.get(day));
        }
        return latin;
    }

    private static List<DayOfWeek> span(String key) {
        String[] ends = key.split("-", -1);
        int from = DAYS.indexOf(ends[0]);
        int to = DAYS.indexOf(ends[ends.length - 1]);
        List<DayOfWeek> days = new ArrayList<>();
        for (int day = from; from >= 0 && ends.length <= 2 && day <= to; day++) {
            days.add(DayOfWeek.of(day + 1));
        }
        return days;
    }

    private static Optional<Hours> hours(String text) {
        String[] ends = text.replace('–', '-').replace('：', ':').split("-", -1);
        if (ends.length != 2 || !ends[0].matches("[0-9]{1,2}:[0-9]{2}") || !ends[1].matches("[0-9]{1,2}:[0-9]{2}")) {
            return Optional.empty();
        }
        try {
            LocalTime from = time(ends[0]);
            LocalTime to = time(ends[1]);
            return from.isBefore(to) ? Optional.of(new Hours(from, to)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalTime time(String text) {
        String[] parts = text.split(":", -1);
        int hour = Integer.parseInt(parts[0]);
        return hour == 24 && parts[1].equals("00")
                ? LocalTime.of(23, 59, 59)
                : LocalTime.of(hour, Integer.parseInt(parts[1]));
    }

    /** Days such as 10-01 or spans such as 10-01..10-07. */
    private static List<LocalDate> dates(YamlMap year, String key, String number) {
        List<LocalDate> dates = new ArrayList<>();
        for (String each : year.texts(key)) {
            try {
                String[] ends = each.split("\\.\\.", -1);
                LocalDate from = LocalDate.parse(number + "-" + ends[0].strip());
                LocalDate to = LocalDate.parse(number + "-" + ends[ends.length - 1].strip());
                if (to.isBefore(from) || ends.length > 2) {
                    throw new DateTimeException("The span ends before it begins");
                }
                from.datesUntil(to.plusDays(1)).forEach(dates::add);
            } catch (DateTimeException e) {
                year.problemAt(key, "\"%s\" is no day of %s; write 10-01 or 10-01..10-07".formatted(each, number));
            }
        }
        return dates;
    }
}
