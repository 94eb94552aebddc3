package org.bandeng.studio;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bandeng.understanding.PersonalData;
import org.bandeng.understanding.TimeReading;

/** How well times, and who somebody is, are found in messages. */
final class DetailScores {

    private static final Pattern MARK = Pattern.compile("\\{(phone|id|plate|name):([^}]*)}");

    private static final Map<String, PersonalData.Kind> KINDS = Map.of(
            "phone", PersonalData.Kind.PHONE,
            "id", PersonalData.Kind.IDENTITY,
            "plate", PersonalData.Kind.PLATE,
            "name", PersonalData.Kind.NAME);

    private DetailScores() {}

    /**
     * Of times.
     *
     * @param rows with the columns from and to in ISO form, local (times of the day alone if every is not empty), and every: days of
     *     the week from 1 for Monday, with commas between; all empty: no time
     * @param read reads the time in a row
     */
    static Map<String, Object> times(
            List<Map<String, String>> rows, Function<Map<String, String>, Optional<TimeReading>> read) {
        List<String> wrong = new ArrayList<>();
        for (Map<String, String> row : rows) {
            String meant = String.join(
                            " ",
                            row.getOrDefault("from", ""),
                            row.getOrDefault("to", ""),
                            row.getOrDefault("every", ""))
                    .strip();
            String found = read.apply(row).map(DetailScores::cells).orElse("");
            if (!meant.equals(found)) {
                wrong.add("%s: %s instead of %s".formatted(row.get("text"), found, meant));
            }
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("right", rows.isEmpty() ? 0.0 : (double) (rows.size() - wrong.size()) / rows.size());
        report.put("wrong", wrong);
        return report;
    }

    private static String cells(TimeReading time) {
        if (time.every().isEmpty()) {
            return time.from() + " " + time.to();
        }
        String days = time.every().stream()
                .sorted()
                .map(day -> String.valueOf(day.getValue()))
                .collect(Collectors.joining(","));
        boolean midnight = time.to().toLocalTime().equals(LocalTime.MIDNIGHT);
        return time.to().equals(time.from().plusDays(1))
                ? days
                : time.from().toLocalTime() + " "
                        + (midnight ? "24:00" : time.to().toLocalTime()) + " " + days;
    }

    /** When a row was said; now, if it does not say so. */
    static LocalDateTime now(Map<String, String> row) {
        String now = row.getOrDefault("now", "");
        return now.isEmpty() ? LocalDateTime.now() : LocalDateTime.parse(now);
    }

    /** @param rows with the column marked: a message with {name:…}, {phone:…}, {id:…} and {plate:…} around what tells who somebody is */
    static Map<String, Object> personal(List<Map<String, String>> rows) {
        int meant = 0;
        int found = 0;
        int right = 0;
        List<String> wrong = new ArrayList<>();
        for (Map<String, String> row : rows) {
            String marked = row.getOrDefault("marked", "");
            List<PersonalData.Found> marks = marks(marked);
            List<PersonalData.Found> seen = PersonalData.in(plain(marked));
            meant += marks.size();
            found += seen.size();
            right += (int) marks.stream().filter(seen::contains).count();
            if (!marks.equals(seen)) {
                String text = plain(marked);
                wrong.add("%s: %s"
                        .formatted(
                                marked,
                                seen.stream()
                                        .map(each -> text.substring(each.from(), each.to()))
                                        .toList()));
            }
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("precision", found == 0 ? 0.0 : (double) right / found);
        report.put("recall", meant == 0 ? 0.0 : (double) right / meant);
        report.put("wrong", wrong);
        return report;
    }

    /** Where the marked pieces are in the message without its marks. */
    private static List<PersonalData.Found> marks(String marked) {
        List<PersonalData.Found> marks = new ArrayList<>();
        int signs = 0;
        Matcher mark = MARK.matcher(marked);
        while (mark.find()) {
            int from = mark.start() - signs;
            signs += mark.group().length() - mark.group(2).length();
            marks.add(new PersonalData.Found(
                    KINDS.getOrDefault(mark.group(1), PersonalData.Kind.NAME), from, mark.end() - signs));
        }
        return marks;
    }

    /** A marked message without its marks. */
    static String plain(String marked) {
        return MARK.matcher(marked).replaceAll(mark -> Matcher.quoteReplacement(mark.group(2)));
    }
}
