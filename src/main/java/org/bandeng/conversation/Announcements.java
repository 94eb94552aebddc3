package org.bandeng.conversation;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.YamlFile;
import org.bandeng.yaml.YamlMap;

/**
 * What is to be said first when somebody begins: {@code announcements.yaml}.
 *
 * @param all in the order of the file
 */
public record Announcements(List<Announcement> all) {

    private static final int LONGEST = 200;

    public Announcements {
        all = List.copyOf(all);
    }

    /** @param dialogs with which scripts it is said; empty: with every matter */
    public record Announcement(String text, LocalDateTime from, LocalDateTime until, Set<String> dialogs) {
        public Announcement {
            dialogs = Set.copyOf(dialogs);
        }
    }

    /** What is to be said now to somebody who begins a script. */
    Stream<String> on(String dialog, boolean matter, LocalDateTime now) {
        return all.stream()
                .filter(each -> !now.isBefore(each.from()) && now.isBefore(each.until()))
                .filter(each ->
                        each.dialogs().isEmpty() ? matter : each.dialogs().contains(dialog))
                .map(Announcement::text);
    }

    /** Reads the file; what is wrong in it is added to the problems. */
    public static Announcements read(String name, String text, Set<String> dialogs, List<Problem> problems) {
        YamlFile file = new YamlFile(name);
        List<Announcement> all = new ArrayList<>();
        file.read(text).ifPresent(top -> {
            top.allowOnly(List.of("announcements"));
            top.maps("announcements").forEach(each -> all.add(announcement(each, dialogs)));
        });
        problems.addAll(file.problems());
        return new Announcements(all);
    }

    private static Announcement announcement(YamlMap map, Set<String> dialogs) {
        map.allowOnly(List.of("text", "from", "until", "with"));
        String text = map.text("text");
        if (text.length() > LONGEST) {
            map.problemAt(
                    "text",
                    "an announcement has at most %d characters; this one has %d".formatted(LONGEST, text.length()));
        }
        List<String> with = map.texts("with");
        with.stream()
                .filter(each -> !dialogs.contains(each))
                .forEach(each -> map.problemAt(
                        "with",
                        "there is no dialog \"%s\"; did you mean \"%s\"?"
                                .formatted(each, org.bandeng.yaml.Nearest.to(each, dialogs))));
        LocalDateTime from = time(map, "from", false);
        LocalDateTime until = time(map, "until", true);
        if (!from.isBefore(until)) {
            map.problemAt("until", "\"until\" is not after \"from\"; nobody would ever hear it");
        }
        return new Announcement(text, from, until, Set.copyOf(with));
    }

    /** 2026-11-24 or 2026-11-24T08:00; a day alone lasts until its end. */
    private static LocalDateTime time(YamlMap map, String key, boolean end) {
        String text = map.text(key);
        try {
            if (text.length() > "2026-11-24".length()) {
                return LocalDateTime.parse(text.replace(' ', 'T'));
            }
            LocalDate day = LocalDate.parse(text);
            return end ? day.plusDays(1).atStartOfDay() : day.atStartOfDay();
        } catch (DateTimeParseException e) {
            if (!text.isEmpty()) {
                map.problemAt(key, "\"%s\" is no time; write 2026-11-24 or 2026-11-24T08:00".formatted(text));
            }
            return end ? LocalDateTime.MAX : LocalDateTime.MIN;
        }
    }
}
