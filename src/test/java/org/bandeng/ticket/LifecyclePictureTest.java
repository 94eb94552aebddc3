package org.bandeng.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/tickets.md} shows the state machine that the program has. After a change of {@link TicketAction} run this test with
 * {@code -Dupdate.docs=true}; it writes the picture and the table anew.
 */
class LifecyclePictureTest {

    private static final Path PAGE = Path.of("docs", "tickets.md");
    private static final String BEGIN = "<!-- generated from TicketAction -->";
    private static final String END = "<!-- end -->";

    @Test
    void thePageShowsWhatTheProgramDoes() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + "\n" + generated() + "\n"
                + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    private static String generated() {
        return picture() + "\n" + table();
    }

    /** Moves with the same ends share an arrow. */
    private static String picture() {
        Map<String, String> arrows = new LinkedHashMap<>();
        for (TicketAction action : TicketAction.values()) {
            if (action == TicketAction.OPEN) {
                arrows.put("[*] --> OPENED", "open");
                continue;
            }
            for (TicketStatus status : TicketStatus.values()) {
                if (action.moves() && action.isPossibleFrom(status)) {
                    arrows.merge(
                            "%s --> %s".formatted(status, action.leadsTo(status)),
                            action.code(),
                            (one, other) -> one + ", " + other);
                }
            }
        }
        List<String> lines = arrows.entrySet().stream()
                .map(arrow -> "    " + arrow.getKey() + ": " + arrow.getValue())
                .toList();
        return "```mermaid\nstateDiagram-v2\n" + String.join("\n", lines) + "\n```\n";
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| action | from | to | by |\n|---|---|---|---|\n");
        for (TicketAction action : TicketAction.values()) {
            table.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            action.code(),
                            words(Arrays.stream(TicketStatus.values())
                                    .filter(action::isPossibleFrom)
                                    .toList()),
                            action.moves() ? word(action.leadsTo(TicketStatus.OPENED)) : "stays",
                            words(Arrays.stream(Actor.Kind.values())
                                    .filter(action::isPossibleBy)
                                    .toList())));
        }
        return table.toString().replace(System.lineSeparator(), "\n");
    }

    private static String words(List<? extends Enum<?>> all) {
        return all.isEmpty()
                ? "—"
                : all.stream().map(LifecyclePictureTest::word).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
