package org.bandeng.understanding;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says a time as people do: 昨天11月24日（周二）晚上10点到11点, 每周六上午8点到12点. */
record TimeInWords(LocalDateTime now) {

    private static final List<String> NAMES = List.of("周一", "周二", "周三", "周四", "周五", "周六", "周日");

    String of(LocalDateTime from, LocalDateTime to, Set<DayOfWeek> every) {
        String when = every.isEmpty() ? day(from.toLocalDate()) : every(every);
        boolean wholeDays = from.toLocalTime().equals(LocalTime.MIDNIGHT)
                && to.toLocalTime().equals(LocalTime.MIDNIGHT)
                && !to.equals(from);
        if (wholeDays) {
            LocalDate last = to.toLocalDate().minusDays(1);
            boolean several = every.isEmpty() && last.isAfter(from.toLocalDate());
            return several ? when + "到" + day(last) : when;
        }
        Optional<DayPart> part = DayPart.lasting(from, to);
        if (part.isPresent()) {
            return when + part.get().called();
        }
        boolean untilNow = to.equals(now) && every.isEmpty();
        if (untilNow && from.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            return when + "到现在";
        }
        String begin = when + spoken(from.toLocalTime());
        if (to.equals(from)) {
            return begin;
        }
        if (untilNow) {
            return begin + "到现在";
        }
        boolean midnight = to.equals(from.toLocalDate().plusDays(1).atStartOfDay());
        if (midnight) {
            return begin + "以后";
        }
        boolean sameDay = to.toLocalDate().equals(from.toLocalDate());
        String sayAgain = part(from.toLocalTime());
        String end = spoken(to.toLocalTime());
        String shortened = sameDay && end.startsWith(sayAgain) ? end.substring(sayAgain.length()) : end;
        return begin + "到" + (sameDay || !every.isEmpty() ? shortened : day(to.toLocalDate()) + end);
    }

    private String day(LocalDate date) {
        long days = date.toEpochDay() - now.toLocalDate().toEpochDay();
        String relative = days == 0 ? "今天" : days == 1 ? "明天" : days == -1 ? "昨天" : "";
        return relative
                + "%d月%d日（%s）"
                        .formatted(
                                date.getMonthValue(),
                                date.getDayOfMonth(),
                                NAMES.get(date.getDayOfWeek().getValue() - 1));
    }

    private static String every(Set<DayOfWeek> days) {
        if (days.size() == DayOfWeek.values().length) {
            return "每天";
        }
        return "每"
                + days.stream()
                        .sorted()
                        .map(day -> NAMES.get(day.getValue() - 1))
                        .collect(Collectors.joining("、"));
    }

    private static String part(LocalTime time) {
        int hour = time.getHour();
        return hour < 6 ? "凌晨" : hour < 9 ? "早上" : hour < 12 ? "上午" : hour < 14 ? "中午" : hour < 18 ? "下午" : "晚上";
    }

    static String spoken(LocalTime time) {
        int hour = time.getHour();
        int of12 = hour > 12 ? hour - 12 : hour;
        return part(time) + of12 + "点"
                + (time.getMinute() == 0 ? "" : time.getMinute() == 30 ? "半" : time.getMinute() + "分");
    }
}
