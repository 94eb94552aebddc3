package org.bandeng.dialog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All scripts of a house, with the phrases that they share; older revisions for conversations that began with them. */
public final class Scripts {

    private final Map<String, Script> byName = new LinkedHashMap<>();
    /** More revisions than any day of editing leaves behind in which somebody still is. */
    private static final int MOST_OLDER = 500;

    private final Map<String, Script> older = new LinkedHashMap<>();
    private final Spoken<Script> starts = new Spoken<>();
    private final Phrases phrases;

    public Scripts(Collection<Script> scripts, Phrases phrases) {
        scripts.forEach(script -> byName.put(script.name(), script));
        byName.values()
                .forEach(script -> script.head().starts().stream().sorted().forEach(word -> starts.add(word, script)));
        this.phrases = phrases;
    }

    /** The same, and older revisions beside them. */
    public Scripts withOlder(Collection<Script> revisions) {
        Scripts all = new Scripts(byName.values(), phrases);
        all.older.putAll(older);
        revisions.forEach(script -> all.older.put(script.name() + "@" + script.revision(), script));
        return all;
    }

    /** The same, and beside them what another state of the house has, as older revisions. */
    public Scripts withOlderOf(Scripts before) {
        Scripts all = withOlder(before.older.values());
        before.byName.values().stream()
                .filter(script -> !named(script.name())
                        .filter(present -> present.revision().equals(script.revision()))
                        .isPresent())
                .forEach(script -> all.older.put(script.name() + "@" + script.revision(), script));
        while (all.older.size() > MOST_OLDER) {
            all.older.remove(all.older.keySet().iterator().next());
        }
        return all;
    }

    public Collection<Script> all() {
        return byName.values();
    }

    public Phrases phrases() {
        return phrases;
    }

    public Optional<Script> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The script that a step leads to; one that is no more, for conversations in older scripts that still lead to it. */
    Optional<Script> target(String name) {
        return named(name).or(() -> older.values().stream()
                .filter(script -> script.name().equals(name))
                .reduce((earlier, later) -> later));
    }

    /** The very revision that a conversation began with; if nobody has it any more, the present one. */
    public Optional<Script> of(DialogState state) {
        Script present = byName.get(state.dialog());
        if (present != null && present.revision().equals(state.revision())) {
            return Optional.of(present);
        }
        Script old = older.get(state.dialog() + "@" + state.revision());
        return Optional.ofNullable(old == null ? present : old);
    }

    /** Whether the revision that a conversation began with is here. */
    public boolean has(DialogState state) {
        return of(state)
                .filter(script -> script.revision().equals(state.revision()))
                .isPresent();
    }

    /** The script that {@code words} start by themselves; a closing 。 or 啊 or blanks do not matter. */
    public Optional<Script> startedBy(String words) {
        return starts.find(words);
    }

    /** Whether words speak of a matter that is to be registered, surely or, of some place, probably. */
    public boolean areAskedFor(Reading reading) {
        List<String> likely = reading.place().named() ? reading.likely() : List.of();
        return Stream.concat(Stream.of(reading.matter()), likely.stream())
                .flatMap(name -> named(name).stream())
                .anyMatch(Script::isMatter);
    }

    /** The script for an event such as {@code subscribe}. */
    public Optional<Script> on(String event) {
        return byName.values().stream()
                .filter(script -> script.head().events().contains(event))
                .findFirst();
    }
}
