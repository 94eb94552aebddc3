package org.bandeng.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bandeng.community.FileDirectory;
import org.bandeng.dialog.TalkState;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.TicketStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** Any reply, any day, lands on the right matter; asked when two fit, and never wrong in silence. */
class CorrelatorTest {

    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final Edition EDITION = Edition.read(Path.of("dialogs").toAbsolutePath());
    private static final Ears EARS =
            new Ears(EDITION, FileDirectory.demo(), null, LocalDateTime.of(2026, 11, 24, 10, 0));

    /** Plain answers to the question of the dialog in the situations with one. */
    private static final Set<String> ANSWERS = Set.of("2", "3", "5", "路灯", "东门", "3号楼2单元", "是的");

    private record Case(String situation, String expected, String words) {}

    @Test
    void everyReplyIsRightOrAskedAndNoneIsWrongInSilence() throws IOException {
        List<Case> cases = cases();
        List<String> silentlyWrong = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        for (Case each : cases) {
            String found = words(Correlator.decide(each.words, situation(each.situation, each.words)));
            if (found.equals(each.expected)) {
                continue;
            }
            String line = "%s “%s”: expected %s, found %s".formatted(each.situation, each.words, each.expected, found);
            (found.startsWith("to ") ? silentlyWrong : missed).add(line);
        }

        assertThat(cases).hasSizeGreaterThanOrEqualTo(200);
        assertThat(silentlyWrong).isEmpty();
        assertThat(missed).hasSizeLessThanOrEqualTo(cases.size() * 2 / 100);
    }

    @Test
    void aPictureGoesToTheOnlyMatterThatItCanBelongTo() {
        assertThat(words(Correlator.decidePicture(situation("one-open", "")))).isEqualTo("to picture 1010");
        assertThat(words(Correlator.decidePicture(situation("two-open", "")))).isEqualTo("which picture");
        assertThat(words(Correlator.decidePicture(situation("none", "")))).isEqualTo("pass");
    }

    private static List<Case> cases() throws IOException {
        String file = new ClassPathResource("replies/replies.tsv").getContentAsString(StandardCharsets.UTF_8);
        return file.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .flatMap(row -> Arrays.stream(row[2].split("\\|")).map(words -> new Case(row[0], row[1], words)))
                .toList();
    }

    private static String words(Correlator.Decision decision) {
        if (decision instanceof Correlator.Decision.To to) {
            return "to %s %s".formatted(to.kind().code(), to.matter().number());
        }
        return decision instanceof Correlator.Decision.Which which
                ? "which " + which.kind().code()
                : "pass";
    }

    private static Correlator.Situation situation(String name, String words) {
        List<Matter> matters =
                switch (name) {
                    case "one-open", "dialog" -> List.of(lamp(TicketStatus.DISPATCHED, 1, null));
                    case "two-open", "listed" ->
                        List.of(car(TicketStatus.ACCEPTED, 2, null), lamp(TicketStatus.DISPATCHED, 1, null));
                    case "open-and-old" ->
                        List.of(lamp(TicketStatus.DISPATCHED, 1, null), car(TicketStatus.ACCEPTED, 120, null));
                    case "survey" -> List.of(lamp(TicketStatus.RESOLVED, 1, 1));
                    case "dialog-then-survey" -> List.of(lamp(TicketStatus.RESOLVED, 0, 0));
                    case "two-surveys" -> List.of(lamp(TicketStatus.RESOLVED, 1, 1), car(TicketStatus.RESOLVED, 3, 3));
                    case "survey-and-open" ->
                        List.of(car(TicketStatus.ACCEPTED, 1, null), lamp(TicketStatus.RESOLVED, 2, 2));
                    case "closed" -> List.of(lamp(TicketStatus.CLOSED, 240, null));
                    case "long-ago" -> List.of(lamp(TicketStatus.CLOSED, 24 * 90, null));
                    default -> List.of();
                };
        boolean dialog = name.startsWith("dialog");
        return new Correlator.Situation(
                matters,
                dialog ? NOW.minus(Duration.ofMinutes(10)) : null,
                dialog && ANSWERS.contains(words),
                name.equals("listed") ? List.of("1029", "1010") : List.of(),
                EDITION.scripts().startedBy(words).isPresent()
                        || EDITION.scripts()
                                .areAskedFor(
                                        EARS.hear(words, "", TalkState.EMPTY).reading()),
                NOW);
    }

    private static Matter lamp(TicketStatus status, int told, @Nullable Integer surveyed) {
        return matter("1010", "lighting", "幸福里3号楼2单元", status, told, surveyed);
    }

    private static Matter car(TicketStatus status, int told, @Nullable Integer surveyed) {
        return matter("1029", "parking", "幸福里东门", status, told, surveyed);
    }

    private static Matter matter(
            String number, String dialog, String place, TicketStatus status, int told, @Nullable Integer surveyed) {
        List<String> about =
                EDITION.scripts().named(dialog).orElseThrow().head().about();
        return new Matter(
                new TicketNumber(Long.parseLong(number)),
                EDITION.scripts().named(dialog).orElseThrow().title(),
                about,
                place,
                true,
                status,
                NOW.minus(Duration.ofHours(told)),
                surveyed == null ? null : NOW.minus(Duration.ofHours(surveyed)));
    }
}
