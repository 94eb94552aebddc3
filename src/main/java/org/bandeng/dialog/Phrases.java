package org.bandeng.dialog;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the bot says and hears in every script. */
public final class Phrases {

    private final Map<String, List<Template>> phrases;
    private final Spoken<String> commands = new Spoken<>();

    /** Every phrase that there is. */
    public static final List<String> NAMES = List.of(
            "start-over",
            "offer-person",
            "give-up",
            "which-place",
            "which-unit",
            "which-building",
            "further-noted",
            "confirm-again",
            "change-which",
            "changed",
            "once-more",
            "nothing-back",
            "cannot-undo",
            "aside-noted",
            "aside-next",
            "draft-kept",
            "resumed",
            "nothing-to-resume",
            "reminder",
            "home-used",
            "picture-added",
            "forgotten",
            "again",
            "again-choice",
            "again-yes-no",
            "again-number",
            "again-phone",
            "again-time",
            "again-place",
            "again-image",
            "again-location",
            "again-rating");

    /** What every script can be told. */
    public static final List<String> COMMANDS = List.of("back", "restart", "resume", "cancel");

    /** What phrases may speak of. */
    public static final Set<String> GIVEN = Set.of("title", "titles", "words", "label", "value", "place");

    /**
     * @param phrases by name, one of {@link #NAMES}; re-asks have a wording for each time
     * @param words by command, one of {@link #COMMANDS}: what residents say for it
     */
    public Phrases(Map<String, List<Template>> phrases, Map<String, List<String>> words) {
        this.phrases = Map.copyOf(phrases);
        COMMANDS.forEach(
                command -> words.getOrDefault(command, List.of()).forEach(word -> commands.add(word, command)));
    }

    String say(String name, Map<String, String> values) {
        return say(name, 0, values);
    }

    /** The wording for the n-th time, from 0; the last one repeats. */
    String say(String name, int time, Map<String, String> values) {
        List<Template> wordings = phrases.getOrDefault(name, List.of());
        return wordings.isEmpty()
                ? ""
                : wordings.get(Math.min(time, wordings.size() - 1)).fill(value -> values.getOrDefault(value, ""));
    }

    /** Whether words are a command that every script hears. */
    public boolean means(String command, String said) {
        return commands.find(said).filter(command::equals).isPresent();
    }
}
