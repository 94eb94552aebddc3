package org.bandeng.studio;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Writes stories as people would write them. */
final class StoryWriter {

    private StoryWriter() {}

    /** The file of some stories, with the turns that really happened. */
    static String file(List<Story> stories, List<List<Story.Turn>> turns) {
        StringBuilder yaml = new StringBuilder("stories:\n");
        for (int i = 0; i < stories.size(); i++) {
            yaml.append(i == 0 ? "" : "\n").append(story(stories.get(i), turns.get(i)));
        }
        return yaml.toString();
    }

    private static String story(Story story, List<Story.Turn> turns) {
        StringBuilder yaml = new StringBuilder("  - case: " + scalar(story.title()) + "\n");
        if (!story.now().equals(StoryFile.NOW)) {
            yaml.append("    now: ").append(story.now()).append('\n');
        }
        line(yaml, "home", story.home());
        line(yaml, "on", story.event());
        map(yaml, "    ", "given", story.given());
        map(yaml, "    ", "offered", story.offered());
        map(yaml, "    ", "known", story.known());
        map(yaml, "    ", "outcome", story.outcome());
        yaml.append("    turns:\n");
        turns.forEach(turn -> yaml.append(turn(turn)));
        return yaml.toString();
    }

    private static void line(StringBuilder yaml, String key, String value) {
        if (!value.isEmpty()) {
            yaml.append("    ").append(key).append(": ").append(scalar(value)).append('\n');
        }
    }

    private static void map(StringBuilder yaml, String indent, String key, Map<String, String> values) {
        if (!values.isEmpty()) {
            yaml.append(indent).append(key).append(":\n");
            values.forEach((name, value) -> yaml.append(indent)
                    .append("  ")
                    .append(name)
                    .append(": ")
                    .append(scalar(value))
                    .append('\n'));
        }
    }

    private static String turn(Story.Turn turn) {
        StringBuilder yaml = new StringBuilder("      - " + did(turn) + "\n");
        if (turn.opens() != null) {
            map(yaml, "        ", "opens", turn.opens());
        }
        if (!turn.does().isEmpty()) {
            yaml.append("        does: [")
                    .append(String.join(
                            ", ", turn.does().stream().map(StoryWriter::scalar).toList()))
                    .append("]\n");
        }
        if (turn.bot().isEmpty()) {
            yaml.append("        bot: []\n");
        } else {
            yaml.append("        bot:\n");
            turn.bot().forEach(said -> yaml.append("          - ")
                    .append(said.contains("\n") ? block(said) : scalar(said))
                    .append('\n'));
        }
        return yaml.toString();
    }

    private static String did(Story.Turn turn) {
        Duration after = turn.after();
        if (after != null) {
            return "after: " + (after.toMinutes() % 60 == 0 ? after.toHours() + "h" : after.toMinutes() + "m");
        }
        if (turn.picture()) {
            return "picture: true";
        }
        return turn.position() != null
                ? "position: " + scalar(turn.position())
                : "resident: " + scalar(turn.words() == null ? "" : turn.words());
    }

    private static String block(String text) {
        return "|-\n            " + text.replace("\n", "\n            ");
    }

    /** In quotation marks where YAML would read something else into it. */
    private static String scalar(String text) {
        boolean plain = text.matches("[\\p{IsHan}a-zA-Z][^:#\\[\\]{}&*!|>'\"%@`,?-]*")
                && !List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n")
                        .contains(text.toLowerCase(java.util.Locale.ROOT))
                && text.equals(text.strip());
        return plain
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
